-- Who has looked, for the person: who, when, what, and why they might, as it was kept at that time. Left out: what withholding
-- is about, what was done to an entry kept from them, and emergencies they have not been told of.
CREATE OR REPLACE FUNCTION alongside.looks(subject uuid, before timestamptz, who uuid, most int)
RETURNS TABLE (at timestamptz, account uuid, name text, title text, action text, page text, basis text, role text, team text, reason text, why text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  mine bigint := alongside.my_rights(subject);
  kept uuid[] := alongside.hidden();
BEGIN
  IF (mine & {{SELF}}) = 0 THEN PERFORM alongside.refuse('Only the person sees who has looked.'); END IF;
  RETURN QUERY SELECT e.at, e.by, coalesce(a.name, 'the system')::text, coalesce(a.title, '')::text, e.action::text, coalesce(e.detail->>'page', ''),
      coalesce(e.detail->>'basis', ''), coalesce(g.role, '')::text, coalesce(m.name, '')::text,
      CASE WHEN g.basis IN ('statutory', 'break_glass') THEN g.reason::text ELSE '' END, ''
    FROM public.access_auditevent e LEFT JOIN public.access_account a ON a.id = e.by
    LEFT JOIN public.people_grant g ON g.id = CASE WHEN alongside.holds_ids(e.detail->'grant') THEN (e.detail->>'grant')::uuid END
    LEFT JOIN public.access_team m ON m.id = g.team_id
   WHERE e.subject_id = subject AND e.at < before AND (who IS NULL OR e.by = who)
     AND e.action NOT LIKE 'withheld.%' AND e.by IS DISTINCT FROM alongside.viewer()
     AND NOT (e.action = 'record.opened' AND coalesce(e.detail->>'page', '') = 'safety')
     AND NOT coalesce(g.untold, false)
     AND NOT (e.action IN ('glass.broken', 'glass.reviewed') AND EXISTS (SELECT 1 FROM public.people_glass x
       WHERE x.id = CASE WHEN alongside.holds_ids(e.detail->'glass') THEN (e.detail->>'glass')::uuid END AND x.told_at IS NULL))
     AND NOT EXISTS (SELECT 1 FROM public.record_item i
       WHERE i.id = CASE WHEN alongside.holds_ids(e.detail->'entry') THEN (e.detail->>'entry')::uuid END
         AND (i.id = ANY (kept) OR (i.bit & mine) = 0 OR ((i.bit & {{CLOSED}}) <> 0 AND i.id <> ALL (alongside.invited()))))
   ORDER BY e.at DESC LIMIT greatest(least(most, 2000), 0);
END $$;

-- What workers did in records since a day, by day: counts alone, through their work and not as the person or in the circle.
-- A chore reads it.
CREATE OR REPLACE FUNCTION alongside.looks_by_day(since date) RETURNS TABLE (worker uuid, subject uuid, day date, looks bigint, writes bigint, by_glass boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT e.by, e.subject_id, (e.at AT TIME ZONE 'Europe/London')::date, count(*) FILTER (WHERE e.action = 'record.opened'),
    count(*) FILTER (WHERE e.action LIKE '%.added' OR e.action LIKE '%.mended' OR e.action LIKE 'plan.%' OR e.action LIKE 'response.%'),
    bool_or(e.detail->>'basis' = 'break_glass') IS TRUE
    FROM public.access_auditevent e
   WHERE e.at >= since AND e.subject_id IS NOT NULL AND coalesce(e.detail->>'page', '') <> 'safety' AND e.action NOT LIKE 'concern.%' AND e.by IN (SELECT m.account_id FROM public.access_membership m)
     AND coalesce(e.detail->>'basis', 'care') NOT IN ({{CIRCLE_BASES}})
   GROUP BY 1, 2, 3
$$;

-- What is known of a worker and a person besides the looks: never care content, and never said on a page but as a reason. A chore reads it.
CREATE OR REPLACE FUNCTION alongside.ties(since date) RETURNS TABLE (worker uuid, subject uuid, is_self boolean, is_relative boolean, same_address boolean,
  same_surname boolean, surname_share double precision, is_colleague boolean, is_named boolean, work_ended date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH pair AS (SELECT DISTINCT l.worker, l.subject FROM alongside.looks_by_day(since) l),
  last_names AS (SELECT s.id, lower(regexp_replace(s.name, '^.*\s', '')) AS last FROM public.people_subject s WHERE s.kind = 'person'),
  share AS (SELECT n.last, count(*)::float8 / greatest(sum(count(*)) OVER (), 500) AS part FROM last_names n GROUP BY n.last),
  theirs AS (SELECT g.account_id, g.subject_id FROM public.people_grant g WHERE g.basis = 'own' AND NOT g.deny)
  SELECT p.worker, p.subject,
    EXISTS (SELECT 1 FROM theirs t WHERE t.account_id = p.worker AND t.subject_id = p.subject) OR lower(a.name) = lower(s.name),
    EXISTS (SELECT 1 FROM public.people_voice v WHERE v.subject_id = p.subject AND v.account_id = p.worker AND v.relationship IN ('carer', 'family', 'friend')),
    EXISTS (SELECT 1 FROM theirs t JOIN public.people_contactpoint mine ON mine.subject_id = t.subject_id AND mine.sort = 'address'
      JOIN public.people_contactpoint other ON other.subject_id = p.subject AND other.sort = 'address'
       AND regexp_replace(lower(other.value), '[^a-z0-9]', '', 'g') = regexp_replace(lower(mine.value), '[^a-z0-9]', '', 'g')
      WHERE t.account_id = p.worker AND t.subject_id <> p.subject),
    lower(regexp_replace(a.name, '^.*\s', '')) = n.last, coalesce(h.part, 0),
    EXISTS (SELECT 1 FROM theirs t JOIN public.access_membership m ON m.account_id = t.account_id WHERE t.subject_id = p.subject AND t.account_id <> p.worker)
      OR EXISTS (SELECT 1 FROM public.access_account c JOIN public.access_membership m ON m.account_id = c.id WHERE lower(c.name) = lower(s.name) AND c.id <> p.worker),
    EXISTS (SELECT 1 FROM public.people_grant g WHERE g.subject_id = p.subject AND g.account_id = p.worker AND NOT g.deny AND g.basis IN ('care', 'statutory')
      AND (g.ends IS NULL OR g.ends > statement_timestamp())),
    (SELECT max(g.ends)::date FROM public.people_grant g WHERE g.subject_id = p.subject AND g.account_id = p.worker AND NOT g.deny AND g.basis = 'care')
    FROM pair p JOIN public.access_account a ON a.id = p.worker JOIN public.people_subject s ON s.id = p.subject
    LEFT JOIN last_names n ON n.id = p.subject LEFT JOIN share h ON h.last = n.last
$$;

-- Keeps a finding, once while it is open and not again for three months after it was answered. Tells who looks after privacy and the
-- leads of whoever looked. A chore calls this.
CREATE OR REPLACE FUNCTION alongside.keep_alert(worker uuid, subject uuid, sign text, first_ date, last_ date, looks_ int) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  new_id uuid := gen_random_uuid();
  ref text := 'L-' || upper(left(md5(new_id::text), 8));
BEGIN
  UPDATE public.people_alert a SET last_on = greatest(a.last_on, last_), looks = greatest(a.looks, looks_)
   WHERE a.account_id = worker AND a.subject_id = subject AND a.kind = sign AND a.answered_at IS NULL;
  IF FOUND OR EXISTS (SELECT 1 FROM public.people_alert a WHERE a.account_id = worker AND a.subject_id = subject AND a.kind = sign
      AND (a.answered_at > statement_timestamp() - interval '90 days' OR a.last_on >= last_)) THEN
    RETURN false;
  END IF;
  INSERT INTO public.people_alert (id, reference, account_id, subject_id, kind, first_on, last_on, looks, found_on, verdict, words)
  VALUES (new_id, ref, worker, subject, sign, first_, last_, looks_, current_date, '', '');
  PERFORM alongside.tell(x.who, 'alert.found', NULL, new_id, jsonb_build_object('ref', ref)) FROM (
    SELECT unnest(alongside.duty_holders('privacy_lead', subject)) AS who UNION SELECT alongside.leads_over(worker)) x
   WHERE x.who <> worker AND NOT alongside.is_shut(subject, x.who);
  RETURN true;
END $$;

-- Those who lead a team that this account works in. Not for the app.
CREATE OR REPLACE FUNCTION alongside.leads_over(worker uuid) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT l.account_id FROM public.access_membership w JOIN public.access_membership l ON l.team_id = w.team_id AND l.role = 'lead'
     AND l.starts <= statement_timestamp() AND (l.ends IS NULL OR l.ends > statement_timestamp())
   WHERE w.account_id = worker AND l.account_id <> worker AND w.starts <= statement_timestamp() AND (w.ends IS NULL OR w.ends > statement_timestamp())
$$;

-- May the viewer see to this alert? Who looks after privacy there, or a lead of whoever looked; never that one themself, and never whom
-- the record is shut to. Not for the app.
CREATE OR REPLACE FUNCTION alongside.sees_alert(worker uuid, subject uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT worker <> alongside.viewer() AND NOT alongside.is_shut(subject, alongside.viewer())
     AND (alongside.viewer() = ANY (alongside.duty_holders('privacy_lead', subject)) OR alongside.viewer() IN (SELECT alongside.leads_over(worker)))
$$;

-- Unusual looking: a reference, who looked, why it is here. Whose record it is, only where the viewer may open it anyway.
CREATE OR REPLACE FUNCTION alongside.alerts() RETURNS TABLE (id uuid, reference text, who text, title text, kind text, first_on date, last_on date, looks int,
  name text, is_privacy boolean, verdict text, words text, answered_at timestamptz, answered_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT a.id, a.reference::text, w.name::text, w.title::text, a.kind::text, a.first_on, a.last_on, a.looks,
    CASE WHEN alongside.my_rights(a.subject_id) <> 0 THEN coalesce(nullif(s.known_as, ''), s.name) ELSE '' END::text,
    alongside.viewer() = ANY (alongside.duty_holders('privacy_lead', a.subject_id)), a.verdict::text, a.words, a.answered_at, coalesce(b.name, '')::text
    FROM public.people_alert a JOIN public.access_account w ON w.id = a.account_id JOIN public.people_subject s ON s.id = a.subject_id
    LEFT JOIN public.access_account b ON b.id = a.answered_by
   WHERE alongside.sees_alert(a.account_id, a.subject_id) AND (a.answered_at IS NULL OR a.answered_at > statement_timestamp() - interval '90 days')
   ORDER BY a.answered_at IS NOT NULL, a.last_on DESC, a.id LIMIT 200
$$;

-- Whose record it is, by initials and year of birth: for who looks after privacy, when they must ask about it. Kept.
CREATE OR REPLACE FUNCTION alongside.name_of_alert(which uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  a public.people_alert;
BEGIN
  SELECT * INTO a FROM public.people_alert WHERE id = which;
  IF a.id IS NULL OR alongside.sees_alert(a.account_id, a.subject_id) IS NOT TRUE
     OR NOT alongside.viewer() = ANY (alongside.duty_holders('privacy_lead', a.subject_id)) THEN
    PERFORM alongside.refuse('Only who looks after privacy sees this.');
  END IF;
  PERFORM alongside.note('alert.named', a.subject_id, jsonb_build_object('alert', which));
  RETURN (SELECT (SELECT string_agg(upper(left(w, 1)), '') FROM regexp_split_to_table(s.name, '\s+') w) || coalesce(', ' || extract(year FROM d.born)::int, '')
    FROM public.people_subject s LEFT JOIN public.people_details d ON d.subject_id = s.id WHERE s.id = a.subject_id);
END $$;

CREATE OR REPLACE FUNCTION alongside.answer_alert(which uuid, verdict_ text, words_ text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  a public.people_alert;
BEGIN
  SELECT * INTO a FROM public.people_alert WHERE id = which FOR UPDATE;
  IF a.id IS NULL OR alongside.sees_alert(a.account_id, a.subject_id) IS NOT TRUE THEN PERFORM alongside.refuse('There is nothing to answer here.'); END IF;
  IF a.answered_at IS NOT NULL THEN PERFORM alongside.refuse('This has been looked into already.'); END IF;
  IF verdict_ NOT IN ('in_order', 'not_in_order') THEN PERFORM alongside.refuse('Please say whether it was in order.'); END IF;
  IF length(regexp_replace(words_, '[^[:alpha:]]', '', 'g')) < 10 THEN PERFORM alongside.refuse('Please say in a few words what you found.'); END IF;
  UPDATE public.people_alert SET verdict = verdict_, words = words_, answered_at = statement_timestamp(), answered_by = alongside.viewer() WHERE id = which;
  PERFORM alongside.note('alert.answered', NULL, jsonb_build_object('alert', which, 'verdict', verdict_));
END $$;
