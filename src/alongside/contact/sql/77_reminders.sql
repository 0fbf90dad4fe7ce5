-- The day before a visit or a call, the person and those who come are told that there is one.

-- Does it still stand: planned for that day, not over, and reminders not turned off? Whether they may see it is asked beside it.
CREATE OR REPLACE FUNCTION alongside.visit_reminder_stands(who uuid, visit uuid, day date) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM public.contact_visit v WHERE v.id = visit AND v.status = 'planned' AND v.standing = 'current'
      AND v.starts > statement_timestamp() AND alongside.clock_of(visit_reminder_stands.who, v.starts)::date = day)
    AND NOT EXISTS (SELECT 1 FROM public.access_preference p WHERE p.account_id = who AND NOT p.reminders)
$$;

DROP FUNCTION IF EXISTS alongside.remind_of_visits(date);

-- Tells of the visits and calls of tomorrow, tomorrow as it is for each who is told: each account once for each visit and day. Gives how
-- many were told. For the clock.
CREATE OR REPLACE FUNCTION alongside.remind_of_visits(t timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  told bigint;
BEGIN
  INSERT INTO public.people_notice (id, account_id, kind, subject_id, about, detail, made_at)
  SELECT gen_random_uuid(), d.account_id, 'visit.tomorrow', d.subject_id, d.id,
      jsonb_build_object('on', d.day, 'day', to_char(d.day, 'FMDD FMMonth YYYY')), statement_timestamp()
    FROM (SELECT DISTINCT v.id, v.subject_id, o.account_id, alongside.clock_of(o.account_id, t)::date + 1 AS day FROM public.contact_visit v
        JOIN public.people_subject s ON s.id = v.subject_id AND s.state = 'open' AND s.died_on IS NULL
        JOIN public.people_voice o ON o.subject_id = v.subject_id AND o.account_id IS NOT NULL AND (o.kind = 'self' OR o.id = ANY (v.who))
         AND (o.until IS NULL OR o.until > current_date)
       WHERE v.status = 'planned' AND v.starts BETWEEN t AND t + interval '50 hours') d
   WHERE NOT EXISTS (SELECT 1 FROM public.people_notice n WHERE n.account_id = d.account_id AND n.about = d.id AND n.kind = 'visit.tomorrow'
       AND n.detail->>'on' = d.day::text)
     AND alongside.visit_reminder_stands(d.account_id, d.id, d.day) AND alongside.item_seen_by(d.account_id, d.id);
  GET DIAGNOSTICS told = ROW_COUNT;
  RETURN told;
END $$;
