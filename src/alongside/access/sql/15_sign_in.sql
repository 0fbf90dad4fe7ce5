-- Whether the viewer works here: a live place in a team, or a duty. Called with what has just been set as the viewer, so
-- that one question to the database does both.
CREATE OR REPLACE FUNCTION alongside.works_here(viewer_now text) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v uuid := alongside.viewer();
BEGIN
  IF v IS NULL THEN RETURN true; END IF;
  RETURN EXISTS (SELECT 1 FROM public.access_membership WHERE account_id = v
             AND starts <= statement_timestamp() AND (ends IS NULL OR ends > statement_timestamp()))
      OR EXISTS (SELECT 1 FROM public.access_duty WHERE account_id = v
             AND starts <= statement_timestamp() AND (ends IS NULL OR ends > statement_timestamp()));
END $$;

-- What happens at the door, where nobody is signed in yet: no viewer can be asked for, so only these words are taken, and
-- nothing but whom it was about.
CREATE OR REPLACE FUNCTION alongside.note_at_door(what text, who uuid, detail jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF what NOT IN ('sign_in.failed', 'sign_in.refused_elsewhere') THEN
    RAISE insufficient_privilege USING MESSAGE = 'not said at the door';
  END IF;
  PERFORM alongside.note(what, NULL, jsonb_build_object('account', who) || detail);
END $$;
