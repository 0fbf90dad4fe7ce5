-- The face of somebody who works here: put up and taken down by themself alone. Each gives the file that is not needed any more.

CREATE OR REPLACE FUNCTION alongside.face_put(path_ text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v uuid := alongside.viewer();
  before text;
BEGIN
  IF cardinality(alongside.my_teams()) = 0 THEN PERFORM alongside.refuse('Only somebody who works in a team can put up a photo here.'); END IF;
  -- A face is kept among faces: no other file can be shown, or thrown away, by this name.
  IF path_ !~ '^faces/[0-9a-f-]{36}$' THEN RAISE insufficient_privilege USING MESSAGE = 'not a face'; END IF;
  SELECT p.path INTO before FROM public.people_portrait p WHERE p.account_id = v FOR UPDATE;
  INSERT INTO public.people_portrait (account_id, path, content_type, put_at, put_by) VALUES (v, path_, 'image/jpeg', statement_timestamp(), v)
  ON CONFLICT (account_id) DO UPDATE SET path = EXCLUDED.path, put_at = EXCLUDED.put_at, put_by = EXCLUDED.put_by;
  PERFORM alongside.note('face.put', NULL, '{}');
  RETURN coalesce(before, '');
END $$;

CREATE OR REPLACE FUNCTION alongside.face_drop() RETURNS text LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  before text;
BEGIN
  DELETE FROM public.people_portrait p WHERE p.account_id = alongside.viewer() RETURNING p.path INTO before;
  IF before IS NOT NULL THEN PERFORM alongside.note('face.dropped', NULL, '{}'); END IF;
  RETURN coalesce(before, '');
END $$;

-- The faces of those of these accounts who sign in and work here now, for whoever is signed in.
CREATE OR REPLACE FUNCTION alongside.faces(accounts uuid[]) RETURNS TABLE (account uuid, path text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p.account_id, p.path::text FROM public.people_portrait p JOIN public.access_account a ON a.id = p.account_id AND a.is_active
   WHERE p.account_id = ANY (accounts) AND alongside.viewer() IS NOT NULL
     AND EXISTS (SELECT 1 FROM public.access_membership m WHERE m.account_id = p.account_id
       AND m.starts <= statement_timestamp() AND (m.ends IS NULL OR m.ends > statement_timestamp()))
$$;
