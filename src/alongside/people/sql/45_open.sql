-- Opening a record: what the viewer may see and do in it, when they last opened it (before the last half hour; asked for the
-- front page alone), and the audit row of this look with its basis at this time: the grant by which it was opened, the strongest
-- first. One call a page. Gives no row where nothing may be seen. `door` is kept of looks in an emergency.
DROP FUNCTION IF EXISTS alongside.open(uuid, text);
CREATE OR REPLACE FUNCTION alongside.open(one uuid, page text, door text)
RETURNS TABLE (mask bigint, voices uuid[], is_staff boolean, last_looked timestamptz, basis text, until timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v uuid := alongside.viewer();
  t timestamptz := statement_timestamp();
  teams uuid[];
  by_grant uuid;
  by_team uuid;
BEGIN
  mask := alongside.my_rights(one);
  IF mask = 0 THEN RETURN; END IF;
  voices := (SELECT coalesce(array_agg(id), '{}') FROM public.people_voice WHERE account_id = v AND subject_id = one);
  teams := alongside.my_teams();
  is_staff := cardinality(teams) > 0;
  IF page = 'front' THEN
    last_looked := (SELECT e.at FROM public.access_auditevent e WHERE e.subject_id = one AND e.by = v AND e.action = 'record.opened'
                     AND e.at < t - interval '30 minutes' ORDER BY e.at DESC LIMIT 1);
  END IF;
  SELECT g.basis, g.id, g.ends, g.team_id INTO basis, by_grant, until, by_team FROM (
      SELECT p.basis, p.id, p.ends, p.team_id FROM public.people_grant p
       WHERE p.account_id = v AND p.subject_id = one AND NOT p.deny AND p.starts <= t AND (p.ends IS NULL OR p.ends > t)
      UNION ALL SELECT p.basis, p.id, p.ends, p.team_id FROM public.people_grant p
       WHERE p.team_id = ANY (teams) AND p.subject_id = one AND NOT p.deny AND p.starts <= t AND (p.ends IS NULL OR p.ends > t)
         AND NOT EXISTS (SELECT 1 FROM public.people_grant r WHERE r.subject_id = one AND r.account_id IS NULL AND r.team_id IS NULL
           AND r.starts <= t AND (r.ends IS NULL OR r.ends > t))) g
   ORDER BY array_position(ARRAY['own', 'care', 'consent', 'proxy', 'best_interests', 'supervision', 'statutory', 'break_glass'], g.basis::text),
     g.team_id IS NOT NULL, g.ends DESC NULLS FIRST LIMIT 1;
  -- Who leads the team that has the record sees it to lead; their rights are those of the team.
  IF by_team IS NOT NULL AND alongside.leads(by_team) THEN basis := 'supervision'; END IF;
  -- Looks at pages of a closed section, and by whoever sees nothing else, are told to nobody by this row: what was looked at
  -- there has a row of its own, which goes the way of its entry.
  IF mask & ~{{CLOSED}}::bigint = 0 THEN page := 'safety'; END IF;
  IF page <> 'safety' AND basis NOT IN ('own', 'break_glass') AND (SELECT w.first_look FROM public.people_tellme w WHERE w.subject_id = one)
     AND NOT EXISTS (SELECT 1 FROM public.access_auditevent e WHERE e.subject_id = one AND e.by = v AND e.action = 'record.opened'
       AND e.detail->>'page' <> 'safety') THEN
    PERFORM alongside.tell_person(one, 'record.first_look', v, jsonb_build_object('who', (SELECT a.name FROM public.access_account a WHERE a.id = v)));
  END IF;
  PERFORM alongside.note('record.opened', one, jsonb_build_object('page', page, 'basis', basis, 'grant', by_grant)
    || CASE WHEN basis = 'break_glass' THEN jsonb_build_object('door', door) ELSE '{}' END);
  RETURN NEXT;
END $$;

-- The same, in short.
CREATE OR REPLACE FUNCTION alongside.who_looked(subject uuid, most int)
RETURNS TABLE (at timestamptz, name text, title text, action text, page text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT l.at, l.name, l.title, l.action, l.page FROM alongside.looks(subject, 'infinity', NULL, most) l
$$;
