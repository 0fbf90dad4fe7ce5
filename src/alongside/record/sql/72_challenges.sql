-- Challenges: "this is wrong", a complaint, "this harmed me". Somebody owns each, by a day; none is closed without an answer, its
-- outcome and its grounds. UK GDPR Art. 12(3), 16; SI 2009/309 reg. 13-14.

-- May this account read what was said in a challenge? Not for the app.
CREATE OR REPLACE FUNCTION alongside.challenge_seen_by(who uuid, c public.record_challenge) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT NOT c.shut AND alongside.item_seen_by(who, c.item_id) AND (c.beside OR who IN (c.written_by_id, c.owner_id)
    OR (alongside.rights_of(who, c.subject_id) & {{SELF}}) <> 0
    OR (who <> c.item_by AND EXISTS (SELECT 1 FROM alongside.workers(c.subject_id) w WHERE w.account = who AND w.is_lead)))
$$;

-- Does the viewer lead any team now? For the policy on challenges, worked out once a statement.
CREATE OR REPLACE FUNCTION alongside.is_lead() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM public.access_membership WHERE account_id = alongside.viewer() AND role = 'lead'
    AND starts <= statement_timestamp() AND (ends IS NULL OR ends > statement_timestamp()))
$$;

-- Is this the one a complaint, or a word of harm, is about: who wrote the entry, or whose words it holds? Not for the app.
CREATE OR REPLACE FUNCTION alongside.is_complained_about(who uuid, kind_ text, it uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT kind_ <> 'wrong' AND EXISTS (SELECT 1 FROM public.record_item i LEFT JOIN public.people_voice o ON o.id = i.words_of_id
    WHERE i.id = it AND (i.written_by_id = who OR o.account_id = who))
$$;

-- Who owns it at first: what is wrong, whoever wrote it, if they work here still; all else a lead. Never the challenger, never the one
-- it is about. Not for the app.
CREATE OR REPLACE FUNCTION alongside.challenge_owner(kind_ text, it uuid, challenger uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT w.account FROM public.record_item i, alongside.workers(i.subject_id) w
   WHERE i.id = it AND w.account <> challenger AND alongside.item_seen_by(w.account, it) AND NOT alongside.is_complained_about(w.account, kind_, it)
   ORDER BY (kind_ = 'wrong' AND w.account = i.written_by_id) DESC, w.account = ANY (alongside.leads_above(i.written_by_id, i.subject_id)) DESC,
     w.is_lead DESC, w.account LIMIT 1
$$;

CREATE OR REPLACE FUNCTION alongside.make_challenge(new_id uuid, subject uuid, item uuid, kind_ text, words_ text, beside_ boolean,
  acknowledge_day date, answer_day date) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v uuid := alongside.viewer();
  it public.record_item;
  own uuid;
BEGIN
  SELECT * INTO it FROM public.record_item i WHERE i.id = item AND i.subject_id = subject;
  IF it.id IS NULL OR v IS NULL OR NOT alongside.item_seen_by(v, item) OR NOT (it.written_by_id = v OR alongside.holds(subject, it.bit)) THEN
    PERFORM alongside.refuse('This entry is not in this record, or cannot be seen by you.');
  END IF;
  IF kind_ NOT IN ('wrong', 'complaint', 'harm') OR btrim(words_) = '' THEN PERFORM alongside.refuse('Please say what is wrong, and how it should be.'); END IF;
  IF answer_day <= current_date OR answer_day > current_date + (CASE kind_ WHEN 'harm' THEN 21 ELSE 40 END)
      OR (kind_ <> 'wrong') <> (acknowledge_day IS NOT NULL) OR acknowledge_day > current_date + 10 THEN
    PERFORM alongside.refuse('An answer is due sooner than that.');
  END IF;
  IF EXISTS (SELECT 1 FROM public.record_challenge c WHERE c.id = new_id AND (c.written_by_id <> v OR c.words <> words_ OR c.kind <> kind_ OR c.item_id <> item)) THEN
    new_id := md5(new_id::text || kind_ || item::text || v::text || words_)::uuid;
  END IF;
  IF EXISTS (SELECT 1 FROM public.record_challenge c WHERE c.id = new_id) THEN RETURN new_id; END IF;
  own := alongside.challenge_owner(kind_, item, v);
  IF own IS NULL AND kind_ <> 'wrong' THEN
    PERFORM alongside.refuse('Nobody else works with this record who could answer you here. Please turn to the council or the trust: the page of rights says how.');
  END IF;
  INSERT INTO public.record_challenge (id, item_id, subject_id, bit, item_by, written_by_id, written_at, shut, kind, words, beside, owner_id,
    acknowledge_due, agreed, answer_by, answer, outcome, grounds, right_words)
  VALUES (new_id, item, subject, it.bit, it.written_by_id, v, statement_timestamp(), false, kind_, words_, beside_ OR kind_ = 'wrong', own,
    acknowledge_day, '', answer_day, '', '', '', '');
  PERFORM alongside.tell(coalesce(own, it.written_by_id), 'challenge.yours', subject, item, '{}');
  PERFORM alongside.note('challenge.' || kind_, subject, jsonb_build_object('entry', item));
  RETURN new_id;
END $$;

-- A challenge the viewer may answer: they work here (or wrote what is said to be wrong), did not say it, and it is not about them.
-- Not for the app.
CREATE OR REPLACE FUNCTION alongside.challenge_for_me(one uuid) RETURNS public.record_challenge LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v uuid := alongside.viewer();
  c public.record_challenge;
BEGIN
  SELECT * INTO c FROM public.record_challenge WHERE id = one AND answered_at IS NULL FOR UPDATE;
  IF c.id IS NULL OR v IS NULL OR NOT alongside.challenge_seen_by(v, c) OR c.written_by_id = v OR alongside.is_complained_about(v, c.kind, c.item_id)
      OR NOT (c.item_by = v OR (alongside.my_rights(c.subject_id) & {{CARE}}) <> 0) THEN
    PERFORM alongside.refuse('It has been answered already, or it is for somebody else to answer.');
  END IF;
  RETURN c;
END $$;

-- "We have heard you": within three working days, with what was agreed and by when an answer comes (at most six months, reg. 14(3)).
CREATE OR REPLACE FUNCTION alongside.acknowledge_challenge(challenge uuid, words_ text, answer_day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  c public.record_challenge := alongside.challenge_for_me(challenge);
BEGIN
  IF c.acknowledge_due IS NULL OR c.acknowledged_at IS NOT NULL THEN PERFORM alongside.refuse('It has been answered already, or it is for somebody else to answer.'); END IF;
  IF btrim(words_) = '' THEN PERFORM alongside.refuse('Please say what you have talked about, and what happens next.'); END IF;
  IF answer_day <= current_date OR answer_day > (c.written_at + interval '6 months')::date OR answer_day IS NULL THEN
    PERFORM alongside.refuse('The answer comes on a day that has not gone by, and within six months.');
  END IF;
  UPDATE public.record_challenge SET acknowledged_at = statement_timestamp(), acknowledged_by = alongside.viewer(), agreed = words_, answer_by = answer_day WHERE id = c.id;
  IF alongside.item_seen_by(c.written_by_id, c.item_id) THEN PERFORM alongside.tell(c.written_by_id, 'challenge.heard', c.subject_id, c.item_id, '{}'); END IF;
  PERFORM alongside.note('challenge.acknowledged', c.subject_id, jsonb_build_object('entry', c.item_id));
END $$;

-- Somebody else takes it on: who works here, sees the entry, did not say it, and is not the one it is about.
CREATE OR REPLACE FUNCTION alongside.hand_over_challenge(challenge uuid, next_owner uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  c public.record_challenge := alongside.challenge_for_me(challenge);
BEGIN
  IF NOT alongside.holds(c.subject_id, {{CARE}}) THEN PERFORM alongside.refuse('Only somebody who works with the person can do this.'); END IF;
  IF next_owner IS NULL OR next_owner = c.written_by_id OR alongside.is_complained_about(next_owner, c.kind, c.item_id)
      OR NOT alongside.item_seen_by(next_owner, c.item_id) OR NOT EXISTS (SELECT 1 FROM alongside.workers(c.subject_id) w WHERE w.account = next_owner) THEN
    PERFORM alongside.refuse('Please choose somebody who works with the person, and whom this is not about.');
  END IF;
  UPDATE public.record_challenge SET owner_id = next_owner WHERE id = c.id;
  PERFORM alongside.tell(next_owner, 'challenge.yours', c.subject_id, c.item_id, '{}');
  PERFORM alongside.note('challenge.handed_over', c.subject_id, jsonb_build_object('entry', c.item_id));
END $$;

CREATE OR REPLACE FUNCTION alongside.answer_challenge(challenge uuid, answer_ text, outcome_ text, grounds_ text, right_ text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  c public.record_challenge := alongside.challenge_for_me(challenge);
BEGIN
  IF btrim(answer_) = '' OR outcome_ NOT IN ('corrected', 'added', 'put_right', 'not_changed') THEN PERFORM alongside.refuse('A challenge is closed by an answer. Please write one.'); END IF;
  IF btrim(grounds_) = '' THEN PERFORM alongside.refuse('Please name the grounds of this answer: the law, the code or the policy, or what shows it.'); END IF;
  IF outcome_ = 'corrected' AND btrim(right_) = '' THEN PERFORM alongside.refuse('Please write how it is right. Both texts are kept.'); END IF;
  IF outcome_ = 'corrected' AND NOT c.beside THEN
    PERFORM alongside.refuse('A correction stands with the entry, and this is not said beside it. Ask whether it may be, or mend the entry.');
  END IF;
  UPDATE public.record_challenge SET answer = answer_, outcome = outcome_, grounds = grounds_, right_words = CASE WHEN outcome_ = 'corrected' THEN right_ ELSE '' END,
    answered_at = statement_timestamp(), answered_by = alongside.viewer() WHERE id = c.id;
  IF alongside.item_seen_by(c.written_by_id, c.item_id) THEN PERFORM alongside.tell(c.written_by_id, 'challenge.answered', c.subject_id, c.item_id, '{}'); END IF;
  PERFORM alongside.note('challenge.answered', c.subject_id, jsonb_build_object('entry', c.item_id));
END $$;

-- Notices of an entry that its reader cannot see now, or of a message that is over: they say nothing, and are not counted.
CREATE OR REPLACE FUNCTION alongside.quiet_notices() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(n.id), '{}') FROM public.people_notice n JOIN public.record_item i ON i.id = n.about
   WHERE n.account_id = alongside.viewer() AND NOT alongside.notice_stands(n.account_id, n.kind, i.id)
$$;

-- Of these ids, which are entries that the viewer cannot see, or challenges of such? For what the viewer typed about them.
CREATE OR REPLACE FUNCTION alongside.unseen_of(ids uuid[]) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(x.id), '{}') FROM (
    SELECT i.id FROM public.record_item i WHERE i.id = ANY (ids) AND NOT alongside.item_seen_by(alongside.viewer(), i.id)
    UNION ALL SELECT c.id FROM public.record_challenge c WHERE c.id = ANY (ids) AND NOT alongside.item_seen_by(alongside.viewer(), c.item_id)) x
$$;

-- What is overdue goes up: to its owner, then the leads above them (and who waits is told so), then whoever looks after privacy.
CREATE OR REPLACE FUNCTION alongside.escalate_challenges() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  r record;
  c public.record_challenge;
  up uuid[];
  told bigint := 0;
BEGIN
  FOR r IN
    SELECT x.id, d.what, d.due, s.step FROM public.record_challenge x
      CROSS JOIN LATERAL (VALUES ('acknowledge', CASE WHEN x.acknowledged_at IS NULL THEN x.acknowledge_due END), ('answer', x.answer_by)) AS d (what, due)
      CROSS JOIN (VALUES (1, 0), (2, 2), (3, 5)) AS s (step, days)
     WHERE x.answered_at IS NULL AND NOT x.shut AND d.due + s.days < current_date
       AND NOT EXISTS (SELECT 1 FROM public.record_escalation e WHERE e.about = x.id AND e.what = d.what AND e.due = d.due AND e.step = s.step)
     ORDER BY x.id, s.step
  LOOP
    INSERT INTO public.record_escalation (id, about, what, due, step) VALUES (gen_random_uuid(), r.id, r.what, r.due, r.step) ON CONFLICT DO NOTHING;
    CONTINUE WHEN NOT FOUND;
    SELECT * INTO c FROM public.record_challenge WHERE id = r.id;
    up := CASE r.step WHEN 1 THEN ARRAY[coalesce(c.owner_id, c.item_by)] WHEN 2 THEN alongside.leads_above(c.owner_id, c.subject_id) ELSE '{}' END;
    up := ARRAY(SELECT u FROM unnest(up) u WHERE alongside.challenge_seen_by(u, c) AND u <> c.written_by_id AND NOT alongside.is_complained_about(u, c.kind, c.item_id));
    PERFORM alongside.tell(u, 'challenge.late', c.subject_id, c.item_id, jsonb_build_object('due', r.due)) FROM unnest(up) u;
    IF cardinality(up) = 0 THEN
      PERFORM alongside.tell(p, 'challenge.late_privacy', NULL, c.id, jsonb_build_object('name', coalesce(nullif(s.known_as, ''), s.name)))
        FROM unnest(alongside.duty_holders('privacy_lead', c.subject_id)) p JOIN public.people_subject s ON s.id = c.subject_id
       WHERE p <> c.written_by_id AND NOT alongside.is_complained_about(p, c.kind, c.item_id);
    END IF;
    IF r.step = 2 AND alongside.item_seen_by(c.written_by_id, c.item_id) THEN
      PERFORM alongside.tell(c.written_by_id, 'challenge.late_sorry', c.subject_id, c.item_id, '{}');
    END IF;
    told := told + 1;
  END LOOP;
  RETURN told;
END $$;

-- For whoever looks after privacy: the challenges whose day has gone by, without a word of care.
CREATE OR REPLACE FUNCTION alongside.challenges_late()
RETURNS TABLE (challenge uuid, name text, kind text, owner_name text, made_at timestamptz, due date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.has_duty('privacy_lead') THEN PERFORM alongside.refuse('Only whoever looks after privacy can do this.'); END IF;
  RETURN QUERY SELECT c.id, coalesce(nullif(s.known_as, ''), s.name)::text, c.kind::text, coalesce(o.name, '')::text, c.written_at,
      least(c.answer_by, CASE WHEN c.acknowledged_at IS NULL THEN c.acknowledge_due END)
    FROM public.record_challenge c JOIN public.people_subject s ON s.id = c.subject_id LEFT JOIN public.access_account o ON o.id = c.owner_id
   WHERE c.answered_at IS NULL AND NOT c.shut AND least(c.answer_by, CASE WHEN c.acknowledged_at IS NULL THEN c.acknowledge_due END) < current_date
     AND alongside.viewer() = ANY (alongside.duty_holders('privacy_lead', c.subject_id)) AND c.written_by_id <> alongside.viewer()
     AND NOT alongside.is_complained_about(alongside.viewer(), c.kind, c.item_id)
     AND NOT EXISTS (SELECT 1 FROM public.people_grant g WHERE g.subject_id = c.subject_id AND g.account_id = alongside.viewer() AND (g.deny OR g.basis IN ({{CIRCLE_BASES}}))
           AND (g.ends IS NULL OR g.ends > statement_timestamp()))
   ORDER BY 6;
END $$;
