-- In which records does the viewer hold any bit of `want`? Narrowed by alongside.subject when a record is open: a list of
-- what may be seen can only lose by that. The plan is kept (force_generic_plan): planning afresh costs five times as much.
CREATE OR REPLACE FUNCTION alongside.seen(want bigint) RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v uuid := alongside.viewer();
  only_ uuid := nullif(current_setting('alongside.subject', true), '')::uuid;
  t timestamptz := statement_timestamp();
  teams uuid[];
BEGIN
  IF v IS NULL THEN RETURN '{}'; END IF;
  -- Rights that are given by name alone, and that few have who see much.
  IF want IN ({{OWN}}, {{SELF}}) AND NOT EXISTS (SELECT 1 FROM public.people_grant WHERE account_id = v AND (mask & want) <> 0 AND NOT deny) THEN
    RETURN '{}';
  END IF;
  SELECT array_agg(team_id) INTO teams FROM public.access_membership
   WHERE account_id = v AND starts <= t AND (ends IS NULL OR ends > t);
  IF only_ IS NOT NULL THEN
    RETURN (SELECT coalesce(array_agg(x.subject_id), '{}') FROM (
      SELECT g.subject_id FROM ({{ARMS_ONLY}}) g GROUP BY g.subject_id HAVING {{MASK}} & want <> 0) x);
  END IF;
  RETURN (SELECT coalesce(array_agg(x.subject_id), '{}') FROM (
    SELECT g.subject_id FROM ({{ARMS_ALL}}) g GROUP BY g.subject_id HAVING {{MASK}} & want <> 0) x);
END $$;

-- The whole mask of the viewer in one record; 0 for none.
CREATE OR REPLACE FUNCTION alongside.my_rights(one uuid) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v uuid := alongside.viewer();
  t timestamptz := statement_timestamp();
  teams uuid[];
BEGIN
  IF v IS NULL THEN RETURN 0; END IF;
  SELECT array_agg(team_id) INTO teams FROM public.access_membership
   WHERE account_id = v AND starts <= t AND (ends IS NULL OR ends > t);
  RETURN coalesce((SELECT {{MASK}} FROM ({{ARMS_ONE}}) g), 0);
END $$;

-- The voices that are the viewer's own.
CREATE OR REPLACE FUNCTION alongside.voices() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(id), '{}') FROM public.people_voice WHERE account_id = alongside.viewer()
$$;

-- All a page needs to know about its viewer in one call: mask, voices here, staff or not.
CREATE OR REPLACE FUNCTION alongside.standing(one uuid, OUT mask bigint, OUT voices uuid[], OUT is_staff boolean)
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN one IS NULL THEN 0 ELSE alongside.my_rights(one) END,
    (SELECT coalesce(array_agg(id), '{}') FROM public.people_voice WHERE account_id = alongside.viewer() AND subject_id = one),
    cardinality(alongside.my_teams()) > 0
$$;
