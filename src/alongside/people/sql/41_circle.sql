-- Invitations into the circle, and what the person gives together with a worker. Whoever comes with a secret comes without a
-- viewer: for these functions the secret's digest stands in the place of the signature, and they say nothing about a record.

-- What the person gives an account, in place of what they gave before; 0 takes all back. Not for the app.
CREATE OR REPLACE FUNCTION alongside.put_consent(subject uuid, account uuid, new_mask bigint, until timestamptz, relationship_ text,
  why text, giver uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE public.people_grant SET ends = greatest(starts, statement_timestamp()), ended_by = alongside.viewer()
   WHERE subject_id = subject AND account_id = account AND basis = 'consent' AND NOT deny
     AND (ends IS NULL OR ends > statement_timestamp());
  IF new_mask <> 0 THEN
    INSERT INTO public.people_grant (id, subject_id, account_id, mask, deny, starts, ends, basis, reason, given_by)
    VALUES (gen_random_uuid(), subject, account, new_mask, false, statement_timestamp(), until, 'consent', why, giver);
    PERFORM alongside.put_voice(subject, account, relationship_);
    UPDATE public.people_voice v SET until = NULL WHERE v.subject_id = subject AND v.account_id = account AND v.until IS NOT NULL;
  END IF;
END $$;

-- What the person decided last holds: an older invitation of the same one opens nothing any more. Not for the app.
CREATE OR REPLACE FUNCTION alongside.drop_invitations(subject uuid, account uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE public.people_invitation i SET taken_back_at = statement_timestamp(), taken_back_by = alongside.viewer()
   WHERE i.subject_id = subject AND i.used_at IS NULL AND i.taken_back_at IS NULL AND NOT i.own AND alongside.viewer() IS NOT NULL
     AND (lower(i.email) = (SELECT lower(a.email) FROM public.access_account a WHERE a.id = account)
       OR i.voice_id IN (SELECT v.id FROM public.people_voice v WHERE v.subject_id = subject AND v.account_id = account))
$$;

-- The person, or whoever works with them and says how the person agreed and who was there. Not for the app.
CREATE OR REPLACE FUNCTION alongside.check_word(subject uuid, said_ text, present_ text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF alongside.holds(subject, {{SELF}}) THEN RETURN; END IF;
  IF NOT alongside.holds(subject, {{CARE}}) THEN PERFORM alongside.refuse('Only the person decides what is shared.'); END IF;
  IF length(regexp_replace(said_, '[^[:alpha:]]', '', 'g')) < 10 OR length(btrim(present_)) < 2 THEN
    PERFORM alongside.refuse('Please say how the person agreed, in their words, and who was there.');
  END IF;
END $$;

-- Those whose own record this is, now. Not for the app.
CREATE OR REPLACE FUNCTION alongside.owners(subject uuid) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(g.account_id), '{}') FROM public.people_grant g
   WHERE g.subject_id = subject AND g.basis = 'own' AND NOT g.deny AND g.account_id IS NOT NULL
     AND (g.ends IS NULL OR g.ends > statement_timestamp())
$$;

-- A worker writes down what the person shares with somebody, on their word. The person is told, and can undo it.
CREATE OR REPLACE FUNCTION alongside.give_together(subject uuid, account uuid, new_mask bigint, until timestamptz, relationship_ text,
  said_ text, present_ text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  me text := (SELECT a.name FROM public.access_account a WHERE a.id = alongside.viewer());
BEGIN
  PERFORM alongside.check_word(subject, said_, present_);
  IF account = alongside.viewer() THEN PERFORM alongside.refuse('Nobody gives themself anything on another''s word.'); END IF;
  IF NOT EXISTS (SELECT 1 FROM public.people_voice v WHERE v.subject_id = subject AND v.account_id = account AND v.kind = 'member') THEN
    PERFORM alongside.refuse('They are not in the circle.');
  END IF;
  IF account = ANY (alongside.owners(subject)) THEN PERFORM alongside.refuse('This record is theirs already.'); END IF;
  IF new_mask <> 0 AND EXISTS (SELECT 1 FROM public.people_subject s WHERE s.id = subject AND s.state <> 'open') THEN
    PERFORM alongside.refuse('This record is closed: what is shared can be taken back, and nothing more given.');
  END IF;
  IF new_mask & ~({{ALL_SECTIONS}} | {{VOICE}} | {{OWN}})::bigint <> 0 THEN
    PERFORM alongside.refuse('Only sections and a voice of their own can be given.');
  END IF;
  PERFORM alongside.drop_invitations(subject, account);
  PERFORM alongside.put_consent(subject, account, new_mask, until, relationship_, left('“' || said_ || '” (' || present_ || ')', 500), alongside.viewer());
  PERFORM alongside.note('grant.together', subject, jsonb_build_object('account', account, 'mask', new_mask));
  PERFORM alongside.tell(o, 'circle.together', subject, account, jsonb_build_object('who', me)) FROM unnest(alongside.owners(subject)) o;
END $$;

-- The person undoes what was given on their word: it ends, and what stood before stands again.
CREATE OR REPLACE FUNCTION alongside.undo_together(subject uuid, given uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  g public.people_grant;
  before public.people_grant;
BEGIN
  IF NOT alongside.holds(subject, {{SELF}}) THEN PERFORM alongside.refuse('Only the person decides what is shared.'); END IF;
  SELECT * INTO g FROM public.people_grant x WHERE x.id = given AND x.subject_id = subject AND x.basis = 'consent' AND NOT x.deny
    AND x.given_by IS DISTINCT FROM alongside.viewer() AND (x.ends IS NULL OR x.ends > statement_timestamp());
  IF g.id IS NULL THEN PERFORM alongside.refuse('This has been changed already.'); END IF;
  SELECT * INTO before FROM public.people_grant x WHERE x.subject_id = subject AND x.account_id = g.account_id AND x.basis = 'consent'
    AND NOT x.deny AND x.ends = g.starts AND x.id <> g.id ORDER BY x.starts DESC LIMIT 1;
  PERFORM alongside.put_consent(subject, g.account_id, coalesce(before.mask, 0), NULL, 'other', '', alongside.viewer());
  PERFORM alongside.note('grant.undone', subject, jsonb_build_object('account', g.account_id));
END $$;

-- An address or a number in one way of writing: 07700 900123 and +44 7700 900123 are the same. Not for the app.
CREATE OR REPLACE FUNCTION alongside.plain_way(way text) RETURNS text LANGUAGE sql IMMUTABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN way !~ '^[ 0-9+().-]+$' THEN lower(btrim(way))
    ELSE regexp_replace(regexp_replace(regexp_replace(regexp_replace(way, '\D', '', 'g'), '^00', ''), '^440', '44'), '^0', '44') END
$$;

-- Is this one of the person's addresses that is not known to be safe, or hidden? Not for the app.
CREATE OR REPLACE FUNCTION alongside.is_unsafe(subject uuid, address text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM public.people_contactpoint c WHERE c.subject_id = subject AND c.ended_at IS NULL AND c.safe <> 'yes'
      AND alongside.plain_way(c.value) = alongside.plain_way(address))
    OR EXISTS (SELECT 1 FROM public.people_protectedcontact p WHERE p.subject_id = subject AND p.ended_at IS NULL
      AND alongside.plain_way(p.value) = alongside.plain_way(address))
$$;

-- Invites somebody: `secret` is the digest of what they are given; `mask` 0 only for whoever acts for the person by law. False
-- when this form was sent before. Twenty in an hour.
CREATE OR REPLACE FUNCTION alongside.invite(new_id uuid, subject uuid, voice uuid, name_ text, how_ text, email_ text, secret_ text,
  relationship_ text, new_mask bigint, until_ timestamptz, said_ text, present_ text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v uuid := alongside.viewer();
  acts boolean := voice IS NOT NULL AND EXISTS (SELECT 1 FROM public.people_proxy p WHERE p.voice_id = voice AND p.subject_id = subject
    AND p.ended_at IS NULL AND p.ends > statement_timestamp());
BEGIN
  IF NOT alongside.holds(subject, {{SELF}} | {{CARE}}) THEN PERFORM alongside.refuse('Only the person decides what is shared.'); END IF;
  IF NOT (acts AND new_mask = 0) THEN PERFORM alongside.check_word(subject, said_, present_); END IF;
  IF EXISTS (SELECT 1 FROM public.people_invitation i WHERE i.id = new_id) THEN RETURN false; END IF;
  IF new_mask & ~({{ALL_SECTIONS}} | {{VOICE}} | {{OWN}})::bigint <> 0 OR (new_mask = 0 AND NOT acts) THEN
    PERFORM alongside.refuse('Choose at least one part, or let them write.');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM public.people_subject s WHERE s.id = subject AND s.state = 'open') THEN
    PERFORM alongside.refuse('This record is closed: nobody more can be invited.');
  END IF;
  IF voice IS NOT NULL AND NOT EXISTS (SELECT 1 FROM public.people_voice x WHERE x.id = voice AND x.subject_id = subject
      AND x.kind = 'member' AND x.account_id IS NULL) THEN
    PERFORM alongside.refuse('They sign in here already, or are not in the circle.');
  END IF;
  IF how_ NOT IN ('link', 'code') OR (how_ = 'link') <> (email_ <> '') THEN PERFORM alongside.refuse('Please say how to invite them.'); END IF;
  IF (SELECT count(*) FROM public.people_invitation i WHERE i.made_by = v AND i.made_at > statement_timestamp() - interval '1 hour') >= 20 THEN
    PERFORM alongside.refuse('That was many invitations in one hour. Please wait a little.');
  END IF;
  UPDATE public.people_invitation i SET taken_back_at = statement_timestamp(), taken_back_by = v
   WHERE i.subject_id = subject AND i.used_at IS NULL AND i.taken_back_at IS NULL AND NOT i.own
     AND (i.voice_id = voice OR (email_ <> '' AND lower(i.email) = lower(email_)));
  INSERT INTO public.people_invitation (id, subject_id, voice_id, own, name, how, email, secret, link, mails, relationship, mask, until, said, present, ends, made_at, made_by)
  VALUES (new_id, subject, voice, false, name_, how_, lower(btrim(email_)), secret_, '', 0, relationship_, new_mask, until_, said_, present_,
    statement_timestamp() + CASE how_ WHEN 'link' THEN interval '14 days' ELSE interval '3 days' END, statement_timestamp(), v);
  PERFORM alongside.note('invitation.made', subject, jsonb_build_object('invitation', new_id, 'how', how_));
  PERFORM alongside.tell(o, 'circle.invited', subject, new_id, jsonb_build_object('who', (SELECT a.name FROM public.access_account a WHERE a.id = v)))
    FROM unnest(alongside.owners(subject)) o;
  RETURN true;
END $$;

-- Invites the person to the record that others opened about them. The worker has made sure, face to face, who they are.
CREATE OR REPLACE FUNCTION alongside.invite_person(new_id uuid, subject uuid, how_ text, email_ text, secret_ text, sure text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v uuid := alongside.viewer();
BEGIN
  IF NOT alongside.holds(subject, {{CARE}}) THEN PERFORM alongside.refuse('Only somebody who works with the person can do this.'); END IF;
  IF EXISTS (SELECT 1 FROM public.people_invitation i WHERE i.id = new_id) THEN RETURN false; END IF;
  IF cardinality(alongside.owners(subject)) > 0 THEN PERFORM alongside.refuse('They sign in to this record already.'); END IF;
  IF NOT EXISTS (SELECT 1 FROM public.people_subject s WHERE s.id = subject AND s.state = 'open' AND s.kind = 'person') THEN
    PERFORM alongside.refuse('Only a person whose record is open can be invited to it.');
  END IF;
  IF length(regexp_replace(sure, '[^[:alpha:]]', '', 'g')) < 10 THEN
    PERFORM alongside.refuse('Please say how you made sure, face to face, that it is them.');
  END IF;
  IF how_ NOT IN ('link', 'code') OR (how_ = 'link') <> (email_ <> '') THEN PERFORM alongside.refuse('Please say how to invite them.'); END IF;
  IF email_ <> '' AND alongside.is_unsafe(subject, email_) THEN
    PERFORM alongside.refuse('It is not known to be safe to write to this address. Give them a code face to face.');
  END IF;
  UPDATE public.people_invitation i SET taken_back_at = statement_timestamp(), taken_back_by = v
   WHERE i.subject_id = subject AND i.own AND i.used_at IS NULL AND i.taken_back_at IS NULL;
  INSERT INTO public.people_invitation (id, subject_id, voice_id, own, name, how, email, secret, link, mails, relationship, mask, said, present, ends, made_at, made_by)
  SELECT new_id, subject, x.id, true, x.name, how_, lower(btrim(email_)), secret_, '', 0, 'person', {{OWN_MASK}}, sure, '',
    statement_timestamp() + CASE how_ WHEN 'link' THEN interval '14 days' ELSE interval '3 days' END, statement_timestamp(), v
    FROM public.people_voice x WHERE x.subject_id = subject AND x.kind = 'self';
  PERFORM alongside.note('invitation.made', subject, jsonb_build_object('invitation', new_id, 'how', how_, 'own', true));
  RETURN true;
END $$;

CREATE OR REPLACE FUNCTION alongside.take_back_invitation(subject uuid, invitation uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.holds(subject, {{SELF}} | {{CARE}}) THEN PERFORM alongside.refuse('Only the person decides what is shared.'); END IF;
  UPDATE public.people_invitation i SET taken_back_at = statement_timestamp(), taken_back_by = alongside.viewer()
   WHERE i.id = invitation AND i.subject_id = subject AND i.used_at IS NULL AND i.taken_back_at IS NULL;
  PERFORM alongside.note('invitation.taken_back', subject, jsonb_build_object('invitation', invitation));
END $$;

-- The invitation a secret opens, if it stands: not used, refused, taken back or past its day, its record open. Not for the app.
CREATE OR REPLACE FUNCTION alongside.live_invitation(digest text) RETURNS public.people_invitation
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT i.* FROM public.people_invitation i JOIN public.people_subject s ON s.id = i.subject_id AND s.state = 'open'
   WHERE length(digest) = 64 AND (i.secret = digest OR i.link = digest) AND i.used_at IS NULL AND i.declined IS NULL
     AND i.taken_back_at IS NULL AND i.ends > statement_timestamp()
     AND NOT (i.own AND cardinality(alongside.owners(i.subject_id)) > 0)
     AND NOT EXISTS (SELECT 1 FROM public.people_voice v WHERE v.id = i.voice_id AND v.until <= current_date)
$$;

-- A code, as somebody typed it: yes, no, or wait (ten that fitted nothing from there within a quarter of an hour). Guessing
-- slows down the guesser's own place and shuts no invitation.
CREATE OR REPLACE FUNCTION alongside.try_code(digest text, source_ text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('code:' || source_, 0));
  DELETE FROM public.people_codetry c WHERE c.tried < statement_timestamp() - interval '1 day';
  IF (SELECT count(*) FROM public.people_codetry c WHERE c.source = source_ AND c.tried > statement_timestamp() - interval '15 minutes') >= 10 THEN
    RETURN 'wait';
  END IF;
  IF (SELECT x.how FROM alongside.live_invitation(digest) x) = 'code' THEN RETURN 'yes'; END IF;
  INSERT INTO public.people_codetry (id, source, tried) VALUES (gen_random_uuid(), source_, statement_timestamp());
  RETURN 'no';
END $$;

-- What may be known before signing in: whether it stands, and the e-mail it was sent to, of which its holder has shown that it is
-- theirs. Nothing of the record.
CREATE OR REPLACE FUNCTION alongside.invitation_stands(digest text, OUT stands boolean, OUT address text, OUT has_account boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  i public.people_invitation := alongside.live_invitation(digest);
BEGIN
  stands := i.id IS NOT NULL;
  address := CASE WHEN i.how = 'link' OR i.link = digest THEN i.email ELSE '' END;
  has_account := coalesce(address, '') <> '' AND EXISTS (SELECT 1 FROM public.access_account a WHERE lower(a.email) = lower(i.email));
END $$;

-- Whoever holds a code and no account names an e-mail; a link goes there. Five times at most.
CREATE OR REPLACE FUNCTION alongside.invitation_link(digest text, email_ text, link_ text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  i public.people_invitation := alongside.live_invitation(digest);
BEGIN
  IF i.id IS NULL OR i.how <> 'code' OR i.secret <> digest OR i.mails >= 5 OR (i.own AND alongside.is_unsafe(i.subject_id, email_)) THEN
    RETURN false;
  END IF;
  UPDATE public.people_invitation x SET email = lower(btrim(email_)), link = link_, mails = mails + 1 WHERE x.id = i.id;
  PERFORM alongside.note('invitation.addressed', i.subject_id, jsonb_build_object('invitation', i.id));
  RETURN true;
END $$;

-- An account for whoever followed the link to their e-mail, and has none. It opens nothing by itself.
CREATE OR REPLACE FUNCTION alongside.open_invited(digest text, new_id uuid, name_ text, password_ text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  i public.people_invitation := alongside.live_invitation(digest);
BEGIN
  IF i.id IS NULL OR NOT (i.how = 'link' OR i.link = digest) THEN PERFORM alongside.refuse('This invitation cannot be used.'); END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('account:' || lower(i.email), 0));
  IF EXISTS (SELECT 1 FROM public.access_account a WHERE lower(a.email) = lower(i.email)) THEN
    PERFORM alongside.refuse('There is an account with this address. Please sign in with it.');
  END IF;
  INSERT INTO public.access_account (id, email, name, title, password, is_active, is_service, opened_at, opened_by)
  VALUES (new_id, i.email, name_, '', password_, true, false, statement_timestamp(), i.made_by);
  PERFORM alongside.note('account.opened', NULL, jsonb_build_object('account', new_id, 'invitation', i.id));
  RETURN new_id;
END $$;

-- What the right one is shown before they say yes: whose record, who asks, what they are given, until when.
CREATE OR REPLACE FUNCTION alongside.invitation_told(digest text)
RETURNS TABLE (own boolean, person text, asked_by text, mask bigint, until timestamptz, by_law boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  i public.people_invitation := alongside.live_invitation(digest);
BEGIN
  IF NOT alongside.is_invited(digest) THEN RETURN; END IF;
  RETURN QUERY SELECT i.own, coalesce(nullif(s.known_as, ''), s.name)::text, a.name::text, i.mask, i.until,
      EXISTS (SELECT 1 FROM public.people_proxy p WHERE p.voice_id = i.voice_id AND p.ended_at IS NULL AND p.ends > statement_timestamp())
    FROM public.people_subject s, public.access_account a WHERE s.id = i.subject_id AND a.id = i.made_by;
END $$;

-- Is the viewer the one whom this secret invites? A link is for the address it was sent to. Not for the app.
CREATE OR REPLACE FUNCTION alongside.is_invited(digest text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  i public.people_invitation := alongside.live_invitation(digest);
  me public.access_account;
BEGIN
  SELECT * INTO me FROM public.access_account a WHERE a.id = alongside.viewer() AND a.is_active AND NOT a.is_service;
  RETURN i.id IS NOT NULL AND me.id IS NOT NULL AND ((i.how = 'code' AND i.secret = digest) OR lower(me.email) = lower(i.email));
END $$;

-- Yes. The grant begins now, as the person's own gift; a voice by name becomes theirs, with its words. Gives the record.
CREATE OR REPLACE FUNCTION alongside.accept_invitation(digest text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v uuid := alongside.viewer();
  i public.people_invitation;
  me text := (SELECT a.name FROM public.access_account a WHERE a.id = alongside.viewer());
BEGIN
  SELECT x.* INTO i FROM public.people_invitation x WHERE x.id = (SELECT l.id FROM alongside.live_invitation(digest) l) FOR UPDATE;
  PERFORM 1 FROM public.people_subject s WHERE s.id = i.subject_id FOR UPDATE;
  IF i.id IS NULL OR i.used_at IS NOT NULL OR i.taken_back_at IS NOT NULL OR i.declined IS NOT NULL OR NOT alongside.is_invited(digest) THEN PERFORM alongside.refuse('This invitation cannot be used.'); END IF;
  IF v = i.made_by OR alongside.holds(i.subject_id, {{CARE}}) THEN
    PERFORM alongside.refuse('You work with this person already: the invitation is for somebody else.');
  END IF;
  IF v = ANY (alongside.owners(i.subject_id)) THEN PERFORM alongside.refuse('This record is yours already.'); END IF;
  IF i.own THEN
    PERFORM alongside.accept_own(i.subject_id, v);
  ELSE
    UPDATE public.people_voice x SET account_id = v
     WHERE x.id = i.voice_id AND x.account_id IS NULL AND x.kind = 'member'
       AND NOT EXISTS (SELECT 1 FROM public.people_voice o WHERE o.subject_id = i.subject_id AND o.account_id = v);
    IF i.mask <> 0 THEN PERFORM alongside.put_consent(i.subject_id, v, i.mask, i.until, i.relationship, '', i.made_by); END IF;
    PERFORM alongside.put_proxy_grants(i.subject_id, alongside.put_voice(i.subject_id, v, i.relationship));
  END IF;
  UPDATE public.people_invitation x SET used_at = statement_timestamp(), used_by = v WHERE x.id = i.id;
  PERFORM alongside.note('invitation.accepted', i.subject_id, jsonb_build_object('invitation', i.id));
  PERFORM alongside.tell(o, 'invitation.accepted', i.subject_id, i.id, jsonb_build_object('who', me))
    FROM (SELECT unnest(alongside.owners(i.subject_id)) UNION SELECT i.made_by) y (o);
  RETURN i.subject_id;
END $$;

-- The person comes into their own record: once, and nobody who is somebody else in it. Not for the app.
CREATE OR REPLACE FUNCTION alongside.accept_own(subject uuid, account uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF cardinality(alongside.owners(subject)) > 0 THEN PERFORM alongside.refuse('This invitation cannot be used.'); END IF;
  IF EXISTS (SELECT 1 FROM public.people_voice o WHERE o.subject_id = subject AND o.account_id = account AND o.kind <> 'self') THEN
    PERFORM alongside.refuse('You are in this circle as somebody else. Ask whoever invited you.');
  END IF;
  UPDATE public.people_voice x SET account_id = account WHERE x.subject_id = subject AND x.kind = 'self';
  INSERT INTO public.people_grant (id, subject_id, account_id, mask, deny, starts, basis, reason, given_by)
  VALUES (gen_random_uuid(), subject, account, {{OWN_MASK}}, false, statement_timestamp(), 'own', '', alongside.viewer());
END $$;

-- No. It asks for no account: whoever holds the secret may say it, and it cannot be used any more.
CREATE OR REPLACE FUNCTION alongside.decline_invitation(digest text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  i public.people_invitation := alongside.live_invitation(digest);
BEGIN
  IF i.id IS NULL THEN RETURN; END IF;
  UPDATE public.people_invitation x SET declined = statement_timestamp() WHERE x.id = i.id;
  PERFORM alongside.note('invitation.declined', i.subject_id, jsonb_build_object('invitation', i.id));
  PERFORM alongside.tell(o, 'invitation.declined', i.subject_id, i.id, jsonb_build_object('who', i.name))
    FROM (SELECT unnest(alongside.owners(i.subject_id)) UNION SELECT i.made_by) y (o);
END $$;
