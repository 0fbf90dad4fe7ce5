-- Something always has somebody alive to see to it. Worked out when it is read: no row is changed by it.

-- Whose voices are not there now, and why: `left` the circle, `closed` their account, `ended` what they could open, `away` for
-- now. Who signs in nowhere is there until they leave. With them: who stands in, who is the named worker (and who stands in for them), and who leads. Whoever is
-- named can open the record and is here now; the leads at least are not shut out. In one record: for whoever has a place in
-- it, and that something has ended for one of the circle only for the person and those who work with them. In none (`one` is
-- NULL): in every open record of those the viewer works with, and their own; not of the viewer, who looks.
CREATE OR REPLACE FUNCTION alongside.not_here(one uuid) RETURNS TABLE (subject uuid, voice uuid, name text, why text, away_until timestamptz,
  cover uuid, cover_name text, named uuid, named_name text, named_is_away boolean, named_cover uuid, named_cover_name text, leads uuid[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  t timestamptz := statement_timestamp();
  me uuid := alongside.viewer();
  worked uuid[] := alongside.seen({{CARE}} | {{SELF}});
  here uuid[] := CASE WHEN one IS NULL THEN worked WHEN alongside.my_rights(one) <> 0 THEN ARRAY[one] ELSE '{}' END;
BEGIN
  RETURN QUERY
  -- What stands in these records is gathered once; what somebody may open is asked in full only where something is denied.
  WITH held AS MATERIALIZED (SELECT p.subject_id, p.account_id, p.team_id, p.deny, p.basis IN ({{CIRCLE_BASES}}) AS family FROM public.people_grant p
     WHERE p.subject_id = ANY (here) AND p.mask <> 0 AND p.starts <= t AND (p.ends IS NULL OR p.ends > t)),
  by_name AS MATERIALIZED (SELECT h.subject_id, h.account_id, bool_or(h.family) AS family FROM held h WHERE h.account_id IS NOT NULL AND NOT h.deny
     GROUP BY h.subject_id, h.account_id),
  by_team AS MATERIALIZED (SELECT DISTINCT h.subject_id, m.account_id FROM held h JOIN public.access_membership m ON m.team_id = h.team_id
       AND m.starts <= t AND (m.ends IS NULL OR m.ends > t) WHERE NOT h.deny),
  denied AS MATERIALIZED (SELECT DISTINCT h.subject_id FROM held h WHERE h.deny),
  gone AS MATERIALIZED (
    SELECT v.id, v.subject_id, v.account_id, v.name, x.ends AS until, x.cover_id, w.why FROM public.people_voice v
      JOIN public.people_subject s ON s.id = v.subject_id AND s.state = 'open'
      LEFT JOIN public.access_account a ON a.id = v.account_id
      LEFT JOIN by_name n ON n.subject_id = v.subject_id AND n.account_id = v.account_id
      LEFT JOIN by_team e ON e.subject_id = v.subject_id AND e.account_id = v.account_id
      LEFT JOIN denied d ON d.subject_id = v.subject_id
      LEFT JOIN LATERAL (SELECT y.ends, y.cover_id FROM public.people_absence y WHERE y.account_id = v.account_id
        AND y.ended_at IS NULL AND y.starts <= t AND y.ends > t ORDER BY y.ends DESC LIMIT 1) x ON true
      CROSS JOIN LATERAL (SELECT CASE
        WHEN v.until <= current_date THEN 'left' WHEN v.account_id IS NULL THEN NULL WHEN NOT a.is_active THEN 'closed'
        WHEN (n.account_id IS NULL AND e.account_id IS NULL) OR (d.subject_id IS NOT NULL AND alongside.rights_of(v.account_id, v.subject_id) = 0) THEN 'ended'
        -- Away from work: whoever is here as one of the family is not.
        WHEN x.ends IS NOT NULL AND v.kind <> 'self' AND NOT coalesce(n.family, false) THEN 'away' END AS why) w
     WHERE v.subject_id = ANY (here) AND v.kind IN ('self', 'member') AND (one IS NOT NULL OR v.account_id IS DISTINCT FROM me)
       AND w.why IS NOT NULL)
  SELECT g.subject_id, g.id, g.name::text, g.why, CASE WHEN g.why = 'away' THEN g.until END,
    CASE WHEN g.why = 'away' THEN c.id END, CASE WHEN g.why = 'away' THEN c.name::text END,
    n.id, n.name::text, coalesce(n.away, false), nc.id, nc.name::text,
    ARRAY(SELECT l FROM unnest(alongside.leads_of(g.subject_id)) l JOIN public.access_account a ON a.id = l AND a.is_active WHERE l IS DISTINCT FROM g.account_id)
    FROM gone g
    LEFT JOIN LATERAL alongside.can_stand_in(g.cover_id, g.subject_id) c ON true
    LEFT JOIN LATERAL (SELECT a.id, a.name, y.cover_id, y.id IS NOT NULL AS away FROM public.people_grant p
        JOIN public.access_account a ON a.id = p.account_id AND a.is_active
        LEFT JOIN public.people_absence y ON y.account_id = a.id AND y.ended_at IS NULL AND y.starts <= t AND y.ends > t
       WHERE p.subject_id = g.subject_id AND p.basis = 'care' AND NOT p.deny AND p.role IN ('named_worker', '') AND p.starts <= t
         AND (p.ends IS NULL OR p.ends > t) AND p.account_id IS DISTINCT FROM g.account_id AND alongside.rights_of(p.account_id, p.subject_id) & {{CARE}} <> 0
         AND NOT EXISTS (SELECT 1 FROM public.people_voice v WHERE v.subject_id = p.subject_id AND v.account_id = p.account_id AND v.until <= current_date)
       ORDER BY p.role = '', p.starts, p.account_id, y.ends DESC LIMIT 1) n ON true
    LEFT JOIN LATERAL alongside.can_stand_in(n.cover_id, g.subject_id) nc ON nc.id IS DISTINCT FROM g.account_id
   WHERE g.why <> 'ended' OR g.subject_id = ANY (worked)
     OR EXISTS (SELECT 1 FROM public.access_membership m WHERE m.account_id = g.account_id AND m.starts <= t AND (m.ends IS NULL OR m.ends > t));
END $$;

-- Somebody who works with this person, can sign in, and is here now: they can see to things for another. Not for the app.
CREATE OR REPLACE FUNCTION alongside.can_stand_in(account uuid, subject uuid) RETURNS TABLE (id uuid, name text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT a.id, a.name::text FROM public.access_account a
   WHERE a.id = account AND a.is_active AND alongside.rights_of(account, subject) & {{CARE}} <> 0
     AND NOT EXISTS (SELECT 1 FROM public.people_absence y WHERE y.account_id = account AND y.ended_at IS NULL
       AND y.starts <= statement_timestamp() AND y.ends > statement_timestamp())
$$;

-- When the viewer last opened each of the open records in which they have a voice. Their own looks alone.
CREATE OR REPLACE FUNCTION alongside.last_looks() RETURNS TABLE (subject uuid, at timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  me uuid := alongside.viewer();
BEGIN
  RETURN QUERY SELECT v.subject_id, e.at FROM public.people_voice v JOIN public.people_subject s ON s.id = v.subject_id AND s.state = 'open'
    CROSS JOIN LATERAL (SELECT a.at FROM public.access_auditevent a WHERE a.subject_id = v.subject_id AND a.by = me
      AND a.action = 'record.opened' ORDER BY a.at DESC LIMIT 1) e
   WHERE v.account_id = me AND (v.until IS NULL OR v.until > current_date);
END $$;

-- The records in which the viewer is the named worker, and since when: by that role, or, where nobody has it, as the one who
-- was given the record by name.
CREATE OR REPLACE FUNCTION alongside.named_for() RETURNS TABLE (subject uuid, since timestamptz) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT g.subject_id, min(g.starts) FROM public.people_grant g JOIN public.people_subject s ON s.id = g.subject_id AND s.state = 'open'
   WHERE g.account_id = alongside.viewer() AND g.basis = 'care' AND NOT g.deny AND g.starts <= statement_timestamp()
     AND (g.ends IS NULL OR g.ends > statement_timestamp())
     AND (g.role = 'named_worker' OR (g.role = '' AND NOT EXISTS (SELECT 1 FROM public.people_grant o WHERE o.subject_id = g.subject_id
       AND o.role = 'named_worker' AND NOT o.deny AND o.starts <= statement_timestamp() AND (o.ends IS NULL OR o.ends > statement_timestamp()))))
   GROUP BY g.subject_id
$$;

-- Whoever is asked to see to something is of the circle of an open record, and there. Not for the app.
CREATE OR REPLACE FUNCTION alongside.check_open_hands(subject uuid, voice uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM public.people_subject s WHERE s.id = subject AND s.state = 'open') THEN PERFORM alongside.refuse('This record is closed.'); END IF;
  IF NOT EXISTS (SELECT 1 FROM public.people_voice v WHERE v.id = voice AND v.subject_id = subject AND v.kind IN ('self', 'member')
       AND (v.until IS NULL OR v.until > current_date))
     OR EXISTS (SELECT 1 FROM alongside.not_here(subject) n WHERE n.voice = check_open_hands.voice AND n.why <> 'away') THEN
    PERFORM alongside.refuse('Please choose somebody of this circle who is there.');
  END IF;
END $$;

-- The open records in which the viewer has a voice that has not left the circle.
CREATE OR REPLACE FUNCTION alongside.places() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(v.subject_id), '{}') FROM public.people_voice v JOIN public.people_subject s ON s.id = v.subject_id AND s.state = 'open'
   WHERE v.account_id = alongside.viewer() AND (v.until IS NULL OR v.until > current_date)
$$;
