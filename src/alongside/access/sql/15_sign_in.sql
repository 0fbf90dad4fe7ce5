DROP FUNCTION IF EXISTS alongside.works_here(text);

-- Who comes in: whether they work here (a live place in a team, or a duty), and which clock they go by. Called with what has
-- just been set as the viewer, so that one question to the database does all of it.
CREATE OR REPLACE FUNCTION alongside.arrive(viewer_now text, OUT works_here boolean, OUT zone text) LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v uuid := alongside.viewer();
BEGIN
  zone := (SELECT p.zone FROM public.access_preference p WHERE p.account_id = v);
  works_here := v IS NULL
      OR EXISTS (SELECT 1 FROM public.access_membership WHERE account_id = v
             AND starts <= statement_timestamp() AND (ends IS NULL OR ends > statement_timestamp()))
      OR EXISTS (SELECT 1 FROM public.access_duty WHERE account_id = v
             AND starts <= statement_timestamp() AND (ends IS NULL OR ends > statement_timestamp()));
END $$;

-- What the clock shows where somebody is. A clock that is not known goes like ours: nobody else's mail waits for it. Not for the app.
CREATE OR REPLACE FUNCTION alongside.clock_of(account uuid, t timestamptz) RETURNS timestamp LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN t AT TIME ZONE coalesce((SELECT p.zone FROM public.access_preference p WHERE p.account_id = account), 'Europe/London');
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN t AT TIME ZONE 'Europe/London';
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
