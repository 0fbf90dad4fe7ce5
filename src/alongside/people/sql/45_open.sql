-- Opening a record: what the viewer may see and do in it, when they last opened it (before the last half hour; asked for the
-- front page alone), and the audit row of this look. One call a page. Gives no row where nothing may be seen.
CREATE OR REPLACE FUNCTION alongside.open(one uuid, page text)
RETURNS TABLE (mask bigint, voices uuid[], is_staff boolean, last_looked timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v uuid := alongside.viewer();
BEGIN
  mask := alongside.my_rights(one);
  IF mask = 0 THEN RETURN; END IF;
  voices := (SELECT coalesce(array_agg(id), '{}') FROM public.people_voice WHERE account_id = v AND subject_id = one);
  is_staff := cardinality(alongside.my_teams()) > 0;
  IF page = 'front' THEN
    last_looked := (SELECT e.at FROM public.access_auditevent e WHERE e.subject_id = one AND e.by = v AND e.action = 'record.opened'
                     AND e.at < statement_timestamp() - interval '30 minutes' ORDER BY e.at DESC LIMIT 1);
  END IF;
  PERFORM alongside.note('record.opened', one, jsonb_build_object('page', page));
  RETURN NEXT;
END $$;
