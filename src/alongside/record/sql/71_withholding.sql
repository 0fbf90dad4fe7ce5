-- Withholding: kept from the person, the circle, or one account, at once, on grounds; a second professional, an opinion, reviews.
-- It never opens by itself, and what is overdue goes up step by step.
DROP FUNCTION IF EXISTS alongside.withhold(uuid, uuid, uuid, bigint, text, uuid, text, text, date);
DROP FUNCTION IF EXISTS alongside.second(uuid, text);
DROP FUNCTION IF EXISTS alongside.lift(uuid);

-- The mask of somebody else in one record. Not for the app.
CREATE OR REPLACE FUNCTION alongside.rights_of(who uuid, one uuid) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v uuid := who;
  t timestamptz := statement_timestamp();
  teams uuid[];
BEGIN
  IF NOT EXISTS (SELECT 1 FROM public.access_account a WHERE a.id = who AND a.is_active) THEN RETURN 0; END IF;
  SELECT array_agg(team_id) INTO teams FROM public.access_membership
   WHERE account_id = v AND starts <= t AND (ends IS NULL OR ends > t);
  RETURN coalesce((SELECT {{MASK}} FROM ({{ARMS_ONE}}) g), 0);
END $$;

-- Is somebody in this record as the person, or in the circle? Not for the app.
CREATE OR REPLACE FUNCTION alongside.is_whom(who uuid, subject uuid, whom_ text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT whom_ <> 'account' AND EXISTS (SELECT 1 FROM public.people_grant c WHERE c.subject_id = subject AND c.account_id = who AND NOT c.deny
    AND c.basis IN ({{CIRCLE_BASES}}) AND (whom_ = 'person') = (c.basis = 'own'))
$$;

-- May somebody see this entry now? Sections, their own, what is kept from them, closed kinds. Not for the app.
CREATE OR REPLACE FUNCTION alongside.item_seen_by(who uuid, it uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  i public.record_item;
  mine bigint;
BEGIN
  SELECT * INTO i FROM public.record_item WHERE id = it;
  IF i.id IS NULL THEN RETURN false; END IF;
  mine := alongside.rights_of(who, i.subject_id);
  IF (i.bit & {{CLOSED}}::bigint) <> 0 THEN
    IF (mine & i.bit) = 0 OR NOT EXISTS (SELECT 1 FROM public.record_audience a WHERE a.entry_id = it AND a.account_id = who
        AND a.starts <= statement_timestamp() AND (a.ends IS NULL OR a.ends > statement_timestamp())) THEN
      RETURN false;
    END IF;
  ELSIF NOT ((mine & i.bit) <> 0 OR (i.written_by_id = who AND (mine & {{OWN}}) <> 0)
      OR ((mine & {{SELF}}) <> 0 AND EXISTS (SELECT 1 FROM public.people_voice o WHERE o.id = i.words_of_id AND o.account_id = who))) THEN
    RETURN false;
  END IF;
  RETURN NOT EXISTS (SELECT 1 FROM public.record_withholding w WHERE w.item_id = it AND w.lifted_at IS NULL
    AND (w.account_id = who OR alongside.is_whom(who, w.subject_id, w.whom)));
END $$;

-- Who works with somebody now, by name or through a team; and who of them leads a team. Not for the app.
CREATE OR REPLACE FUNCTION alongside.workers(subject uuid) RETURNS TABLE (account uuid, is_lead boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH live AS (SELECT g.account_id, g.team_id FROM public.people_grant g WHERE g.subject_id = subject AND NOT g.deny
      AND (g.mask & {{CARE}}) <> 0 AND g.starts <= statement_timestamp() AND (g.ends IS NULL OR g.ends > statement_timestamp())),
    member AS (SELECT m.account_id, m.team_id, m.role FROM public.access_membership m
      WHERE m.starts <= statement_timestamp() AND (m.ends IS NULL OR m.ends > statement_timestamp())),
    near AS (SELECT l.account_id AS id FROM live l WHERE l.account_id IS NOT NULL
      UNION SELECT m.account_id FROM live l JOIN member m ON m.team_id = l.team_id)
  SELECT s.id, EXISTS (SELECT 1 FROM member m WHERE m.account_id = s.id AND m.role = 'lead')
    FROM near s WHERE (alongside.rights_of(s.id, subject) & {{CARE}}) <> 0
$$;

-- Those who work with somebody, for whoever works with them: to choose a second professional, an owner, who decides.
CREATE OR REPLACE FUNCTION alongside.colleagues(subject uuid) RETURNS TABLE (account uuid, name text, title text, is_lead boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.holds(subject, {{CARE}}) THEN PERFORM alongside.refuse('Only somebody who works with the person can do this.'); END IF;
  RETURN QUERY SELECT w.account, a.name::text, a.title::text, w.is_lead FROM alongside.workers(subject) w
    JOIN public.access_account a ON a.id = w.account AND NOT a.is_service ORDER BY NOT w.is_lead, a.name;
END $$;

-- The leads above somebody who work with this person too; where there is none, any lead who does. Not for the app.
CREATE OR REPLACE FUNCTION alongside.leads_above(who uuid, subject uuid) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  WITH lead AS (SELECT w.account, EXISTS (SELECT 1 FROM public.access_membership m JOIN public.access_membership o ON o.team_id = m.team_id
       WHERE m.account_id = w.account AND m.role = 'lead' AND o.account_id = who
         AND m.starts <= statement_timestamp() AND (m.ends IS NULL OR m.ends > statement_timestamp())
         AND o.starts <= statement_timestamp() AND (o.ends IS NULL OR o.ends > statement_timestamp())) AS near
      FROM alongside.workers(subject) w WHERE w.is_lead AND w.account IS DISTINCT FROM who)
  SELECT coalesce(array_agg(l.account ORDER BY l.account), '{}') FROM lead l WHERE l.near OR NOT EXISTS (SELECT 1 FROM lead n WHERE n.near)
$$;

-- May this account hear of this withholding? Never the one it is kept from. Not for the app.
CREATE OR REPLACE FUNCTION alongside.may_hear(who uuid, w public.record_withholding) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT who IS NOT NULL AND w.account_id IS DISTINCT FROM who AND NOT alongside.is_whom(who, w.subject_id, w.whom)
    AND NOT alongside.is_whom(who, w.subject_id, 'person')
$$;

-- The withholdings the viewer may know of: where they work with the person and see that part, and never one that keeps it from them.
-- What is asked of a record is asked once for it, not for each of its withholdings.
CREATE OR REPLACE FUNCTION alongside.withholdings() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, public, pg_temp AS $$
  WITH me AS MATERIALIZED (SELECT alongside.viewer() AS id, alongside.hidden() AS hidden, alongside.invited() AS invited),
  here AS MATERIALIZED (SELECT s.id, alongside.my_rights(s.id) AS mine, alongside.is_whom(me.id, s.id, 'circle') AS in_circle
      FROM me, unnest(alongside.seen({{CARE}})) s (id)
     WHERE EXISTS (SELECT 1 FROM public.record_withholding w WHERE w.subject_id = s.id) AND NOT alongside.is_whom(me.id, s.id, 'person'))
  SELECT coalesce(array_agg(w.id), '{}') FROM me, here JOIN public.record_withholding w ON w.subject_id = here.id
   WHERE (here.mine & w.bit) <> 0 AND w.account_id IS DISTINCT FROM me.id AND NOT (w.whom = 'circle' AND here.in_circle)
     AND (w.item_id IS NULL OR (w.item_id <> ALL (me.hidden) AND ((w.bit & {{CLOSED}}::bigint) = 0 OR w.item_id = ANY (me.invited))))
$$;

-- One of them, or the same refusal whether it is not there, not theirs to know of, or lifted already. Not for the app.
CREATE OR REPLACE FUNCTION alongside.withholding_for_me(one uuid) RETURNS public.record_withholding LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  w public.record_withholding;
BEGIN
  SELECT * INTO w FROM public.record_withholding WHERE id = one AND lifted_at IS NULL AND along_with_id IS NULL FOR UPDATE;
  IF w.id IS NULL OR w.id <> ALL (alongside.withholdings()) THEN
    PERFORM alongside.refuse('Only somebody who works with the person can do this.');
  END IF;
  RETURN w;
END $$;

-- Whoever looks after privacy is told, by the name of the record and no more. Not for the app.
CREATE OR REPLACE FUNCTION alongside.tell_privacy(kind_ text, w public.record_withholding) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT alongside.tell(p, kind_, NULL, w.id, jsonb_build_object('name', coalesce(nullif(s.known_as, ''), s.name)))
    FROM unnest(alongside.duty_holders('privacy_lead', w.subject_id)) p JOIN public.people_subject s ON s.id = w.subject_id
   WHERE alongside.may_hear(p, w)
$$;

-- A step is kept, with the grounds as they stand and who took it. Not for the app.
CREATE OR REPLACE FUNCTION alongside.withholding_step(w public.record_withholding, sort_ text, words_ text, review date) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO public.record_withholdingstep (id, withholding_id, subject_id, sort, grounds, particular, words, review_by, written_at, written_by_id)
  VALUES (gen_random_uuid(), w.id, w.subject_id, sort_, w.grounds, w.particular, words_, review, statement_timestamp(), alongside.viewer())
$$;

-- May this entry be kept from them? Not from whoever wrote it; nobody's own words from themself. Not for the app.
CREATE OR REPLACE FUNCTION alongside.check_keepable(it public.record_item, from_whom text, account uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  speaker uuid := (SELECT o.account_id FROM public.people_voice o WHERE o.id = it.words_of_id);
BEGIN
  IF account = it.written_by_id OR alongside.is_whom(it.written_by_id, it.subject_id, from_whom) THEN
    PERFORM alongside.refuse('An entry cannot be kept from the one who wrote it.');
  END IF;
  IF from_whom = 'person' AND EXISTS (SELECT 1 FROM public.people_voice WHERE id = it.words_of_id AND kind = 'self') THEN
    PERFORM alongside.refuse('The person''s own words cannot be kept from them.');
  END IF;
  IF account = speaker OR alongside.is_whom(speaker, it.subject_id, from_whom) THEN
    PERFORM alongside.refuse('Nobody''s own words can be kept from them.');
  END IF;
END $$;

CREATE OR REPLACE FUNCTION alongside.check_grounds(grounds_ text, particular_ text, words_ text) RETURNS void
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF btrim(words_) = '' OR grounds_ NOT IN ('serious_harm', 'third_party', 'legal') THEN
    PERFORM alongside.refuse('Please give the grounds, and say why in your own words.');
  END IF;
  IF (grounds_ = 'serious_harm' AND particular_ NOT IN ('person', 'another'))
      OR (grounds_ = 'legal' AND particular_ NOT IN ('court_order', 'crime', 'privilege', 'other_law')) THEN
    PERFORM alongside.refuse('Please say whose health it would harm, or which law asks for it.');
  END IF;
END $$;

CREATE OR REPLACE FUNCTION alongside.withhold(new_id uuid, subject uuid, item uuid, section bigint, from_whom text, account uuid,
  grounds_ text, particular_ text, words_ text, review date, second_by_day date, opinion_by_day date, asked uuid, along uuid[]) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  it public.record_item;
  w public.record_withholding;
  bit_ bigint := section;
  one uuid;
BEGIN
  IF NOT alongside.holds(subject, {{CARE}}) THEN PERFORM alongside.refuse('Only somebody who works with the person can do this.'); END IF;
  IF EXISTS (SELECT 1 FROM public.record_withholding x WHERE x.id = new_id AND x.subject_id = subject AND x.made_by = alongside.viewer()) THEN RETURN new_id; END IF;
  IF from_whom NOT IN ('person', 'circle', 'account') OR (from_whom = 'account') <> (account IS NOT NULL) THEN
    PERFORM alongside.refuse('Please say from whom it is to be kept.');
  END IF;
  IF account = alongside.viewer() THEN PERFORM alongside.refuse('You cannot keep something from yourself.'); END IF;
  PERFORM alongside.check_grounds(grounds_, particular_, words_);
  IF review <= current_date OR review > current_date + 183 THEN PERFORM alongside.refuse('The review must be within six months.'); END IF;
  IF second_by_day <= current_date OR second_by_day > current_date + 10 OR opinion_by_day > current_date + 10
      OR (grounds_ = 'serious_harm') <> (opinion_by_day IS NOT NULL) THEN
    PERFORM alongside.refuse('A second professional answers within three working days.');
  END IF;
  IF item IS NULL AND NOT ((section & {{CLOSED}}::bigint) = 0 AND section = ANY (ARRAY(SELECT (1::bigint << s) FROM generate_series(0, 55) s)) AND alongside.holds(subject, section)) THEN
    PERFORM alongside.refuse('You cannot see this part of the record.');
  END IF;
  IF asked IS NOT NULL AND (asked = alongside.viewer() OR asked IS NOT DISTINCT FROM account OR NOT EXISTS (SELECT 1 FROM alongside.workers(subject) c WHERE c.account = asked)) THEN
    PERFORM alongside.refuse('A second professional has to look at this.');
  END IF;
  FOREACH one IN ARRAY CASE WHEN item IS NULL THEN ARRAY[NULL::uuid] ELSE ARRAY[item] || coalesce(along, '{}') END LOOP
    IF one IS NOT NULL THEN
      SELECT * INTO it FROM public.record_item i WHERE i.id = one AND i.subject_id = subject AND alongside.item_seen_by(alongside.viewer(), i.id);
      IF it.id IS NULL OR (it.bit & {{CLOSED}}::bigint) <> 0 THEN
        PERFORM alongside.refuse('This entry is not in this record, or cannot be seen by you.');
      END IF;
      PERFORM alongside.check_keepable(it, from_whom, account);
      bit_ := it.bit;
    END IF;
    INSERT INTO public.record_withholding (id, subject_id, item_id, bit, along_with_id, whom, account_id, grounds, particular, words, made_at, made_by,
      second_asked_id, second_due, second_answer, opinion_due, review_by)
    VALUES (CASE WHEN one IS NOT DISTINCT FROM item THEN new_id ELSE gen_random_uuid() END, subject, one, bit_,
      CASE WHEN one IS DISTINCT FROM item THEN new_id END, from_whom, account, grounds_, particular_, words_, statement_timestamp(), alongside.viewer(),
      asked, second_by_day, '', opinion_by_day, review);
    -- A mail of something that can no longer be read would betray it.
    UPDATE public.people_notice n SET mailed_at = statement_timestamp() WHERE n.mailed_at IS NULL AND n.about = one
       AND (n.account_id = account OR alongside.is_whom(n.account_id, subject, from_whom));
  END LOOP;
  SELECT * INTO w FROM public.record_withholding WHERE id = new_id;
  PERFORM alongside.withholding_step(w, 'made', words_, review);
  IF alongside.may_hear(asked, w) THEN PERFORM alongside.tell(asked, 'withheld.second', subject, new_id, '{}'); END IF;
  IF asked IS NULL THEN PERFORM alongside.tell_privacy('withheld.no_second', w); END IF;
  PERFORM alongside.note('withheld.made', subject, jsonb_build_object('withholding', new_id));
  RETURN new_id;
END $$;

-- The second professional: agrees (it stands until its review) or not (it stays hidden until somebody named decides).
CREATE OR REPLACE FUNCTION alongside.second(withholding uuid, agrees boolean, answer text, decides uuid, decide_by date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  w public.record_withholding := alongside.withholding_for_me(withholding);
BEGIN
  IF w.made_by = alongside.viewer() THEN PERFORM alongside.refuse('A second professional has to look at this.'); END IF;
  IF w.second_at IS NOT NULL THEN PERFORM alongside.refuse('This has been answered already.'); END IF;
  IF agrees IS NULL OR btrim(answer) = '' THEN PERFORM alongside.refuse('Please say whether you agree, and why.'); END IF;
  UPDATE public.record_withholding SET second_at = statement_timestamp(), second_by = alongside.viewer(), second_agrees = agrees, second_answer = left(answer, 500)
   WHERE lifted_at IS NULL AND (id = w.id OR along_with_id = w.id);
  SELECT * INTO w FROM public.record_withholding WHERE id = withholding;
  PERFORM alongside.withholding_step(w, CASE WHEN agrees THEN 'agreed' ELSE 'disagreed' END, answer, w.review_by);
  IF NOT agrees THEN PERFORM alongside.dispute(w, decides, decide_by); END IF;
  PERFORM alongside.note('withheld.second', w.subject_id, jsonb_build_object('withholding', withholding));
END $$;

-- Two see it differently: a third professional is named, and decides by a day. Not for the app.
CREATE OR REPLACE FUNCTION alongside.dispute(w public.record_withholding, decides uuid, decide_by date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF decide_by <= current_date OR decide_by > current_date + 14 OR decide_by IS NULL THEN
    PERFORM alongside.refuse('Somebody else decides within five working days.');
  END IF;
  IF decides IS NOT NULL AND (decides IN (w.made_by, w.second_by) OR NOT alongside.may_hear(decides, w)
      OR NOT EXISTS (SELECT 1 FROM alongside.workers(w.subject_id) c WHERE c.account = decides)) THEN
    PERFORM alongside.refuse('Please name somebody who works with the person and is neither of you two.');
  END IF;
  UPDATE public.record_withholding SET decision_due = decide_by, decider_id = decides WHERE id = w.id;
  PERFORM alongside.tell(decides, 'withheld.decide', w.subject_id, w.id, '{}');
  IF decides IS NULL THEN PERFORM alongside.tell_privacy('withheld.no_decider', w); END IF;
  IF alongside.may_hear(w.made_by, w) THEN PERFORM alongside.tell(w.made_by, 'withheld.disputed', w.subject_id, w.id, '{}'); END IF;
END $$;

-- A third professional decides: it stays hidden (until a review), or it is shown.
CREATE OR REPLACE FUNCTION alongside.decide(withholding uuid, keeps boolean, answer text, review date, tells boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  w public.record_withholding := alongside.withholding_for_me(withholding);
BEGIN
  IF w.decision_due IS NULL THEN PERFORM alongside.refuse('There is nothing to decide here now.'); END IF;
  IF alongside.viewer() IN (w.made_by, w.second_by) THEN PERFORM alongside.refuse('Somebody other than you two decides this.'); END IF;
  IF keeps IS NULL OR btrim(answer) = '' THEN PERFORM alongside.refuse('Please say what you decide, and why.'); END IF;
  IF NOT keeps THEN
    PERFORM alongside.lift(withholding, answer, tells);
    RETURN;
  END IF;
  IF review IS NULL OR review <= current_date OR review > current_date + 183 THEN PERFORM alongside.refuse('The review must be within six months.'); END IF;
  UPDATE public.record_withholding SET decision_due = NULL, review_by = review WHERE lifted_at IS NULL AND (id = w.id OR along_with_id = w.id);
  PERFORM alongside.withholding_step(w, 'upheld', answer, review);
  PERFORM alongside.tell(p, 'withheld.upheld', w.subject_id, w.id, '{}') FROM unnest(ARRAY[w.made_by, w.second_by]) p WHERE alongside.may_hear(p, w);
  PERFORM alongside.note('withheld.decided', w.subject_id, jsonb_build_object('withholding', withholding));
END $$;

-- The health professional's opinion; it is stale six months after it was given (DPA 2018 Sch. 3 Pt 2 para. 5 and 6).
CREATE OR REPLACE FUNCTION alongside.opine(new_id uuid, withholding uuid, name_ text, profession_ text, registration_ text, finds boolean,
  words_ text, given date, decides uuid, decide_by date) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  w public.record_withholding := alongside.withholding_for_me(withholding);
BEGIN
  IF EXISTS (SELECT 1 FROM public.record_healthopinion o WHERE o.id = new_id) THEN RETURN new_id; END IF;
  IF w.grounds <> 'serious_harm' THEN PERFORM alongside.refuse('An opinion is asked for where the grounds are serious harm.'); END IF;
  IF btrim(name_) = '' OR btrim(profession_) = '' OR btrim(registration_) = '' OR btrim(words_) = '' OR finds IS NULL THEN
    PERFORM alongside.refuse('Please say who gave this opinion, their profession and registration, and what it is.');
  END IF;
  IF given > current_date OR given IS NULL THEN PERFORM alongside.refuse('That day has not come yet.'); END IF;
  IF given < current_date - 183 THEN PERFORM alongside.refuse('An opinion older than six months no longer counts. Please ask for a fresh one.'); END IF;
  INSERT INTO public.record_healthopinion (id, withholding_id, subject_id, name, profession, registration, finds_harm, words, given_on, written_at, written_by_id)
  VALUES (new_id, w.id, w.subject_id, name_, profession_, registration_, finds, words_, given, statement_timestamp(), alongside.viewer());
  UPDATE public.record_withholding SET opinion_due = given + 183 WHERE lifted_at IS NULL AND (id = w.id OR along_with_id = w.id);
  SELECT * INTO w FROM public.record_withholding WHERE id = withholding;
  PERFORM alongside.withholding_step(w, 'opinion', words_, w.review_by);
  IF NOT finds AND w.decision_due IS NULL THEN PERFORM alongside.dispute(w, decides, decide_by); END IF;
  PERFORM alongside.note('withheld.opinion', w.subject_id, jsonb_build_object('withholding', withholding));
  RETURN new_id;
END $$;

-- A review: kept on, with grounds said afresh (and for harm an opinion that is not stale); of what was made together, `stays` is kept,
-- the rest is shown. A section may be narrowed to some of its entries.
CREATE OR REPLACE FUNCTION alongside.renew(withholding uuid, grounds_ text, particular_ text, words_ text, review date, stays uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  w public.record_withholding := alongside.withholding_for_me(withholding);
  it public.record_item;
  narrowed boolean := false;
BEGIN
  PERFORM alongside.check_grounds(grounds_, particular_, words_);
  IF w.decision_due IS NOT NULL THEN PERFORM alongside.refuse('Two people see this differently. Somebody else decides first.'); END IF;
  IF review IS NULL OR review <= current_date OR review > current_date + 183 THEN PERFORM alongside.refuse('The review must be within six months.'); END IF;
  IF grounds_ = 'serious_harm' AND NOT EXISTS (SELECT 1 FROM public.record_healthopinion o WHERE o.withholding_id = w.id AND o.given_on >= current_date - 183
      AND o.finds_harm AND NOT EXISTS (SELECT 1 FROM public.record_healthopinion n WHERE n.withholding_id = w.id AND n.given_on > o.given_on)) THEN
    PERFORM alongside.refuse('Serious harm needs the opinion of a health professional that is not older than six months. Please write it down first.');
  END IF;
  IF w.item_id IS NULL AND cardinality(stays) > 0 THEN
    FOR it IN SELECT * FROM public.record_item i WHERE i.id = ANY (stays) AND i.subject_id = w.subject_id AND i.bit = w.bit
        AND alongside.item_seen_by(alongside.viewer(), i.id) LOOP
      PERFORM alongside.check_keepable(it, w.whom, w.account_id);
      INSERT INTO public.record_withholding (id, subject_id, item_id, bit, along_with_id, whom, account_id, grounds, particular, words, made_at, made_by,
        second_due, second_at, second_by, second_agrees, second_answer, opinion_due, review_by)
      VALUES (gen_random_uuid(), w.subject_id, it.id, it.bit, CASE WHEN narrowed THEN withholding END, w.whom, w.account_id, grounds_, particular_, words_,
        w.made_at, w.made_by, w.second_due, w.second_at, w.second_by, w.second_agrees, w.second_answer, w.opinion_due, review)
      RETURNING CASE WHEN narrowed THEN withholding ELSE id END INTO withholding;
      narrowed := true;
    END LOOP;
    IF NOT narrowed THEN PERFORM alongside.refuse('This entry is not in this record, or cannot be seen by you.'); END IF;
    UPDATE public.record_withholding SET lifted_at = statement_timestamp(), lifted_by = alongside.viewer() WHERE id = w.id;
    PERFORM alongside.withholding_step(w, 'narrowed', words_, review);
    UPDATE public.record_healthopinion SET withholding_id = withholding WHERE withholding_id = w.id;
    SELECT * INTO w FROM public.record_withholding WHERE id = withholding;
  ELSIF w.item_id IS NOT NULL THEN
    UPDATE public.record_withholding SET lifted_at = statement_timestamp(), lifted_by = alongside.viewer()
     WHERE along_with_id = w.id AND lifted_at IS NULL AND item_id <> ALL (coalesce(stays, '{}'));
    narrowed := FOUND;
  END IF;
  UPDATE public.record_withholding SET grounds = grounds_, particular = particular_, review_by = review,
    opinion_due = CASE WHEN grounds_ = 'serious_harm' THEN opinion_due END
   WHERE lifted_at IS NULL AND (id = w.id OR along_with_id = w.id);
  SELECT * INTO w FROM public.record_withholding WHERE id = w.id;
  PERFORM alongside.withholding_step(w, CASE WHEN narrowed THEN 'narrowed' ELSE 'renewed' END, words_, review);
  PERFORM alongside.note('withheld.reviewed', w.subject_id, jsonb_build_object('withholding', w.id));
END $$;

-- Shown again, at once, with all that was kept together. Those who could not see it may be told, if whoever lifts it wishes so.
CREATE OR REPLACE FUNCTION alongside.lift(withholding uuid, why text, tells boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  w public.record_withholding := alongside.withholding_for_me(withholding);
BEGIN
  IF btrim(why) = '' THEN PERFORM alongside.refuse('Please say why it can be shown.'); END IF;
  UPDATE public.record_withholding SET lifted_at = statement_timestamp(), lifted_by = alongside.viewer(), decision_due = NULL
   WHERE lifted_at IS NULL AND (id = w.id OR along_with_id = w.id);
  PERFORM alongside.withholding_step(w, 'lifted', why, NULL);
  IF tells THEN
    PERFORM alongside.tell(g.account_id, 'withheld.lifted', w.subject_id, w.item_id, jsonb_build_object('who', a.name))
      FROM (SELECT DISTINCT p.account_id FROM public.people_grant p WHERE p.subject_id = w.subject_id AND p.account_id IS NOT NULL AND NOT p.deny
              AND (p.account_id = w.account_id OR alongside.is_whom(p.account_id, w.subject_id, w.whom))) g
      JOIN public.access_account a ON a.id = alongside.viewer()
     WHERE CASE WHEN w.item_id IS NULL THEN (alongside.rights_of(g.account_id, w.subject_id) & w.bit) <> 0 ELSE alongside.item_seen_by(g.account_id, w.item_id) END;
  END IF;
  PERFORM alongside.note('withheld.lifted', w.subject_id, jsonb_build_object('withholding', withholding));
END $$;

-- For whoever looks after privacy: every withholding of the organisation's records, without a word of care. None of their own record.
CREATE OR REPLACE FUNCTION alongside.withheld_everywhere()
RETURNS TABLE (withholding uuid, subject uuid, name text, part bigint, is_section boolean, many bigint, whom text, grounds text, particular text, made_at timestamptz,
  made_name text, second_name text, asked_name text, second_due date, second_agrees boolean, opinion_due date, has_opinion boolean, decision_due date, decider_name text, review_by date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.has_duty('privacy_lead') THEN PERFORM alongside.refuse('Only whoever looks after privacy can do this.'); END IF;
  PERFORM alongside.note('withheld.listed', NULL, '{}');
  RETURN QUERY SELECT w.id, w.subject_id, coalesce(nullif(s.known_as, ''), s.name)::text, w.bit, w.item_id IS NULL,
      1 + (SELECT count(*) FROM public.record_withholding x WHERE x.along_with_id = w.id AND x.lifted_at IS NULL),
      w.whom::text, w.grounds::text, w.particular::text, w.made_at, m.name::text, n.name::text, a.name::text, w.second_due, w.second_agrees, w.opinion_due,
      EXISTS (SELECT 1 FROM public.record_healthopinion o WHERE o.withholding_id = w.id), w.decision_due, d.name::text, w.review_by
    FROM public.record_withholding w JOIN public.people_subject s ON s.id = w.subject_id
    LEFT JOIN public.access_account m ON m.id = w.made_by LEFT JOIN public.access_account n ON n.id = w.second_by
    LEFT JOIN public.access_account a ON a.id = w.second_asked_id LEFT JOIN public.access_account d ON d.id = w.decider_id
   WHERE w.lifted_at IS NULL AND w.along_with_id IS NULL AND alongside.viewer() = ANY (alongside.duty_holders('privacy_lead', w.subject_id))
     AND alongside.may_hear(alongside.viewer(), w)
     AND NOT EXISTS (SELECT 1 FROM public.people_grant g WHERE g.subject_id = w.subject_id AND g.deny AND g.account_id = alongside.viewer()
           AND (g.ends IS NULL OR g.ends > statement_timestamp()))
   ORDER BY least(w.review_by, CASE WHEN w.second_at IS NULL THEN w.second_due END, w.opinion_due, w.decision_due), w.made_at;
END $$;

-- What is overdue goes up: to both professionals, then to the leads above them, then to whoever looks after privacy. Each once a step.
CREATE OR REPLACE FUNCTION alongside.escalate_withholdings() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  r record;
  w public.record_withholding;
  up uuid[];
  told bigint := 0;
BEGIN
  FOR r IN
    SELECT x.id, d.what, d.due, s.step FROM public.record_withholding x
      CROSS JOIN LATERAL (VALUES ('second', CASE WHEN x.second_at IS NULL THEN x.second_due END), ('opinion', x.opinion_due),
        ('decision', x.decision_due), ('review', x.review_by)) AS d (what, due)
      CROSS JOIN (VALUES (1, 0), (2, 2), (3, 5)) AS s (step, days)
     WHERE x.lifted_at IS NULL AND x.along_with_id IS NULL AND d.due + s.days < current_date
       AND NOT EXISTS (SELECT 1 FROM public.record_escalation e WHERE e.about = x.id AND e.what = d.what AND e.due = d.due AND e.step = s.step)
     ORDER BY x.id, s.step
  LOOP
    SELECT * INTO w FROM public.record_withholding WHERE id = r.id;
    INSERT INTO public.record_escalation (id, about, what, due, step) VALUES (gen_random_uuid(), r.id, r.what, r.due, r.step) ON CONFLICT DO NOTHING;
    CONTINUE WHEN NOT FOUND;
    up := CASE r.step WHEN 1 THEN ARRAY[w.made_by, coalesce(w.second_by, w.second_asked_id), CASE WHEN r.what = 'decision' THEN w.decider_id END]
          WHEN 2 THEN alongside.leads_above(w.made_by, w.subject_id) || CASE WHEN w.second_by IS NULL THEN '{}' ELSE alongside.leads_above(w.second_by, w.subject_id) END
          ELSE '{}' END;
    up := ARRAY(SELECT DISTINCT u FROM unnest(up) u WHERE alongside.may_hear(u, w) AND (alongside.rights_of(u, w.subject_id) & {{CARE}}) <> 0);
    PERFORM alongside.tell(u, 'withheld.late_' || r.what, w.subject_id, w.id, jsonb_build_object('due', r.due)) FROM unnest(up) u;
    IF cardinality(up) = 0 THEN PERFORM alongside.tell_privacy('withheld.late_privacy', w); END IF;
    told := told + 1;
  END LOOP;
  RETURN told;
END $$;
