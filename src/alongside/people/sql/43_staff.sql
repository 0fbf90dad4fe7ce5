-- Who works with somebody and by what right: allocation, supervision, duties in law, objections, shutting out, transfer.

-- Does the viewer lead any team now?
CREATE OR REPLACE FUNCTION alongside.leads_any() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM public.access_membership WHERE account_id = alongside.viewer() AND role = 'lead'
    AND starts <= statement_timestamp() AND (ends IS NULL OR ends > statement_timestamp()))
$$;

-- May the viewer decide, as a lead, about who works with this person?
CREATE OR REPLACE FUNCTION alongside.leads_here(subject uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$ SELECT alongside.leads_any() AND alongside.holds(subject, {{CARE}}) $$;

-- Is this account shut out of the whole record, by name or through a team of theirs? Not for the app.
CREATE OR REPLACE FUNCTION alongside.is_shut(subject uuid, account uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM public.people_grant g WHERE g.subject_id = subject AND g.deny AND (g.mask & {{ALL_SECTIONS}}) = {{ALL_SECTIONS}}
    AND g.starts <= statement_timestamp() AND (g.ends IS NULL OR g.ends > statement_timestamp())
    AND (g.account_id = account OR g.team_id IN (SELECT m.team_id FROM public.access_membership m WHERE m.account_id = account
      AND m.starts <= statement_timestamp() AND (m.ends IS NULL OR m.ends > statement_timestamp()))))
$$;

-- Lets the person know, through whatever account is their own. Not for the app.
CREATE OR REPLACE FUNCTION alongside.tell_person(subject uuid, kind text, about uuid, detail jsonb) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT alongside.tell(g.account_id, kind, subject, about, detail) FROM public.people_grant g
   WHERE g.subject_id = subject AND g.basis = 'own' AND NOT g.deny AND (g.ends IS NULL OR g.ends > statement_timestamp())
$$;

-- Those who lead a team that works with the person, or that a worker of theirs belongs to; nobody who is shut out. Not for the app.
CREATE OR REPLACE FUNCTION alongside.leads_of(subject uuid) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  WITH care AS (SELECT g.account_id, g.team_id FROM public.people_grant g WHERE g.subject_id = subject AND NOT g.deny AND g.basis = 'care'
      AND g.starts <= statement_timestamp() AND (g.ends IS NULL OR g.ends > statement_timestamp())),
    live AS (SELECT m.* FROM public.access_membership m WHERE m.starts <= statement_timestamp() AND (m.ends IS NULL OR m.ends > statement_timestamp()))
  SELECT coalesce(array_agg(DISTINCT l.account_id), '{}') FROM live l WHERE l.role = 'lead'
    AND (l.team_id IN (SELECT team_id FROM care) OR l.team_id IN (SELECT w.team_id FROM live w JOIN care c ON c.account_id = w.account_id))
    AND NOT alongside.is_shut(subject, l.account_id)
$$;

-- A lead of a worker sees the record that worker was given by name: by supervision, for as long as the worker has it, and for
-- as long as they lead. Where the whole team has it they see it with the team. A restricted record is never opened by this.
-- A chore keeps all in step; allocation keeps one. Not for the app.
CREATE OR REPLACE FUNCTION alongside.keep_supervision(one uuid) RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  WITH live AS (SELECT m.* FROM public.access_membership m
      WHERE m.starts <= statement_timestamp() AND (m.ends IS NULL OR m.ends > statement_timestamp())),
  held AS (SELECT g.* FROM public.people_grant g WHERE NOT g.deny AND (one IS NULL OR g.subject_id = one)
      AND g.starts <= statement_timestamp() AND (g.ends IS NULL OR g.ends > statement_timestamp())),
  wanted AS (
    SELECT g.subject_id, l.account_id, CASE WHEN bool_or(g.ends IS NULL) THEN NULL ELSE max(g.ends) END AS ends
      FROM held g JOIN live m ON m.account_id = g.account_id JOIN live l ON l.team_id = m.team_id AND l.role = 'lead' AND l.account_id <> g.account_id
     WHERE g.basis = 'care' AND NOT EXISTS (SELECT 1 FROM held h WHERE h.subject_id = g.subject_id AND h.basis IN ('care', 'own')
       AND (h.account_id = l.account_id OR h.team_id IN (SELECT x.team_id FROM live x WHERE x.account_id = l.account_id)))
     GROUP BY g.subject_id, l.account_id),
  over AS (
    UPDATE public.people_grant g SET ends = greatest(g.starts, statement_timestamp()), ended_by = alongside.viewer()
     WHERE g.id IN (SELECT h.id FROM held h WHERE h.basis = 'supervision' AND h.role = 'supervisor' AND NOT EXISTS (
       SELECT 1 FROM wanted w WHERE w.subject_id = h.subject_id AND w.account_id = h.account_id AND w.ends IS NOT DISTINCT FROM h.ends))
    RETURNING 1),
  begun AS (
    INSERT INTO public.people_grant (id, subject_id, account_id, mask, deny, starts, ends, basis, reason, role, given_by)
    SELECT gen_random_uuid(), w.subject_id, w.account_id, {{CARE_MASK}}, false, statement_timestamp(), w.ends, 'supervision', '', 'supervisor', alongside.viewer()
      FROM wanted w
     WHERE NOT EXISTS (SELECT 1 FROM held h WHERE h.subject_id = w.subject_id AND h.account_id = w.account_id
         AND h.basis = 'supervision' AND h.ends IS NOT DISTINCT FROM w.ends)
       AND NOT EXISTS (SELECT 1 FROM public.people_grant r WHERE r.subject_id = w.subject_id AND r.account_id IS NULL AND r.team_id IS NULL
         AND r.starts <= statement_timestamp() AND (r.ends IS NULL OR r.ends > statement_timestamp()))
    RETURNING 1)
  SELECT (SELECT count(*) FROM over) + (SELECT count(*) FROM begun)
$$;

-- Lets an account or a team work with somebody, in place of what they had: another role, another end. What comes of an absence
-- stands beside it instead, and ends with the absence. Asks nothing and tells nobody. Not for the app.
CREATE OR REPLACE FUNCTION alongside.put_allocation(subject uuid, account uuid, team uuid, new_mask bigint, role_ text, start timestamptz,
  until timestamptz, relationship_ text, words text, absence uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF absence IS NULL THEN
    UPDATE public.people_grant g SET ends = greatest(g.starts, start), ended_by = alongside.viewer()
     WHERE g.subject_id = subject AND g.account_id IS NOT DISTINCT FROM account AND g.team_id IS NOT DISTINCT FROM team
       AND g.basis = 'care' AND NOT g.deny AND (g.ends IS NULL OR g.ends > start);
  END IF;
  INSERT INTO public.people_grant (id, subject_id, account_id, team_id, mask, deny, starts, ends, basis, reason, role, given_by, absence_id)
  VALUES (gen_random_uuid(), subject, account, team, new_mask, false, start, until, 'care', words, role_, alongside.viewer(), absence);
  IF account IS NOT NULL THEN PERFORM alongside.put_voice(subject, account, relationship_); END IF;
  UPDATE public.people_voice v SET until = NULL WHERE v.subject_id = subject AND v.account_id = account AND v.until IS NOT NULL;
  PERFORM alongside.keep_supervision(subject);
  PERFORM alongside.note('grant.allocated', subject, jsonb_build_object('account', account, 'team', team, 'role', role_));
END $$;

-- A lead allocates an account or a team of theirs, as what, from when, until when. Some roles must have an end.
DROP FUNCTION IF EXISTS alongside.allocate(uuid, uuid, uuid, bigint, timestamptz, text);
CREATE OR REPLACE FUNCTION alongside.allocate(subject uuid, account uuid, team uuid, new_mask bigint, role_ text, begins timestamptz,
  until timestamptz, relationship_ text, words text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  t timestamptz := statement_timestamp();
  start timestamptz := greatest(coalesce(begins, t), t);
  longest int := (SELECT l.hours FROM (VALUES {{WORK_LIMITS}}) l (role, hours) WHERE l.role = role_);
BEGIN
  IF NOT alongside.holds(subject, {{CARE}}) THEN PERFORM alongside.refuse('Only somebody who works with the person can do this.'); END IF;
  IF NOT (CASE WHEN account IS NULL THEN alongside.leads(team) ELSE
      EXISTS (SELECT 1 FROM public.access_membership m WHERE m.account_id = account AND alongside.leads(m.team_id)
        AND m.starts <= t AND (m.ends IS NULL OR m.ends > t)) END) THEN
    PERFORM alongside.refuse('Only the lead of that team can allocate.');
  END IF;
  IF role_ <> ALL (ARRAY[{{WORK_ROLES}}]) THEN PERFORM alongside.refuse('Please choose as what they work with the person.'); END IF;
  IF new_mask & ~{{CARE_MASK}}::bigint <> 0 THEN PERFORM alongside.refuse('That is more than work with the person needs.'); END IF;
  IF until IS NOT NULL AND until <= start THEN PERFORM alongside.refuse('The end has to come after the beginning.'); END IF;
  IF longest IS NOT NULL AND (until IS NULL OR until > start + longest * interval '1 hour' + interval '1 hour') THEN
    PERFORM alongside.refuse('In this role an end is needed, and it has to come sooner.');
  END IF;
  IF EXISTS (SELECT 1 FROM public.people_subject s WHERE s.id = subject AND s.state <> 'open') THEN PERFORM alongside.refuse('This record is closed.'); END IF;
  PERFORM alongside.put_allocation(subject, account, team, new_mask, role_, start, until, relationship_, words, NULL);
  IF coalesce((SELECT allocation FROM public.people_tellme w WHERE w.subject_id = subject), true) THEN
    PERFORM alongside.tell_person(subject, 'grant.allocated', coalesce(account, team), jsonb_build_object('who',
      coalesce((SELECT a.name FROM public.access_account a WHERE a.id = account), (SELECT x.name FROM public.access_team x WHERE x.id = team))));
  END IF;
END $$;

-- A lead ends an allocation or a duty in law, now or on a later day; who looks after privacy may end a duty in law.
CREATE OR REPLACE FUNCTION alongside.end_allocation(subject uuid, which uuid, at_ timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  g public.people_grant;
  t timestamptz := statement_timestamp();
BEGIN
  SELECT * INTO g FROM public.people_grant WHERE id = which AND subject_id = subject AND NOT deny AND basis IN ('care', 'statutory') AND (ends IS NULL OR ends > t) FOR UPDATE;
  IF NOT alongside.leads_here(subject) OR g.id IS NULL THEN PERFORM alongside.refuse('Only a lead who works with the person can end this.'); END IF;
  UPDATE public.people_grant SET ends = least(coalesce(g.ends, 'infinity'), greatest(g.starts, coalesce(at_, t), t)), ended_by = alongside.viewer() WHERE id = which;
  PERFORM alongside.keep_supervision(subject);
  PERFORM alongside.note('grant.ended', subject, jsonb_build_object('account', g.account_id, 'team', g.team_id));
END $$;

-- A duty in law: named, with its section, for a time. Given by a lead who works with the person, or by who looks after privacy;
-- by nobody to themself. `who` is an e-mail address of somebody who works here; `nhs` names the record where it cannot be opened.
CREATE OR REPLACE FUNCTION alongside.give_duty_in_law(subject uuid, nhs text, who text, function_ text, new_mask bigint, until timestamptz, words text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  t timestamptz := statement_timestamp();
  one uuid := subject;
  account uuid;
  longest int;
  writes boolean;
BEGIN
  IF one IS NULL AND alongside.has_duty('privacy_lead') AND nhs <> '' THEN
    SELECT s.id INTO one FROM public.people_details d JOIN public.people_subject s ON s.id = d.subject_id AND s.state = 'open' WHERE d.nhs_number = nhs;
    IF one IS NULL OR alongside.viewer() IS NULL THEN PERFORM alongside.refuse('There is no open record with this NHS number.'); END IF;
  ELSIF one IS NULL OR NOT alongside.leads_here(one) THEN
    PERFORM alongside.refuse('Only a lead who works with the person, or who looks after privacy, can do this.');
  END IF;
  SELECT a.id INTO account FROM public.access_account a JOIN public.access_membership m ON m.account_id = a.id AND m.starts <= t AND (m.ends IS NULL OR m.ends > t)
   WHERE lower(a.email) = lower(btrim(who)) AND a.is_active LIMIT 1;
  IF account IS NULL THEN PERFORM alongside.refuse('Nobody who works here has this e-mail address.'); END IF;
  IF account = alongside.viewer() THEN PERFORM alongside.refuse('Nobody gives this to themself. Ask another lead, or who looks after privacy.'); END IF;
  SELECT l.days, l.writes INTO longest, writes FROM (VALUES {{LAW_LIMITS}}) l (function, days, writes) WHERE l.function = function_;
  IF longest IS NULL THEN PERFORM alongside.refuse('Please choose the duty in law.'); END IF;
  IF until IS NULL OR until <= t OR until > t + (longest + 1) * interval '1 day' THEN PERFORM alongside.refuse('For this duty an end is needed, and it has to come sooner.'); END IF;
  IF new_mask & ~{{ALL_SECTIONS}}::bigint <> 0 OR new_mask = 0 THEN PERFORM alongside.refuse('Please choose what the duty needs to see.'); END IF;
  IF length(btrim(words)) < 10 THEN PERFORM alongside.refuse('Please say in a few words what it is for. The person reads it.'); END IF;
  UPDATE public.people_grant SET ends = greatest(starts, t), ended_by = alongside.viewer()
   WHERE subject_id = one AND account_id = account AND basis = 'statutory' AND role = function_ AND NOT deny AND (ends IS NULL OR ends > t);
  INSERT INTO public.people_grant (id, subject_id, account_id, mask, deny, starts, ends, basis, reason, role, given_by)
  VALUES (gen_random_uuid(), one, account, new_mask | CASE WHEN writes THEN {{VOICE}} ELSE 0 END, false, t, until, 'statutory', words, function_, alongside.viewer());
  PERFORM alongside.note('grant.statutory', one, jsonb_build_object('account', account, 'function', function_));
  IF coalesce((SELECT allocation FROM public.people_tellme w WHERE w.subject_id = one), true) THEN
    PERFORM alongside.tell_person(one, 'grant.statutory', account, jsonb_build_object('who', (SELECT a.name FROM public.access_account a WHERE a.id = account)));
  END IF;
END $$;

-- The person objects to somebody, to a team, or to somebody named in words alone. It is answered within two weeks.
CREATE OR REPLACE FUNCTION alongside.object(new_id uuid, subject uuid, account uuid, team uuid, who_ text, new_mask bigint, words_ text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  leads uuid[];
BEGIN
  IF NOT alongside.holds(subject, {{SELF}}) THEN PERFORM alongside.refuse('Only the person can object.'); END IF;
  IF EXISTS (SELECT 1 FROM public.people_objection o WHERE o.id = new_id) THEN RETURN; END IF;
  IF account = alongside.viewer() OR num_nonnulls(account, team) > 1 OR (num_nonnulls(account, team) = 0 AND btrim(who_) = '') THEN
    PERFORM alongside.refuse('Please say whom you mean.');
  END IF;
  IF length(btrim(words_)) < 3 THEN PERFORM alongside.refuse('Please say in a few words why. It need not be long.'); END IF;
  IF EXISTS (SELECT 1 FROM public.people_objection o WHERE o.subject_id = subject AND o.account_id IS NOT DISTINCT FROM account
       AND o.team_id IS NOT DISTINCT FROM team AND o.who = who_ AND o.answered_at IS NULL) THEN
    PERFORM alongside.refuse('You have said this already. The answer is on its way.');
  END IF;
  INSERT INTO public.people_objection (id, subject_id, account_id, team_id, who, mask, words, made_at, made_by, answer_by, outcome, answer)
  VALUES (new_id, subject, account, team, who_, new_mask & {{ALL_SECTIONS}}, words_, statement_timestamp(), alongside.viewer(),
    current_date + {{OBJECTION_DAYS}}, '', '');
  leads := array_remove(alongside.leads_of(subject), account);
  PERFORM alongside.tell(x, 'objection.made', subject, new_id, '{}') FROM unnest(leads) x;
  IF cardinality(leads) = 0 THEN
    PERFORM alongside.tell(x, 'objection.nobody', NULL, new_id, '{}') FROM unnest(alongside.duty_holders('privacy_lead', subject)) x;
  END IF;
  PERFORM alongside.note('objection.made', subject, jsonb_build_object('objection', new_id));
END $$;

-- Shuts out, in the person's name, and ends what they held. Not for the app.
CREATE OR REPLACE FUNCTION alongside.put_deny(subject uuid, account uuid, team uuid, new_mask bigint, why text, role_ text, by_ uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  t timestamptz := statement_timestamp();
  everything boolean := (new_mask & {{ALL_SECTIONS}}) = {{ALL_SECTIONS}};
BEGIN
  IF EXISTS (SELECT 1 FROM public.people_grant g WHERE g.subject_id = subject AND g.account_id = account AND g.basis = 'own' AND NOT g.deny) THEN
    PERFORM alongside.refuse('Nobody can be shut out of their own record.');
  END IF;
  INSERT INTO public.people_grant (id, subject_id, account_id, team_id, mask, deny, starts, basis, reason, role, given_by)
  VALUES (gen_random_uuid(), subject, account, team, CASE WHEN everything THEN {{ANY}} & ~{{SELF}}::bigint ELSE new_mask END, true, t, 'consent', why, role_, by_);
  IF everything THEN
    UPDATE public.people_grant g SET ends = greatest(g.starts, t), ended_by = alongside.viewer()
     WHERE g.subject_id = subject AND NOT g.deny AND (g.ends IS NULL OR g.ends > t) AND g.basis NOT IN ('own', 'consent')
       AND (g.account_id = account OR g.team_id = team);
    PERFORM alongside.keep_supervision(subject);
  END IF;
END $$;

-- A lead answers an objection, with reasons that the person reads; who looks after privacy does when it is overdue or no lead
-- is there. Never whom it is about. Agreed: what they held ends at once and they are shut out, in the person's name.
CREATE OR REPLACE FUNCTION alongside.answer_objection(which uuid, outcome_ text, answer_ text, agreed_mask bigint, who text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  o public.people_objection;
  account uuid;
  t timestamptz := statement_timestamp();
BEGIN
  SELECT * INTO o FROM public.people_objection WHERE id = which FOR UPDATE;
  IF o.id IS NULL OR o.account_id IS NOT DISTINCT FROM alongside.viewer() OR alongside.viewer() IS NULL OR NOT (alongside.leads_here(o.subject_id) OR (
      alongside.viewer() = ANY (alongside.duty_holders('privacy_lead', o.subject_id))
      AND (o.answer_by < current_date OR cardinality(array_remove(alongside.leads_of(o.subject_id), o.account_id)) = 0))) THEN
    PERFORM alongside.refuse('Only a lead who works with the person can answer this.');
  END IF;
  IF o.answered_at IS NOT NULL THEN PERFORM alongside.refuse('This has been answered already.'); END IF;
  IF outcome_ NOT IN ('agreed', 'not_agreed') THEN PERFORM alongside.refuse('Please say yes or no.'); END IF;
  IF length(regexp_replace(answer_, '[^[:alpha:]]', '', 'g')) < 20 THEN PERFORM alongside.refuse('Please give the reasons, in words the person can read.'); END IF;
  IF outcome_ = 'agreed' THEN
    account := o.account_id;
    IF account IS NULL AND o.team_id IS NULL THEN
      SELECT a.id INTO account FROM public.access_account a WHERE lower(a.email) = lower(btrim(who)) AND a.is_active;
      IF account IS NULL THEN PERFORM alongside.refuse('To agree, give the e-mail address of the one they mean. Nobody has this one.'); END IF;
      IF account = alongside.viewer() THEN PERFORM alongside.refuse('Another lead has to answer this.'); END IF;
    END IF;
    IF agreed_mask & o.mask = 0 THEN PERFORM alongside.refuse('Please choose at least one part.'); END IF;
    PERFORM alongside.put_deny(o.subject_id, account, o.team_id, agreed_mask & o.mask, '', 'objection', o.made_by);
  END IF;
  UPDATE public.people_objection SET outcome = outcome_, answer = answer_, answered_at = t, answered_by = alongside.viewer() WHERE id = which;
  PERFORM alongside.note('objection.answered', o.subject_id, jsonb_build_object('objection', which, 'outcome', outcome_));
  PERFORM alongside.tell_person(o.subject_id, 'objection.answered', which, '{}');
END $$;

-- Shuts out somebody who works here, by e-mail address or by their whole name, or a team. Gives false where the person named
-- somebody we cannot find by it: then it stands as an objection, for a lead to see to.
CREATE OR REPLACE FUNCTION alongside.shut_out(new_id uuid, subject uuid, who_ text, team uuid, kind text, why text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  hits uuid[];
BEGIN
  IF NOT alongside.holds(subject, {{SELF}} | {{CARE}}) THEN PERFORM alongside.refuse('Only the person, or somebody who works with them, can do this.'); END IF;
  IF kind NOT IN ('relative', 'former_partner', 'other') THEN PERFORM alongside.refuse('Please choose what fits best.'); END IF;
  IF team IS NULL THEN
    SELECT array_agg(a.id) INTO hits FROM public.access_account a WHERE a.is_active AND NOT a.is_service
      AND (lower(a.email) = lower(btrim(who_)) OR lower(a.name) = lower(btrim(who_)))
      AND EXISTS (SELECT 1 FROM public.access_membership m WHERE m.account_id = a.id);
    IF coalesce(cardinality(hits), 0) <> 1 THEN
      IF NOT alongside.holds(subject, {{SELF}}) THEN PERFORM alongside.refuse('Nobody who works here is found by this. Please give their e-mail address.'); END IF;
      PERFORM alongside.object(new_id, subject, NULL, NULL, btrim(who_), {{ALL_SECTIONS}}, coalesce(nullif(btrim(why), ''), kind));
      RETURN false;
    END IF;
    IF hits[1] = alongside.viewer() THEN PERFORM alongside.refuse('This is your own name. Ask a colleague or your lead to do it.'); END IF;
  END IF;
  PERFORM alongside.put_deny(subject, hits[1], team, {{ALL_SECTIONS}}, why, kind, alongside.viewer());
  PERFORM alongside.note('grant.denied', subject, jsonb_build_object('account', hits[1], 'team', team));
  RETURN true;
END $$;

-- A lead restricts a record: from now on only those named in it open it. The lead has to be one of them.
CREATE OR REPLACE FUNCTION alongside.restrict(subject uuid, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  t timestamptz := statement_timestamp();
BEGIN
  IF NOT alongside.leads_here(subject) THEN PERFORM alongside.refuse('Only a lead who works with the person can restrict a record.'); END IF;
  IF NOT EXISTS (SELECT 1 FROM public.people_grant g WHERE g.subject_id = subject AND g.account_id = alongside.viewer() AND NOT g.deny
       AND (g.mask & {{CARE}}) <> 0 AND g.starts <= t AND (g.ends IS NULL OR g.ends > t)) THEN
    PERFORM alongside.refuse('You see this record with your team. Say first that you yourself work with the person, so that somebody can open it again.');
  END IF;
  IF EXISTS (SELECT 1 FROM public.people_grant g WHERE g.subject_id = subject AND g.account_id IS NULL AND g.team_id IS NULL AND (g.ends IS NULL OR g.ends > t)) THEN RETURN; END IF;
  PERFORM alongside.deny(subject, NULL, NULL, {{ALL_SECTIONS}} | {{VOICE}} | {{CARE}}, why);
END $$;

-- Lets somebody in again, or ends a restriction. What the person laid, the person ends; the rest a lead; never whom it names.
CREATE OR REPLACE FUNCTION alongside.end_deny(subject uuid, which uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  g public.people_grant;
  t timestamptz := statement_timestamp();
BEGIN
  SELECT * INTO g FROM public.people_grant WHERE id = which AND subject_id = subject AND deny AND (ends IS NULL OR ends > t) FOR UPDATE;
  IF g.id IS NULL OR g.account_id IS NOT DISTINCT FROM alongside.viewer() OR g.team_id = ANY (alongside.my_teams()) OR NOT (CASE
      WHEN EXISTS (SELECT 1 FROM public.people_grant o WHERE o.subject_id = subject AND o.account_id = g.given_by AND o.basis = 'own' AND NOT o.deny)
      THEN alongside.holds(subject, {{SELF}}) ELSE alongside.leads_here(subject) END) THEN
    PERFORM alongside.refuse('What the person decided, the person ends. The rest is for a lead who works with them.');
  END IF;
  UPDATE public.people_grant SET ends = greatest(starts, t), ended_by = alongside.viewer() WHERE id = which;
  PERFORM alongside.note('grant.undenied', subject, jsonb_build_object('grant', which));
END $$;

-- One team asks another to go on. Nothing changes until the yes.
CREATE OR REPLACE FUNCTION alongside.ask_transfer(new_id uuid, subject uuid, sender uuid, receiver uuid, summary_ text, day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  t timestamptz := statement_timestamp();
BEGIN
  IF NOT (alongside.leads_here(subject) AND alongside.leads(sender)) THEN PERFORM alongside.refuse('Only the lead of a team that works with the person can ask this.'); END IF;
  IF EXISTS (SELECT 1 FROM public.people_transfer x WHERE x.id = new_id) THEN RETURN; END IF;
  IF sender = receiver OR NOT EXISTS (SELECT 1 FROM public.access_team x WHERE x.id = receiver) THEN PERFORM alongside.refuse('Please choose another team.'); END IF;
  IF EXISTS (SELECT 1 FROM public.people_subject s WHERE s.id = subject AND s.state <> 'open') THEN PERFORM alongside.refuse('This record is closed.'); END IF;
  IF EXISTS (SELECT 1 FROM public.people_grant g WHERE g.subject_id = subject AND g.deny AND g.team_id = receiver AND (g.ends IS NULL OR g.ends > t)) THEN
    PERFORM alongside.refuse('That team is shut out of this record.');
  END IF;
  IF length(regexp_replace(summary_, '[^[:alpha:]]', '', 'g')) < 30 THEN PERFORM alongside.refuse('Please write a little more to hand over.'); END IF;
  IF day < current_date OR day > current_date + 92 THEN PERFORM alongside.refuse('Please choose a day within the next three months.'); END IF;
  IF EXISTS (SELECT 1 FROM public.people_transfer x WHERE x.subject_id = subject AND x.from_team_id = sender AND x.answered_at IS NULL) THEN
    PERFORM alongside.refuse('This has been asked already, and waits for an answer.');
  END IF;
  INSERT INTO public.people_transfer (id, subject_id, from_team_id, to_team_id, summary, moves_on, asked_at, asked_by, outcome, answer)
  VALUES (new_id, subject, sender, receiver, summary_, day, t, alongside.viewer(), '', '');
  PERFORM alongside.tell(m.account_id, 'transfer.asked', NULL, new_id, jsonb_build_object('team', (SELECT x.name FROM public.access_team x WHERE x.id = sender)))
     FROM public.access_membership m WHERE m.team_id = receiver AND m.role = 'lead' AND m.starts <= t AND (m.ends IS NULL OR m.ends > t)
      AND NOT alongside.is_shut(subject, m.account_id);
  PERFORM alongside.tell_person(subject, 'transfer.about', new_id, jsonb_build_object('team', (SELECT x.name FROM public.access_team x WHERE x.id = receiver)));
  PERFORM alongside.note('transfer.asked', subject, jsonb_build_object('transfer', new_id));
END $$;

-- The person has read what was handed over to another team; or somebody who works with them read it to them, and says how.
CREATE OR REPLACE FUNCTION alongside.read_transfer(subject uuid, which uuid, how text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  own boolean := alongside.holds(subject, {{SELF}});
BEGIN
  IF NOT (own OR alongside.holds(subject, {{CARE}})) THEN PERFORM alongside.refuse('Only the person, or somebody who works with them, can do this.'); END IF;
  IF NOT own AND length(regexp_replace(how, '[^[:alpha:]]', '', 'g')) < 3 THEN PERFORM alongside.refuse('Please say how they got to know it.'); END IF;
  UPDATE public.people_transfer SET read_at = statement_timestamp(), read_by = alongside.viewer(), read_how = CASE WHEN own THEN '' ELSE how END
   WHERE id = which AND subject_id = subject AND read_at IS NULL AND outcome <> 'withdrawn';
  IF FOUND THEN PERFORM alongside.note('transfer.read', subject, jsonb_build_object('transfer', which)); END IF;
END $$;

-- What a receiving lead may know before the yes: the name, the summary, who asks and for when. Nothing where they are shut out.
DROP FUNCTION IF EXISTS alongside.transfers_to_me();
CREATE OR REPLACE FUNCTION alongside.transfers_to_me() RETURNS TABLE (id uuid, name text, summary text, sender text, receiver text, asker text,
  asked timestamptz, moves_on date, outcome text, answer text, is_read boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT x.id, coalesce(nullif(s.known_as, ''), s.name)::text, x.summary, f.name::text, r.name::text, a.name::text, x.asked_at, x.moves_on, x.outcome::text, x.answer, x.read_at IS NOT NULL
    FROM public.people_transfer x JOIN public.people_subject s ON s.id = x.subject_id JOIN public.access_team f ON f.id = x.from_team_id
    JOIN public.access_team r ON r.id = x.to_team_id JOIN public.access_account a ON a.id = x.asked_by
   WHERE alongside.leads(x.to_team_id) AND NOT alongside.is_shut(x.subject_id, alongside.viewer())
     AND (x.answered_at IS NULL OR x.answered_at > statement_timestamp() - interval '30 days') AND x.outcome <> 'withdrawn'
   ORDER BY x.answered_at IS NOT NULL, x.asked_at
$$;

-- The lead of the receiving team says yes or no, in words. After a yes care moves on the agreed day.
CREATE OR REPLACE FUNCTION alongside.answer_transfer(which uuid, yes boolean, words text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  x public.people_transfer;
  t timestamptz := statement_timestamp();
  day timestamptz;
BEGIN
  SELECT * INTO x FROM public.people_transfer WHERE id = which FOR UPDATE;
  IF x.id IS NULL OR NOT alongside.leads(x.to_team_id) OR alongside.is_shut(x.subject_id, alongside.viewer()) OR x.outcome = 'withdrawn' THEN
    PERFORM alongside.refuse('There is nothing to answer here.');
  END IF;
  IF x.answered_at IS NOT NULL THEN PERFORM alongside.refuse('This has been answered already.'); END IF;
  IF NOT yes AND length(btrim(words)) < 10 THEN PERFORM alongside.refuse('Please say why not, so that they can go on from there.'); END IF;
  UPDATE public.people_transfer SET outcome = CASE WHEN yes THEN 'yes' ELSE 'no' END, answer = words, answered_at = t, answered_by = alongside.viewer() WHERE id = which;
  PERFORM alongside.note(CASE WHEN yes THEN 'transfer.agreed' ELSE 'transfer.declined' END, x.subject_id, jsonb_build_object('transfer', which));
  PERFORM alongside.tell(x.asked_by, CASE WHEN yes THEN 'transfer.agreed' ELSE 'transfer.declined' END, x.subject_id, which,
    jsonb_build_object('team', (SELECT r.name FROM public.access_team r WHERE r.id = x.to_team_id)));
  IF NOT yes THEN RETURN; END IF;
  day := greatest(t, x.moves_on::timestamp AT TIME ZONE 'Europe/London');
  UPDATE public.people_grant g SET ends = greatest(g.starts, day), ended_by = alongside.viewer()
   WHERE g.subject_id = x.subject_id AND NOT g.deny AND g.basis IN ('care', 'supervision') AND (g.ends IS NULL OR g.ends > day)
     AND (g.team_id = x.from_team_id OR g.account_id IN (SELECT m.account_id FROM public.access_membership m WHERE m.team_id = x.from_team_id
       AND m.starts <= t AND (m.ends IS NULL OR m.ends > t) AND NOT EXISTS (SELECT 1 FROM public.access_membership n WHERE n.account_id = m.account_id
         AND n.team_id = x.to_team_id AND n.starts <= t AND (n.ends IS NULL OR n.ends > t))));
  INSERT INTO public.people_grant (id, subject_id, team_id, mask, deny, starts, basis, reason, role, given_by)
  SELECT gen_random_uuid(), x.subject_id, x.to_team_id, {{CARE_MASK}}, false, day, 'care', '', '', alongside.viewer()
   WHERE NOT EXISTS (SELECT 1 FROM public.people_grant g WHERE g.subject_id = x.subject_id AND g.team_id = x.to_team_id AND g.basis = 'care' AND NOT g.deny AND g.ends IS NULL);
  PERFORM alongside.tell_person(x.subject_id, 'transfer.person', which, jsonb_build_object('team', (SELECT r.name FROM public.access_team r WHERE r.id = x.to_team_id),
    'day', to_char(x.moves_on, 'FMDD FMMonth YYYY')));
END $$;

CREATE OR REPLACE FUNCTION alongside.withdraw_transfer(subject uuid, which uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.leads_here(subject) THEN PERFORM alongside.refuse('Only a lead who works with the person can take this back.'); END IF;
  UPDATE public.people_transfer SET outcome = 'withdrawn', answered_at = statement_timestamp(), answered_by = alongside.viewer()
   WHERE id = which AND subject_id = subject AND answered_at IS NULL;
  IF FOUND THEN PERFORM alongside.note('transfer.withdrawn', subject, jsonb_build_object('transfer', which)); END IF;
END $$;

-- What the person wishes to hear of.
CREATE OR REPLACE FUNCTION alongside.wish_to_hear(subject uuid, first_look_ boolean, allocation_ boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.holds(subject, {{SELF}}) THEN PERFORM alongside.refuse('Only the person decides what they hear of.'); END IF;
  INSERT INTO public.people_tellme (subject_id, first_look, allocation, changed_at, changed_by)
  VALUES (subject, first_look_, allocation_, statement_timestamp(), alongside.viewer())
  ON CONFLICT (subject_id) DO UPDATE SET first_look = EXCLUDED.first_look, allocation = EXCLUDED.allocation,
    changed_at = EXCLUDED.changed_at, changed_by = EXCLUDED.changed_by;
  PERFORM alongside.note('subject.wishes', subject, '{}');
END $$;

-- The objections that who looks after privacy may answer: overdue ones, and those for which there is no lead.
CREATE OR REPLACE FUNCTION alongside.objections_for_privacy() RETURNS TABLE (id uuid, initials text, about text, words text, made_at timestamptz, answer_by date, no_lead boolean, mask bigint, in_words boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.has_duty('privacy_lead') THEN PERFORM alongside.refuse('Only who looks after privacy sees this.'); END IF;
  RETURN QUERY SELECT o.id, (SELECT string_agg(upper(left(w, 1)), '') FROM regexp_split_to_table(s.name, '\s+') w),
    coalesce(a.name, t.name, o.who)::text, o.words, o.made_at, o.answer_by, cardinality(array_remove(alongside.leads_of(o.subject_id), o.account_id)) = 0, o.mask,
    o.account_id IS NULL AND o.team_id IS NULL
    FROM public.people_objection o JOIN public.people_subject s ON s.id = o.subject_id LEFT JOIN public.access_account a ON a.id = o.account_id
    LEFT JOIN public.access_team t ON t.id = o.team_id
   WHERE o.answered_at IS NULL AND o.account_id IS DISTINCT FROM alongside.viewer() AND alongside.minds_privacy(o.subject_id)
     AND (o.answer_by < current_date OR cardinality(array_remove(alongside.leads_of(o.subject_id), o.account_id)) = 0)
   ORDER BY o.answer_by;
END $$;
