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
  -- Looks at pages of a closed section, and by whoever sees nothing else, are told to nobody by this row: what was looked at
  -- there has a row of its own, which goes the way of its entry.
  PERFORM alongside.note('record.opened', one, jsonb_build_object('page', CASE WHEN mask & ~{{CLOSED}}::bigint = 0 THEN 'safety' ELSE page END));
  RETURN NEXT;
END $$;

-- Who has looked, for the person. What withholding is about is left out, and so is what was done to an entry kept from them.
CREATE OR REPLACE FUNCTION alongside.who_looked(subject uuid, most int)
RETURNS TABLE (at timestamptz, name text, title text, action text, page text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  mine bigint := alongside.my_rights(subject);
  kept uuid[] := alongside.hidden();
BEGIN
  IF (mine & {{SELF}}) = 0 THEN PERFORM alongside.refuse('Only the person sees who has looked.'); END IF;
  RETURN QUERY SELECT e.at, coalesce(a.name, 'the system')::text, coalesce(a.title, '')::text, e.action::text, coalesce(e.detail->>'page', '')
    FROM public.access_auditevent e LEFT JOIN public.access_account a ON a.id = e.by
   WHERE e.subject_id = subject AND e.action NOT LIKE 'withheld.%' AND e.by IS DISTINCT FROM alongside.viewer()
     AND NOT (e.action = 'record.opened' AND coalesce(e.detail->>'page', '') = 'safety')
     AND NOT EXISTS (SELECT 1 FROM public.record_item i
       WHERE i.id = CASE WHEN alongside.holds_ids(e.detail->'entry') THEN (e.detail->>'entry')::uuid END
         AND (i.id = ANY (kept) OR (i.bit & mine) = 0 OR ((i.bit & {{CLOSED}}) <> 0 AND i.id <> ALL (alongside.invited()))))
   ORDER BY e.at DESC LIMIT greatest(most, 0);
END $$;
