-- Looking in an emergency: found by number or by whole name and birth date, opened for an hour with a reason, told at once to
-- who looks after privacy and, unless that would do harm, to the person; looked into afterwards.

-- Whom does somebody mean who has to look now? 60 questions an hour together with other look-ups. Where a record is shut to
-- others, no name and no dates. Nothing at all to whom a deny names.
CREATE OR REPLACE FUNCTION alongside.glass_find(name_ text, born_ date, nhs_ text)
RETURNS TABLE (handle uuid, how text, initials text, year int, is_restricted boolean, may_open boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  t timestamptz := statement_timestamp();
BEGIN
  IF cardinality(alongside.my_teams()) = 0 THEN PERFORM alongside.refuse('Only somebody who works in a team can do this.'); END IF;
  IF (SELECT count(*) FROM public.access_auditevent WHERE by = alongside.viewer() AND action = 'look_alike' AND at > t - interval '1 hour') >= 60 THEN
    PERFORM alongside.refuse('That was many look-ups in one hour. Please wait a little, or ask your team lead.');
  END IF;
  PERFORM alongside.note('look_alike', NULL, '{"for": "emergency"}');
  RETURN QUERY
  WITH hit AS (
    SELECT s.id, s.name, d.born, nhs_ <> '' AND d.nhs_number = nhs_ AS by_number FROM public.people_details d JOIN public.people_subject s ON s.id = d.subject_id
     WHERE s.state = 'open' AND s.kind = 'person' AND NOT alongside.is_shut_by_name(s.id)
       AND ((nhs_ <> '' AND d.nhs_number = nhs_) OR (name_ <> '' AND born_ IS NOT NULL AND d.born = born_ AND lower(s.name) = lower(btrim(name_))))),
  marked AS (
    SELECT h.*, EXISTS (SELECT 1 FROM public.people_grant g WHERE g.subject_id = h.id AND g.deny AND g.account_id IS NULL
      AND (g.team_id IS NULL OR g.team_id = ANY (alongside.my_teams())) AND g.starts <= t AND (g.ends IS NULL OR g.ends > t))
      AND alongside.my_rights(h.id) = 0 AS shut FROM hit h)
  SELECT m.id, CASE WHEN m.by_number THEN 'number' ELSE 'name' END,
    CASE WHEN m.shut THEN '' ELSE (SELECT string_agg(upper(left(w, 1)), '') FROM regexp_split_to_table(m.name, '\s+') w) END,
    CASE WHEN m.shut THEN NULL ELSE extract(year FROM m.born)::int END, m.shut, alongside.my_rights(m.id) <> 0
    FROM marked m ORDER BY m.by_number DESC, m.id LIMIT 5;
END $$;

-- Sixty minutes for somebody who works here and must look now. Opens nothing, without saying why, to whom a deny or withholding
-- names. `untold`: why the person must not know of it yet; then it is to read only, and who looks after privacy decides.
-- Gives whether something opened.
DROP FUNCTION IF EXISTS alongside.break_glass(uuid, text, text);
CREATE OR REPLACE FUNCTION alongside.break_glass(subject uuid, why_ text, words_ text, untold_ text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  t timestamptz := statement_timestamp();
  grant_ uuid := gen_random_uuid();
  new_id uuid := gen_random_uuid();
  ref text := 'E-' || upper(left(md5(new_id::text), 8));
  opened boolean;
BEGIN
  IF cardinality(alongside.my_teams()) = 0 THEN PERFORM alongside.refuse('Only somebody who works in a team can do this.'); END IF;
  IF why_ NOT IN ('consent', 'legal_duty', 'overriding_interest') THEN PERFORM alongside.refuse('Please choose one of the three reasons.'); END IF;
  IF length(regexp_replace(words_, '[^[:alpha:]]', '', 'g')) < 10 THEN PERFORM alongside.refuse('Please say in your own words why you must look now.'); END IF;
  IF untold_ <> '' AND length(regexp_replace(untold_, '[^[:alpha:]]', '', 'g')) < 10 THEN
    PERFORM alongside.refuse('Please say in your own words what harm it would do if the person knew now.');
  END IF;
  IF (SELECT count(*) FROM public.access_auditevent WHERE by = alongside.viewer() AND action = 'glass.broken' AND at > t - interval '1 day') >= 20 THEN
    PERFORM alongside.refuse('That was many emergencies in one day. Please ring your lead or the privacy lead.');
  END IF;
  PERFORM alongside.note('glass.broken', subject, jsonb_build_object('why', why_, 'glass', new_id));
  IF NOT EXISTS (SELECT 1 FROM public.people_subject s WHERE s.id = subject AND s.state <> 'redirected') THEN RETURN false; END IF;
  INSERT INTO public.people_grant (id, subject_id, account_id, mask, deny, starts, ends, basis, reason, role, untold, given_by)
  VALUES (grant_, subject, alongside.viewer(), {{ALL_SECTIONS}} | CASE WHEN untold_ = '' THEN {{VOICE}} ELSE 0 END, false, t,
    t + {{GLASS_MINUTES}} * interval '1 minute', 'break_glass', left(words_, 500), why_, untold_ <> '', alongside.viewer());
  opened := (alongside.my_rights(subject) & {{ALL_SECTIONS}}) <> 0;
  IF NOT opened THEN UPDATE public.people_grant SET ends = t, ended_by = alongside.viewer(), untold = true WHERE id = grant_; END IF;
  INSERT INTO public.people_glass (id, reference, subject_id, grant_id, why, words, opened, broken_at, broken_by, review_by, verdict, verdict_words,
    untold_words, told_at, told_by)
  VALUES (new_id, ref, subject, grant_, why_, words_, opened, t, alongside.viewer(), current_date + {{GLASS_DAYS}}, '', '',
    CASE WHEN opened THEN untold_ ELSE '' END, CASE WHEN opened AND untold_ = '' THEN t END, CASE WHEN opened AND untold_ = '' THEN alongside.viewer() END);
  PERFORM alongside.tell(x, 'glass.broken', NULL, new_id, jsonb_build_object('ref', ref)) FROM unnest(alongside.duty_holders('privacy_lead', subject)) x;
  IF opened AND untold_ = '' THEN
    PERFORM alongside.tell_person(subject, 'glass.person', new_id, jsonb_build_object('who', (SELECT a.name FROM public.access_account a WHERE a.id = alongside.viewer())));
  END IF;
  RETURN opened;
END $$;

-- Is this look one that the viewer, who looks after privacy there, sees to? Not their own. Not for the app.
CREATE OR REPLACE FUNCTION alongside.minds_privacy(subject uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT alongside.viewer() = ANY (alongside.duty_holders('privacy_lead', subject)) AND NOT alongside.is_shut(subject, alongside.viewer())
$$;

-- Every look in an emergency, for who looks after privacy: who, when, why, which pages; of the person initials and a year.
CREATE OR REPLACE FUNCTION alongside.glass_looks() RETURNS TABLE (id uuid, reference text, who text, title text, why text, words text, opened boolean,
  at timestamptz, initials text, year int, review_by date, verdict text, verdict_words text, reviewed_at timestamptz, reviewer text,
  untold_words text, untold_until date, untold_by text, told_at timestamptz, is_mine boolean, pages text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.has_duty('privacy_lead') THEN PERFORM alongside.refuse('Only who looks after privacy sees this.'); END IF;
  RETURN QUERY SELECT g.id, g.reference::text, a.name::text, a.title::text, g.why::text, g.words, g.opened, g.broken_at,
    (SELECT string_agg(upper(left(w, 1)), '') FROM regexp_split_to_table(s.name, '\s+') w), extract(year FROM d.born)::int,
    g.review_by, g.verdict::text, g.verdict_words, g.reviewed_at, r.name::text, g.untold_words, g.untold_until, u.name::text, g.told_at,
    g.broken_by = alongside.viewer(),
    (SELECT array_agg(e.page ORDER BY e.first) FROM (SELECT coalesce(nullif(e.detail->>'door', ''), e.detail->>'page') AS page, min(e.at) AS first
       FROM public.access_auditevent e WHERE e.subject_id = g.subject_id AND e.by = g.broken_by AND e.action = 'record.opened'
        AND e.detail->>'grant' = g.grant_id::text GROUP BY 1) e)
    FROM public.people_glass g JOIN public.access_account a ON a.id = g.broken_by JOIN public.people_subject s ON s.id = g.subject_id
    LEFT JOIN public.people_details d ON d.subject_id = g.subject_id LEFT JOIN public.access_account r ON r.id = g.reviewed_by
    LEFT JOIN public.access_account u ON u.id = g.untold_by
   WHERE alongside.minds_privacy(g.subject_id)
   ORDER BY g.reviewed_at IS NOT NULL, g.broken_at DESC LIMIT 200;
END $$;

CREATE OR REPLACE FUNCTION alongside.review_glass(which uuid, verdict_ text, words_ text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  g public.people_glass;
BEGIN
  SELECT * INTO g FROM public.people_glass WHERE id = which FOR UPDATE;
  IF g.id IS NULL OR g.broken_by = alongside.viewer() OR alongside.minds_privacy(g.subject_id) IS NOT TRUE THEN
    PERFORM alongside.refuse('Only who looks after privacy answers this, and never for themself.');
  END IF;
  IF g.reviewed_at IS NOT NULL THEN PERFORM alongside.refuse('This has been looked into already.'); END IF;
  IF verdict_ NOT IN ('in_order', 'not_in_order') THEN PERFORM alongside.refuse('Please say whether it was in order.'); END IF;
  IF length(regexp_replace(words_, '[^[:alpha:]]', '', 'g')) < 10 THEN PERFORM alongside.refuse('Please say in a few words what you found.'); END IF;
  UPDATE public.people_glass SET verdict = verdict_, verdict_words = words_, reviewed_at = statement_timestamp(), reviewed_by = alongside.viewer() WHERE id = which;
  PERFORM alongside.note('glass.reviewed', g.subject_id, jsonb_build_object('glass', which, 'verdict', verdict_));
  PERFORM alongside.tell(g.broken_by, 'glass.reviewed', NULL, which, jsonb_build_object('ref', g.reference));
END $$;

-- Whether the person is told: `until` keeps it from them for at most six months, decided by a named human; none tells them now.
CREATE OR REPLACE FUNCTION alongside.decide_telling(which uuid, words_ text, until date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  g public.people_glass;
BEGIN
  SELECT * INTO g FROM public.people_glass WHERE id = which FOR UPDATE;
  IF g.id IS NULL OR g.broken_by = alongside.viewer() OR alongside.minds_privacy(g.subject_id) IS NOT TRUE THEN
    PERFORM alongside.refuse('Only who looks after privacy decides this, and never for themself.');
  END IF;
  IF g.told_at IS NOT NULL OR NOT g.opened THEN PERFORM alongside.refuse('The person knows of it already.'); END IF;
  IF until IS NULL THEN
    UPDATE public.people_glass SET told_at = statement_timestamp(), told_by = alongside.viewer() WHERE id = which;
    UPDATE public.people_grant SET untold = false WHERE id = g.grant_id;
    PERFORM alongside.tell_person(g.subject_id, 'glass.person', which, jsonb_build_object('who', (SELECT a.name FROM public.access_account a WHERE a.id = g.broken_by)));
    PERFORM alongside.note('glass.told', g.subject_id, jsonb_build_object('glass', which));
  ELSE
    IF until <= current_date OR until > current_date + {{UNTOLD_DAYS}} THEN PERFORM alongside.refuse('Please give a day within six months on which it is decided again.'); END IF;
    IF length(regexp_replace(words_, '[^[:alpha:]]', '', 'g')) < 10 THEN PERFORM alongside.refuse('Please say in a few words what harm it would do.'); END IF;
    UPDATE public.people_glass SET untold_words = words_, untold_until = until, untold_by = alongside.viewer(), escalated_on = NULL WHERE id = which;
    PERFORM alongside.note('withheld.glass', g.subject_id, jsonb_build_object('glass', which));
  END IF;
END $$;

-- What is overdue is said to who looks after privacy, again each week: objections, emergencies not looked into, and those of
-- which the person has not been told. Nothing opens or is told by itself. A chore calls this.
CREATE OR REPLACE FUNCTION alongside.escalate_access() RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  WITH late AS (
    UPDATE public.people_objection o SET escalated_on = current_date
     WHERE o.answered_at IS NULL AND o.answer_by < current_date AND (o.escalated_on IS NULL OR o.escalated_on <= current_date - 7)
    RETURNING o.id, o.subject_id, NULL::text AS ref, 'objection.overdue' AS kind),
  glass AS (
    UPDATE public.people_glass g SET escalated_on = current_date
     WHERE ((g.reviewed_at IS NULL AND g.review_by < current_date)
        OR (g.opened AND g.told_at IS NULL AND coalesce(g.untold_until, g.review_by) < current_date))
       AND (g.escalated_on IS NULL OR g.escalated_on <= current_date - 7)
    RETURNING g.id, g.subject_id, g.reference::text AS ref, 'glass.overdue' AS kind),
  both_ AS (SELECT * FROM late UNION ALL SELECT * FROM glass)
  SELECT count(*) FROM (SELECT alongside.tell(x, b.kind, NULL, b.id, jsonb_build_object('ref', coalesce(b.ref, '')))
    FROM both_ b, unnest(alongside.duty_holders('privacy_lead', b.subject_id)) x) told
$$;
