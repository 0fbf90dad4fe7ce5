-- Keeper functions of this room: each checks the signed viewer, writes, and leaves its audit row.

CREATE OR REPLACE FUNCTION alongside.holds(subject uuid, wanted bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$ SELECT (alongside.my_rights(subject) & wanted) <> 0 $$;

-- A new record. A worker (a live member of any team) gets the first care grant; `own` opens one's own record instead.
CREATE OR REPLACE FUNCTION alongside.new_subject(
  new_id uuid, kind text, name text, known_as text, pronouns text, place text, about text,
  born date, nhs text, nhs_status text, own boolean, cares_for uuid, for_team uuid, source text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v uuid := alongside.viewer();
  who public.access_account;
  t timestamptz := statement_timestamp();
  role text;
BEGIN
  SELECT * INTO who FROM public.access_account WHERE id = v AND is_active;
  IF who.id IS NULL THEN PERFORM alongside.refuse('Please sign in first.'); END IF;
  -- The same form sent twice makes one record.
  IF EXISTS (SELECT 1 FROM public.people_subject s WHERE s.id = new_id AND s.added_by = v) THEN RETURN new_id; END IF;
  IF EXISTS (SELECT 1 FROM public.people_subject s WHERE s.id = new_id) THEN
    PERFORM alongside.refuse('This page was used already. Please open it again.');
  END IF;
  IF NOT own AND cardinality(alongside.my_teams()) = 0 AND NOT who.is_service THEN
    PERFORM alongside.refuse('Only somebody who works in a team can add a person.');
  END IF;
  IF for_team IS NOT NULL AND NOT who.is_service AND for_team <> ALL (alongside.my_teams()) THEN
    PERFORM alongside.refuse('You can add people to your own team only.');
  END IF;
  IF born IS NOT NULL AND kind = 'person' AND born > current_date - interval '18 years' THEN
    PERFORM alongside.refuse('Alongside is for adults. This date of birth is of somebody under 18: please turn to '
      'children''s services at the council where the young person lives.');
  END IF;
  IF own AND cares_for IS NOT NULL AND alongside.my_rights(cares_for) = 0 THEN
    PERFORM alongside.refuse('You can link your record only to somebody in whose circle you are.');
  END IF;
  INSERT INTO public.people_subject (id, kind, name, known_as, pronouns, place, about, state, cares_for, source, added_at, added_by)
  VALUES (new_id, kind, name, known_as, pronouns, place, about, 'open', cares_for, source, t, v);
  INSERT INTO public.people_details (subject_id, born, nhs_number, nhs_number_status) VALUES (new_id, born, nhs, nhs_status);
  INSERT INTO public.people_voice (id, subject_id, account_id, kind, name, relationship, "of", contact_wish, source, added_at, added_by)
  VALUES (gen_random_uuid(), new_id, CASE WHEN own THEN v END, 'self', name, 'person', '{}', '', source, t, v);
  IF own THEN
    INSERT INTO public.people_grant (id, subject_id, account_id, mask, deny, starts, basis, reason, given_by)
    VALUES (gen_random_uuid(), new_id, v, {{OWN_MASK}}, false, t, 'own', '', v);
  ELSE
    IF for_team IS NOT NULL THEN
      INSERT INTO public.people_grant (id, subject_id, team_id, mask, deny, starts, basis, reason, given_by)
      VALUES (gen_random_uuid(), new_id, for_team, {{CARE_MASK}}, false, t, 'care', '', v);
    END IF;
    INSERT INTO public.people_grant (id, subject_id, account_id, mask, deny, starts, basis, reason, given_by)
    VALUES (gen_random_uuid(), new_id, v, {{CARE_MASK}}, false, t, 'care', '', v);
    PERFORM alongside.put_voice(new_id, v, 'other');
  END IF;
  PERFORM alongside.note('subject.added', new_id, '{}');
  RETURN new_id;
END $$;

-- The voice of an account in a record; made when it is not there yet. Not for the app.
CREATE OR REPLACE FUNCTION alongside.put_voice(subject uuid, account uuid, relationship_ text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  found uuid;
  who public.access_account;
BEGIN
  SELECT id INTO found FROM public.people_voice WHERE subject_id = subject AND account_id = account;
  IF found IS NOT NULL THEN RETURN found; END IF;
  SELECT * INTO who FROM public.access_account WHERE id = account;
  INSERT INTO public.people_voice (id, subject_id, account_id, kind, name, relationship, "of", contact_wish, source, added_at, added_by)
  VALUES (gen_random_uuid(), subject, account, CASE WHEN who.is_service THEN 'imported' ELSE 'member' END, who.name,
    CASE WHEN relationship_ <> 'other' THEN relationship_
         ELSE coalesce((SELECT r FROM unnest(ARRAY['social_worker','nurse','occupational_therapist','peer_worker','advocate','connector','support_worker']) r
                         WHERE replace(lower(who.title), ' ', '_') LIKE '%' || r || '%' LIMIT 1), 'other') END,
    '{}', '', '', statement_timestamp(), alongside.viewer()) RETURNING id INTO found;
  RETURN found;
END $$;

-- Whoever may write here has a voice here: made at their first word, not at their first look.
CREATE OR REPLACE FUNCTION alongside.join_circle(subject uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.holds(subject, {{VOICE}}) THEN PERFORM alongside.refuse('You can read and answer here, but not add or change.'); END IF;
  RETURN alongside.put_voice(subject, alongside.viewer(), 'other');
END $$;

-- Somebody whose words may stand in this record, by name or together with others. An account is joined by give or allocate.
CREATE OR REPLACE FUNCTION alongside.add_voice(new_id uuid, subject uuid, kind_ text, name_ text, relationship_ text, of_ uuid[],
  contact_wish_ text, since_ date, source_ text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.holds(subject, {{SELF}} | {{CARE}}) THEN
    PERFORM alongside.refuse('Only the person, or somebody who works with them, can add to the circle.');
  END IF;
  IF kind_ = 'self' THEN PERFORM alongside.refuse('The person''s own voice is there already.'); END IF;
  IF EXISTS (SELECT 1 FROM unnest(of_) m WHERE NOT EXISTS (SELECT 1 FROM public.people_voice WHERE id = m AND subject_id = subject)) THEN
    PERFORM alongside.refuse('Words said together can name only people in this circle.');
  END IF;
  INSERT INTO public.people_voice (id, subject_id, kind, name, relationship, "of", contact_wish, since, source, added_at, added_by)
  VALUES (new_id, subject, kind_, name_, relationship_, of_, contact_wish_, since_, source_, statement_timestamp(), alongside.viewer())
  ON CONFLICT (id) DO NOTHING;
  PERFORM alongside.note('circle.added', subject, jsonb_build_object('voice', new_id));
  RETURN new_id;
END $$;

-- The person gives, narrows and takes back, section by section. Each gift ends the earlier one; mask 0 takes all back.
-- Whoever is given something is in the circle (again).
CREATE OR REPLACE FUNCTION alongside.give(subject uuid, account uuid, new_mask bigint, until timestamptz, relationship_ text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.holds(subject, {{SELF}}) THEN PERFORM alongside.refuse('Only the person decides what is shared.'); END IF;
  IF account = alongside.viewer() THEN PERFORM alongside.refuse('This record is yours already.'); END IF;
  IF new_mask <> 0 AND EXISTS (SELECT 1 FROM public.people_subject WHERE id = subject AND state <> 'open') THEN
    PERFORM alongside.refuse('This record is closed: what is shared can be taken back, and nothing more given.');
  END IF;
  IF new_mask & ~({{ALL_SECTIONS}} | {{VOICE}} | {{OWN}})::bigint <> 0 THEN
    PERFORM alongside.refuse('Only sections and a voice of their own can be given.');
  END IF;
  PERFORM alongside.drop_invitations(subject, account);
  UPDATE public.people_grant SET ends = greatest(starts, statement_timestamp()), ended_by = alongside.viewer()
   WHERE subject_id = subject AND account_id = account AND basis = 'consent' AND NOT deny
     AND (ends IS NULL OR ends > statement_timestamp());
  IF new_mask <> 0 THEN
    INSERT INTO public.people_grant (id, subject_id, account_id, mask, deny, starts, ends, basis, reason, given_by)
    VALUES (gen_random_uuid(), subject, account, new_mask, false, statement_timestamp(), until, 'consent', '', alongside.viewer());
    PERFORM alongside.put_voice(subject, account, relationship_);
    UPDATE public.people_voice v SET until = NULL WHERE v.subject_id = subject AND v.account_id = account AND v.until IS NOT NULL;
  END IF;
  PERFORM alongside.note('grant.given', subject, jsonb_build_object('account', account, 'mask', new_mask));
END $$;

-- The person shares with whoever signs in with this address; answers alike when nobody does. Twenty in an hour. `voice` is
-- somebody in the circle by name alone, who from now on is that account.
CREATE OR REPLACE FUNCTION alongside.give_to_address(subject uuid, address text, voice uuid, new_mask bigint, until timestamptz,
  relationship_ text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  account uuid;
BEGIN
  IF NOT alongside.holds(subject, {{SELF}}) THEN PERFORM alongside.refuse('Only the person decides what is shared.'); END IF;
  IF (SELECT count(*) FROM public.access_auditevent WHERE by = alongside.viewer() AND action = 'grant.addressed'
       AND at > statement_timestamp() - interval '1 hour') >= 20 THEN
    PERFORM alongside.refuse('That was many addresses in one hour. Please wait a little.');
  END IF;
  PERFORM alongside.note('grant.addressed', subject, '{}');
  SELECT id INTO account FROM public.access_account
   WHERE lower(email) = lower(btrim(address)) AND is_active AND NOT is_service AND id <> alongside.viewer();
  IF account IS NULL THEN RETURN; END IF;
  UPDATE public.people_voice v SET account_id = account
   WHERE v.id = voice AND v.subject_id = subject AND v.account_id IS NULL AND v.kind = 'member'
     AND NOT EXISTS (SELECT 1 FROM public.people_voice o WHERE o.subject_id = subject AND o.account_id = account);
  PERFORM alongside.give(subject, account, new_mask, until, relationship_);
END $$;

-- A deny wins over everything that names it. Naming nobody makes a restricted record (lead only). Never against the person.
CREATE OR REPLACE FUNCTION alongside.deny(subject uuid, account uuid, team uuid, new_mask bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.holds(subject, {{SELF}} | {{CARE}}) THEN PERFORM alongside.refuse('Only the person, or somebody who works with them, can do this.'); END IF;
  IF account IS NULL AND team IS NULL AND NOT (alongside.holds(subject, {{CARE}}) AND EXISTS (SELECT 1 FROM unnest(alongside.my_teams()) x WHERE alongside.leads(x))) THEN
    PERFORM alongside.refuse('Only a team lead can restrict a record.');
  END IF;
  IF EXISTS (SELECT 1 FROM public.people_grant WHERE subject_id = subject AND account_id = deny.account AND basis = 'own' AND NOT people_grant.deny) THEN
    PERFORM alongside.refuse('Nobody can be shut out of their own record.');
  END IF;
  INSERT INTO public.people_grant (id, subject_id, account_id, team_id, mask, deny, starts, basis, reason, given_by)
  VALUES (gen_random_uuid(), subject, account, team, new_mask, true, statement_timestamp(), 'consent', why, alongside.viewer());
  PERFORM alongside.note('grant.denied', subject, jsonb_build_object('account', account, 'team', team));
END $$;

-- Name, pronouns and the rest of the record's head.
CREATE OR REPLACE FUNCTION alongside.amend_subject(subject uuid, name_ text, known_as_ text, pronouns_ text, place_ text, about_ text,
  born_ date, nhs_ text, nhs_status_ text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.holds(subject, {{SELF}} | {{CARE}}) THEN PERFORM alongside.refuse('Only the person, or somebody who works with them, can do this.'); END IF;
  IF born_ IS NOT NULL AND born_ > current_date - interval '18 years' THEN
    PERFORM alongside.refuse('Alongside is for adults. This date of birth is of somebody under 18: please turn to '
      'children''s services at the council where the young person lives.');
  END IF;
  UPDATE public.people_subject SET name = name_, known_as = known_as_, pronouns = pronouns_, place = place_, about = about_ WHERE id = subject;
  UPDATE public.people_voice SET name = name_ WHERE subject_id = subject AND kind = 'self';
  UPDATE public.people_details SET born = born_, nhs_number = nhs_, nhs_number_status = nhs_status_
   WHERE subject_id = subject AND alongside.holds(subject, {{SECTION_DETAILS}});
  PERFORM alongside.note('subject.amended', subject, '{}');
END $$;

-- A death closes the record: proxies end, no new words except by those who work with the person; what law asks is kept.
CREATE OR REPLACE FUNCTION alongside.record_death(subject uuid, day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.holds(subject, {{CARE}}) THEN PERFORM alongside.refuse('Only somebody who works with the person can do this.'); END IF;
  IF day > current_date THEN PERFORM alongside.refuse('That day has not come yet.'); END IF;
  UPDATE public.people_subject SET state = 'died', died_on = day WHERE id = subject AND state = 'open';
  IF NOT FOUND THEN PERFORM alongside.refuse('This record is closed already.'); END IF;
  UPDATE public.people_grant SET ends = greatest(starts, statement_timestamp()), ended_by = alongside.viewer()
   WHERE subject_id = subject AND basis = 'proxy' AND (ends IS NULL OR ends > statement_timestamp());
  UPDATE public.people_grant SET mask = mask & ~{{VOICE}}::bigint WHERE subject_id = subject AND basis IN ('own', 'consent') AND NOT deny;
  PERFORM alongside.note('subject.died', subject, '{}');
END $$;

-- Two records of one person: the first becomes a pointer to the second. Nothing is lost: it can still be read by the same
-- people, nobody adds to it, and whoever saw or was kept from the first sees or is kept from the second likewise.
CREATE OR REPLACE FUNCTION alongside.redirect(first uuid, second uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  t timestamptz := statement_timestamp();
  acts record;
  new_id uuid;
BEGIN
  IF first = second THEN PERFORM alongside.refuse('These are the same record.'); END IF;
  IF NOT (alongside.holds(first, {{CARE}}) AND alongside.holds(second, {{CARE}})) THEN
    PERFORM alongside.refuse('You need to work with the person in both records to join them.');
  END IF;
  IF EXISTS (SELECT 1 FROM public.people_grant f JOIN public.people_grant s ON s.account_id <> f.account_id
       JOIN public.access_account a ON a.id = f.account_id AND a.is_active JOIN public.access_account b ON b.id = s.account_id AND b.is_active
      WHERE f.subject_id = first AND s.subject_id = second AND f.basis = 'own' AND s.basis = 'own' AND NOT f.deny AND NOT s.deny
        AND (f.ends IS NULL OR f.ends > t) AND (s.ends IS NULL OR s.ends > t)) THEN
    PERFORM alongside.refuse('Two people sign in to these records, each to their own. Joined, each could read the other''s. '
      'If it is one person with two sign-ins, let one of them be closed first.');
  END IF;
  UPDATE public.people_subject SET state = 'redirected', redirected_to = second
   WHERE id = first AND state = 'open' AND EXISTS (SELECT 1 FROM public.people_subject WHERE id = second AND state = 'open');
  IF NOT FOUND THEN PERFORM alongside.refuse('Both records need to be open to join them.'); END IF;
  INSERT INTO public.people_grant (id, subject_id, account_id, team_id, mask, deny, starts, ends, basis, reason, given_by)
  SELECT gen_random_uuid(), second, g.account_id, g.team_id, g.mask, g.deny, t, g.ends, g.basis, g.reason, alongside.viewer()
    FROM public.people_grant g WHERE g.subject_id = first AND g.basis NOT IN ('break_glass', 'proxy') AND (g.ends IS NULL OR g.ends > t)
     AND NOT EXISTS (SELECT 1 FROM public.people_grant h WHERE h.subject_id = second AND h.deny = g.deny AND (h.ends IS NULL OR h.ends > t)
       AND h.account_id IS NOT DISTINCT FROM g.account_id AND h.team_id IS NOT DISTINCT FROM g.team_id AND h.mask = g.mask);
  INSERT INTO public.people_grant (id, subject_id, account_id, team_id, mask, deny, starts, ends, basis, reason, given_by)
  SELECT gen_random_uuid(), first, g.account_id, g.team_id, g.mask, true, t, g.ends, g.basis, g.reason, alongside.viewer()
    FROM public.people_grant g WHERE g.subject_id = second AND g.deny AND (g.ends IS NULL OR g.ends > t);
  PERFORM alongside.put_voice(second, v.account_id, v.relationship) FROM public.people_voice v
   WHERE v.subject_id = first AND v.account_id IS NOT NULL AND v.kind = 'member';
  FOR acts IN SELECT p.*, s.id AS their_voice FROM public.people_proxy p JOIN public.people_voice f ON f.id = p.voice_id
      JOIN public.people_voice s ON s.subject_id = second AND s.account_id = f.account_id
      WHERE p.subject_id = first AND p.ended_at IS NULL AND p.ends > t LOOP
    new_id := gen_random_uuid();
    INSERT INTO public.people_proxy (id, subject_id, voice_id, kind, number, checked_on, seen_by, seen_on, ground, found_on, found_by, mask, starts, ends, added_at, added_by, ended_why)
    VALUES (new_id, second, acts.their_voice, acts.kind, acts.number, acts.checked_on, acts.seen_by, acts.seen_on, acts.ground, acts.found_on,
      acts.found_by, acts.mask, acts.starts, acts.ends, acts.added_at, acts.added_by, '');
    INSERT INTO public.people_proxyword (id, subject_id, proxy_id, sort, words, said_at, said_by)
    SELECT gen_random_uuid(), second, new_id, w.sort, w.words, w.said_at, w.said_by FROM public.people_proxyword w WHERE w.proxy_id = acts.id;
    PERFORM alongside.put_proxy_grants(second, acts.their_voice);
  END LOOP;
  UPDATE public.people_voice s SET account_id = f.account_id FROM public.people_voice f
   WHERE f.subject_id = first AND f.kind = 'self' AND s.subject_id = second AND s.kind = 'self' AND s.account_id IS NULL
     AND f.account_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM public.people_voice o WHERE o.subject_id = second AND o.account_id = f.account_id);
  UPDATE public.people_grant SET mask = mask & ~{{VOICE}}::bigint WHERE subject_id = first AND NOT deny;
  PERFORM alongside.note('subject.redirected', first, jsonb_build_object('to', second));
  PERFORM alongside.note('subject.joined', second, jsonb_build_object('from', first));
END $$;

-- Whom a deny names finds nothing of the record. Not for the app.
CREATE OR REPLACE FUNCTION alongside.is_shut_by_name(subject uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM public.people_grant g WHERE g.subject_id = subject AND g.deny AND g.account_id = alongside.viewer()
    AND (g.mask & {{ALL_SECTIONS}}) = {{ALL_SECTIONS}} AND g.starts <= statement_timestamp() AND (g.ends IS NULL OR g.ends > statement_timestamp()))
$$;

-- Is there a record of this person already? At most five, 60 questions an hour; by name nothing of restricted or denied
-- records, by number "same NHS number" alone.
CREATE OR REPLACE FUNCTION alongside.look_alike(name_ text, born_ date, nhs_ text)
RETURNS TABLE (handle uuid, how text, initials text, year int, may_open boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  t timestamptz := statement_timestamp();
BEGIN
  IF cardinality(alongside.my_teams()) = 0 THEN PERFORM alongside.refuse('Only somebody who works in a team can do this.'); END IF;
  IF (SELECT count(*) FROM public.access_auditevent WHERE by = alongside.viewer() AND action = 'look_alike' AND at > t - interval '1 hour') >= 60 THEN
    PERFORM alongside.refuse('That was many look-ups in one hour. Please wait a little, or ask your team lead.');
  END IF;
  PERFORM alongside.note('look_alike', NULL, '{}');
  RETURN QUERY
  WITH close AS (SELECT g.subject_id FROM public.people_grant g WHERE g.deny AND (g.ends IS NULL OR g.ends > t)),
  numbered AS (
    SELECT s.id, 'same NHS number' AS how, 3.0 AS score, s.name, d.born, s.id IN (SELECT subject_id FROM close) AS shut
      FROM public.people_details d JOIN public.people_subject s ON s.id = d.subject_id
     WHERE nhs_ <> '' AND d.nhs_number = nhs_ AND s.state = 'open' AND NOT alongside.is_shut_by_name(s.id)),
  named AS (
    SELECT s.id, CASE WHEN d.born = born_ THEN 'a like name and the same date of birth' ELSE 'a like name' END AS how,
           similarity(s.name, name_) + CASE WHEN d.born = born_ THEN 1 ELSE 0 END AS score, s.name, d.born, false AS shut
      FROM public.people_subject s JOIN public.people_details d ON d.subject_id = s.id
     WHERE s.name % name_ AND similarity(s.name, name_) >= 0.45 AND s.state = 'open' AND s.kind = 'person' AND s.id NOT IN (SELECT subject_id FROM close)
       AND (born_ IS NULL OR d.born IS NULL OR abs(d.born - born_) < 800 OR lower(s.name) = lower(name_))
     ORDER BY 3 DESC LIMIT 5),
  best AS (SELECT DISTINCT ON (x.id) x.* FROM (SELECT * FROM numbered UNION ALL SELECT n.id, n.how, n.score::numeric, n.name, n.born, n.shut FROM named n) x ORDER BY x.id, x.score DESC)
  SELECT CASE WHEN b.shut THEN NULL ELSE b.id END, b.how,
    CASE WHEN b.shut THEN '' ELSE (SELECT string_agg(upper(left(w, 1)), '') FROM regexp_split_to_table(b.name, '\s+') w) END,
    CASE WHEN b.shut THEN NULL ELSE extract(year FROM b.born)::int END,
    alongside.my_rights(b.id) <> 0
    FROM best b ORDER BY b.score DESC LIMIT 5;
END $$;
