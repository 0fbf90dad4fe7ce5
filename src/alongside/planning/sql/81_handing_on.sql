-- A step is handed on: by whoever sees to it, whose words it is, or who wrote it down; and, while whoever sees to it is away or
-- gone, by the person and those who work with them. To somebody of the circle who is there. Gives whether that version stood.
CREATE OR REPLACE FUNCTION alongside.hand_on_step(subject uuid, step uuid, version_ int, to_ uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  t public.planning_step;
  mine uuid[] := alongside.voices();
  rights bigint := alongside.my_rights(subject);
BEGIN
  SELECT x.* INTO t FROM public.planning_step x WHERE x.id = step AND x.subject_id = subject AND x.standing = 'current';
  IF rights & {{VOICE}} = 0 OR rights & {{SECTION_GOALS}} = 0 OR t.id IS NULL OR t.id = ANY (alongside.hidden()) OR NOT coalesce(
      t.responsible_id = ANY (mine) OR t.words_of_id = ANY (mine) OR t.written_by_id = alongside.viewer()
      OR (rights & ({{CARE}} | {{SELF}}) <> 0 AND EXISTS (SELECT 1 FROM alongside.not_here(subject) n WHERE n.voice = t.responsible_id)), false) THEN
    PERFORM alongside.refuse('Whoever sees to this step hands it on. You can answer it on its own page.');
  END IF;
  PERFORM alongside.check_open_hands(subject, to_);
  UPDATE public.planning_step x SET responsible_id = to_, version = x.version + 1 WHERE x.id = step AND x.version = version_ AND x.outcome = '';
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM alongside.note('step.mended', subject, jsonb_build_object('entry', step));
  RETURN true;
END $$;

-- The newest plans that wait for a manager's word, where the viewer may give it; the longest waiting first.
CREATE OR REPLACE FUNCTION alongside.to_authorise(most int) RETURNS TABLE (version uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  t timestamptz := statement_timestamp();
  led uuid[] := ARRAY(SELECT m.team_id FROM public.access_membership m JOIN public.access_team e ON e.id = m.team_id
    JOIN public.access_organisation o ON o.id = e.organisation_id AND o.asks_authorisation
   WHERE m.account_id = alongside.viewer() AND m.role = 'lead' AND m.starts <= t AND (m.ends IS NULL OR m.ends > t));
BEGIN
  IF cardinality(led) = 0 THEN RETURN; END IF;
  RETURN QUERY SELECT v.id FROM public.planning_version v JOIN public.people_subject s ON s.id = v.subject_id AND s.state = 'open' AND s.kind <> 'group'
   WHERE v.subject_id = ANY (alongside.seen({{CARE}}))
     AND v.subject_id IN (SELECT g.subject_id FROM public.people_grant g WHERE g.team_id = ANY (led) AND NOT g.deny AND g.mask & {{CARE}} <> 0
       AND g.starts <= t AND (g.ends IS NULL OR g.ends > t))
     AND NOT EXISTS (SELECT 1 FROM public.planning_version n WHERE n.subject_id = v.subject_id AND n.number > v.number)
     AND NOT EXISTS (SELECT 1 FROM public.planning_planevent e WHERE e.version_id = v.id AND e.kind IN ('authorised', 'returned'))
   ORDER BY v.put_forward_at, v.id LIMIT most;
END $$;
