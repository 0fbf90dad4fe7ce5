CREATE OR REPLACE FUNCTION alongside.my_teams() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(team_id), '{}') FROM public.access_membership
   WHERE account_id = alongside.viewer() AND starts <= statement_timestamp() AND (ends IS NULL OR ends > statement_timestamp())
$$;

CREATE OR REPLACE FUNCTION alongside.leads(team uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM public.access_membership WHERE account_id = alongside.viewer() AND team_id = team AND role = 'lead'
    AND starts <= statement_timestamp() AND (ends IS NULL OR ends > statement_timestamp()))
$$;

-- Only the keeper's other functions call this.
CREATE OR REPLACE FUNCTION alongside.note(what text, subject uuid, detail jsonb) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO public.access_auditevent (id, at, by, action, subject_id, detail)
  VALUES (gen_random_uuid(), statement_timestamp(), alongside.viewer(), what, subject, detail)
$$;
