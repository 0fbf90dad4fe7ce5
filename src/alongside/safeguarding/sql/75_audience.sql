-- Who sees a concern. Each function checks the signed viewer first and leaves its audit row, which names the concern, so that
-- it is told to nobody who does not see it.

-- The accounts a concern names as a possible source of harm: never the person's own.
CREATE OR REPLACE FUNCTION alongside.concern_sources(concern uuid) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(v.account_id), '{}') FROM public.safeguarding_concern c
    JOIN public.people_voice v ON v.subject_id = c.subject_id AND v.id = ANY (c.sources) AND v.kind <> 'self'
   WHERE c.id = concern AND v.account_id IS NOT NULL
$$;

-- Does any deny, of whatever part, name this account or a team it works in? Not for the app.
CREATE OR REPLACE FUNCTION alongside.any_deny(subject uuid, account uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM public.people_grant g WHERE g.subject_id = subject AND g.deny
    AND (g.ends IS NULL OR g.ends > statement_timestamp())
    AND (g.account_id = account OR g.team_id IN (SELECT m.team_id FROM public.access_membership m WHERE m.account_id = account
          AND m.starts <= statement_timestamp() AND (m.ends IS NULL OR m.ends > statement_timestamp()))))
$$;

-- Adds an account to the audience. One that the concern names, that a deny names, that has closed or that is a service: no, and
-- nothing is said of which it was. Gives whether they are in it now. Not for the app.
CREATE OR REPLACE FUNCTION alongside.concern_bring_in(concern uuid, account uuid, news text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  c public.safeguarding_concern;
  t timestamptz := statement_timestamp();
BEGIN
  SELECT * INTO c FROM public.safeguarding_concern WHERE id = concern;
  IF account IS NULL OR account = ANY (alongside.concern_sources(concern))
     OR NOT EXISTS (SELECT 1 FROM public.access_account a WHERE a.id = account AND a.is_active AND NOT a.is_service)
     OR alongside.any_deny(c.subject_id, account) THEN
    RETURN false;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM public.record_audience a WHERE a.entry_id = concern AND a.account_id = account
                  AND (a.ends IS NULL OR a.ends > t)) THEN
    INSERT INTO public.record_audience (id, entry_id, subject_id, account_id, given_by, starts)
    VALUES (gen_random_uuid(), concern, c.subject_id, account, coalesce(alongside.viewer(), c.written_by_id), least(t, c.written_at));
    IF news <> '' THEN PERFORM alongside.tell(account, news, c.subject_id, concern, '{}'); END IF;
  END IF;
  RETURN true;
END $$;

-- Takes an account out of the audience, with what it was told of it. Not for the app.
CREATE OR REPLACE FUNCTION alongside.concern_take_out(concern uuid, account uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE public.record_audience a SET ends = greatest(a.starts, statement_timestamp())
   WHERE a.entry_id = concern AND a.account_id = account AND (a.ends IS NULL OR a.ends > statement_timestamp());
  DELETE FROM public.people_notice n WHERE n.about = concern AND n.account_id = account;
END $$;

-- The leads who look after safeguarding where somebody works with the person; where none of them can, all who do. Not for the app.
CREATE OR REPLACE FUNCTION alongside.concern_leads(concern uuid) RETURNS int LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  c public.safeguarding_concern;
  brought int;
BEGIN
  SELECT * INTO c FROM public.safeguarding_concern WHERE id = concern;
  SELECT count(*) FILTER (WHERE x) INTO brought
    FROM (SELECT alongside.concern_bring_in(concern, l, 'concern_new') AS x
            FROM unnest(alongside.duty_holders('safeguarding_lead', c.subject_id)) l OFFSET 0) y;
  IF brought = 0 THEN
    SELECT count(*) FILTER (WHERE x) INTO brought
      FROM (SELECT alongside.concern_bring_in(concern, d.account_id, 'concern_new') AS x FROM public.access_duty d
             WHERE d.kind = 'safeguarding_lead' AND d.starts <= statement_timestamp()
               AND (d.ends IS NULL OR d.ends > statement_timestamp()) OFFSET 0) y;
  END IF;
  RETURN brought;
END $$;

-- The first audience: whoever wrote it, the leads, and the person, unless telling them has to wait. The words of the person are
-- never kept from them. A source named later leaves the audience at once.
CREATE OR REPLACE FUNCTION alongside.concern_first() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  person public.people_voice;
  gone uuid;
BEGIN
  SELECT * INTO person FROM public.people_voice WHERE subject_id = NEW.subject_id AND kind = 'self';
  IF TG_OP = 'UPDATE' THEN
    FOR gone IN SELECT unnest(alongside.concern_sources(NEW.id)) LOOP
      IF gone <> NEW.written_by_id THEN PERFORM alongside.concern_take_out(NEW.id, gone); END IF;
    END LOOP;
    RETURN NULL;
  END IF;
  IF NEW.tell = 'not_now' AND (NEW.words_of_id = person.id OR NEW.written_by_id = person.account_id) THEN
    PERFORM alongside.refuse('The person''s own words cannot be kept from them.');
  END IF;
  IF NEW.tell = 'not_now' AND (NEW.keep_review <= NEW.written_at::date OR NEW.keep_review > NEW.written_at::date + {{MOST_DAYS_KEPT}}) THEN
    PERFORM alongside.refuse('The review must be within six months.');
  END IF;
  INSERT INTO public.record_audience (id, entry_id, subject_id, account_id, given_by, starts)
  VALUES (gen_random_uuid(), NEW.id, NEW.subject_id, NEW.written_by_id, NEW.written_by_id, least(NEW.written_at, statement_timestamp()));
  PERFORM alongside.concern_leads(NEW.id);
  IF NEW.tell = 'yes' AND person.account_id IS NOT NULL THEN
    PERFORM alongside.concern_bring_in(NEW.id, person.account_id, 'concern_yours');
  END IF;
  RETURN NULL;
END $$;

-- Does the viewer look after this concern: in its audience, and at work with the person or the lead?
CREATE OR REPLACE FUNCTION alongside.concern_works(concern uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT concern = ANY (alongside.invited()) AND EXISTS (SELECT 1 FROM public.safeguarding_concern c WHERE c.id = concern
     AND (alongside.holds(c.subject_id, {{CARE}}) OR alongside.has_duty('safeguarding_lead')))
$$;

-- Who may be brought in by the viewer: whoever has a place in the record by name or through a team, and the leads; not whom the
-- concern names, not whom a deny names, not the person (who is told, or not, by a decision of its own).
CREATE OR REPLACE FUNCTION alongside.concern_candidates(concern uuid) RETURNS TABLE (account uuid, name text, title text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  c public.safeguarding_concern;
  t timestamptz := statement_timestamp();
BEGIN
  SELECT * INTO c FROM public.safeguarding_concern WHERE id = concern AND id = ANY (alongside.invited());
  IF c.id IS NULL OR NOT (alongside.concern_works(concern) OR alongside.holds(c.subject_id, {{SELF}})) THEN
    PERFORM alongside.refuse('Only whoever looks after this, or the person, brings somebody in.');
  END IF;
  RETURN QUERY
  WITH granted AS (SELECT g.account_id, g.team_id FROM public.people_grant g WHERE g.subject_id = c.subject_id AND NOT g.deny
      AND g.basis <> 'break_glass' AND g.starts <= t AND (g.ends IS NULL OR g.ends > t)),
  there AS (
    SELECT account_id FROM granted WHERE account_id IS NOT NULL
    UNION SELECT m.account_id FROM granted g JOIN public.access_membership m ON m.team_id = g.team_id
     WHERE m.starts <= t AND (m.ends IS NULL OR m.ends > t)
    UNION SELECT d.account_id FROM public.access_duty d WHERE d.kind = 'safeguarding_lead' AND d.starts <= t AND (d.ends IS NULL OR d.ends > t))
  SELECT a.id, a.name::text, a.title::text FROM there JOIN public.access_account a ON a.id = there.account_id AND a.is_active AND NOT a.is_service
   WHERE a.id <> ALL (alongside.concern_sources(concern))
     AND NOT EXISTS (SELECT 1 FROM public.record_audience r WHERE r.entry_id = concern AND r.account_id = a.id AND (r.ends IS NULL OR r.ends > t))
     AND NOT EXISTS (SELECT 1 FROM public.people_voice v WHERE v.subject_id = c.subject_id AND v.kind = 'self' AND v.account_id = a.id)
     AND NOT alongside.any_deny(c.subject_id, a.id)
   ORDER BY a.name;
END $$;

CREATE OR REPLACE FUNCTION alongside.concern_invite(concern uuid, account uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM alongside.concern_candidates(concern) c WHERE c.account = concern_invite.account)
     OR NOT alongside.concern_bring_in(concern, account, 'concern_invited') THEN
    PERFORM alongside.refuse('They cannot be brought in here. Choose somebody from the list.');
  END IF;
  PERFORM alongside.note('concern.invited', (SELECT subject_id FROM public.safeguarding_concern WHERE id = concern),
    jsonb_build_object('entry', concern, 'account', account));
END $$;

-- Somebody no longer sees it: they leave, or whoever looks after it ends it. Whoever wrote it, and the person, are not put out by this.
CREATE OR REPLACE FUNCTION alongside.concern_end(concern uuid, account uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  c public.safeguarding_concern;
BEGIN
  SELECT * INTO c FROM public.safeguarding_concern WHERE id = concern AND id = ANY (alongside.invited());
  IF c.id IS NULL OR NOT (account = alongside.viewer() OR alongside.concern_works(concern)) THEN
    PERFORM alongside.refuse('Only whoever looks after this can end what somebody sees of it.');
  END IF;
  IF account <> alongside.viewer() AND NOT alongside.has_duty('safeguarding_lead') AND EXISTS (SELECT 1 FROM public.access_duty d
      WHERE d.account_id = account AND d.kind = 'safeguarding_lead' AND d.starts <= statement_timestamp()
        AND (d.ends IS NULL OR d.ends > statement_timestamp())) THEN
    PERFORM alongside.refuse('Only another one who looks after safeguarding can do that.');
  END IF;
  IF account <> alongside.viewer() AND (account = c.written_by_id OR EXISTS (SELECT 1 FROM public.people_voice v
      WHERE v.subject_id = c.subject_id AND v.kind = 'self' AND v.account_id = account)) THEN
    PERFORM alongside.refuse('Whoever wrote this, and the person it is about, are not put out of it like this.');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM public.record_audience a JOIN public.access_duty d ON d.account_id = a.account_id AND d.kind = 'safeguarding_lead'
        AND d.starts <= statement_timestamp() AND (d.ends IS NULL OR d.ends > statement_timestamp())
      WHERE a.entry_id = concern AND a.account_id <> account AND (a.ends IS NULL OR a.ends > statement_timestamp())) THEN
    PERFORM alongside.refuse('Somebody who looks after safeguarding has to stay. Bring another one in first.');
  END IF;
  PERFORM alongside.concern_take_out(concern, account);
  PERFORM alongside.note('concern.ended', c.subject_id, jsonb_build_object('entry', concern, 'account', account));
END $$;

-- A row below the concern, written by the keeper's functions alone. Not for the app.
CREATE OR REPLACE FUNCTION alongside.concern_part(concern uuid, sort_ text, ground text, words_ text, review date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO public.safeguarding_part (id, item_id, subject_id, bit, item_by, written_by_id, written_at, shut, sort, words, whom, name,
    outcome, grounds, needs, abused, unable, by_when)
  SELECT gen_random_uuid(), i.id, i.subject_id, i.bit, i.written_by_id, alongside.viewer(), statement_timestamp(), false, sort_, words_, '', '',
    '', CASE WHEN ground = '' THEN '{}'::text[] ELSE ARRAY[ground] END, '', '', '', review
    FROM public.record_item i WHERE i.id = concern;
END $$;

-- Telling the person has to wait: why, in words, and until when it is looked at again. Kept and renewed alike; overdue stays as it is.
CREATE OR REPLACE FUNCTION alongside.concern_keep(concern uuid, ground text, words_ text, review date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  c public.safeguarding_concern;
  person public.people_voice;
BEGIN
  SELECT * INTO c FROM public.safeguarding_concern WHERE id = concern;
  IF NOT alongside.concern_works(concern) OR alongside.holds(c.subject_id, {{SELF}}) THEN
    PERFORM alongside.refuse('Only whoever looks after this can say that telling the person has to wait.');
  END IF;
  SELECT * INTO person FROM public.people_voice WHERE subject_id = c.subject_id AND kind = 'self';
  IF c.words_of_id = person.id OR c.written_by_id = person.account_id THEN
    PERFORM alongside.refuse('The person''s own words cannot be kept from them.');
  END IF;
  IF ground = '' OR btrim(words_) = '' THEN PERFORM alongside.refuse('Please give the grounds, and say why in your own words.'); END IF;
  IF review IS NULL OR review <= current_date OR review > current_date + {{MOST_DAYS_KEPT}} THEN
    PERFORM alongside.refuse('The review must be within six months.');
  END IF;
  IF person.account_id IS NOT NULL THEN PERFORM alongside.concern_take_out(concern, person.account_id); END IF;
  PERFORM alongside.concern_part(concern, 'kept', ground, words_, review);
  PERFORM alongside.note('concern.kept', c.subject_id, jsonb_build_object('entry', concern));
END $$;

-- The person reads it from now on. Where they have no account yet, it is kept that they were told.
CREATE OR REPLACE FUNCTION alongside.concern_tell(concern uuid, words_ text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  c public.safeguarding_concern;
BEGIN
  IF NOT alongside.concern_works(concern) THEN PERFORM alongside.refuse('Only whoever looks after this can do that.'); END IF;
  SELECT * INTO c FROM public.safeguarding_concern WHERE id = concern;
  PERFORM alongside.concern_part(concern, 'person_told', '', words_, NULL);
  PERFORM alongside.concern_bring_in(concern, v.account_id, 'concern_yours') FROM public.people_voice v
   WHERE v.subject_id = c.subject_id AND v.kind = 'self' AND v.account_id IS NOT NULL;
  PERFORM alongside.note('concern.person_told', c.subject_id, jsonb_build_object('entry', concern));
END $$;

-- Somebody of the circle is named as a possible source of harm: out of the audience at once, without a word to them.
CREATE OR REPLACE FUNCTION alongside.concern_name(concern uuid, voice uuid, words_ text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  c public.safeguarding_concern;
  who public.people_voice;
BEGIN
  SELECT * INTO c FROM public.safeguarding_concern WHERE id = concern;
  SELECT * INTO who FROM public.people_voice WHERE id = voice AND subject_id = c.subject_id;
  IF NOT alongside.concern_works(concern) OR who.id IS NULL OR who.kind = 'self' OR who.account_id = alongside.viewer() THEN
    PERFORM alongside.refuse('Only whoever looks after this can name somebody else of this circle.');
  END IF;
  UPDATE public.safeguarding_concern SET sources = array_append(sources, voice), version = version + 1
   WHERE id = concern AND voice <> ALL (sources);
  IF who.account_id IS NOT NULL THEN PERFORM alongside.concern_take_out(concern, who.account_id); END IF;
  PERFORM alongside.concern_part(concern, 'named', '', words_, NULL);
  PERFORM alongside.note('concern.named', c.subject_id, jsonb_build_object('entry', concern));
END $$;

-- Who may add what below a concern. It runs as whoever writes; the keeper passes.
CREATE OR REPLACE FUNCTION alongside.concern_part_may() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user = 'alongside_keeper' THEN RETURN NEW; END IF;
  IF NEW.sort IN ('named', 'kept', 'person_told') THEN PERFORM alongside.refuse('This is done on its own page.'); END IF;
  IF NOT EXISTS (SELECT 1 FROM public.safeguarding_concern c WHERE c.id = NEW.item_id) THEN
    PERFORM alongside.refuse('This entry is not in this record, or cannot be seen by you.');
  END IF;
  IF NEW.sort IN ('front_on', 'front_off') AND NOT alongside.holds(NEW.subject_id, {{SELF}}) THEN
    PERFORM alongside.refuse('Only the person decides what stands on their front page.');
  END IF;
  IF NEW.sort IN ('told', 'advocate', 'decision', 'step', 'step_done', 'review', 'closed')
     AND NOT (alongside.concern_works(NEW.item_id) OR (NEW.sort = 'told' AND NEW.item_by = alongside.viewer())) THEN
    PERFORM alongside.refuse('This is for those who look after the concern. You can say what you think of it.');
  END IF;
  IF NEW.sort = 'decision' AND NEW.needs = 'yes' AND NEW.abused = 'yes' AND NEW.unable = 'yes' AND NEW.outcome <> 'enquiry' THEN
    PERFORM alongside.refuse('All three parts are met, so the council must make enquiries, or have them made. Choose that, or look at the three answers again.');
  END IF;
  IF NEW.sort = 'closed' AND NOT EXISTS (SELECT 1 FROM public.safeguarding_part p WHERE p.item_id = NEW.item_id AND p.sort = 'decision') THEN
    PERFORM alongside.refuse('Nothing has been decided yet. Decide first; then it can end.');
  END IF;
  RETURN NEW;
END $$;

-- What is overdue is told to those who look after it, once: a decision past its day, telling the person past its review, and a
-- concern without anybody who looks after safeguarding. Nothing opens by itself. For the clock alone.
CREATE OR REPLACE FUNCTION alongside.concerns_overdue(undecided uuid[], kept uuid[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  made int := 0;
BEGIN
  PERFORM alongside.concern_leads(c.id) FROM public.safeguarding_concern c WHERE c.standing <> 'moved'
    AND NOT EXISTS (SELECT 1 FROM public.record_audience a JOIN public.access_duty d ON d.account_id = a.account_id AND d.kind = 'safeguarding_lead'
          AND d.starts <= statement_timestamp() AND (d.ends IS NULL OR d.ends > statement_timestamp())
         WHERE a.entry_id = c.id AND (a.ends IS NULL OR a.ends > statement_timestamp()) AND NOT alongside.any_deny(c.subject_id, a.account_id));
  SELECT count(*) INTO made FROM (
    SELECT alongside.tell(a.account_id, o.kind, a.subject_id, a.entry_id, '{}')
      FROM (SELECT unnest(undecided) AS id, 'concern_overdue' AS kind UNION ALL SELECT unnest(kept), 'concern_keep_overdue') o
      JOIN public.record_audience a ON a.entry_id = o.id AND (a.ends IS NULL OR a.ends > statement_timestamp())
     WHERE EXISTS (SELECT 1 FROM public.access_duty d WHERE d.account_id = a.account_id AND d.kind = 'safeguarding_lead'
                    AND d.starts <= statement_timestamp() AND (d.ends IS NULL OR d.ends > statement_timestamp()))
       AND NOT alongside.any_deny(a.subject_id, a.account_id)
       AND NOT EXISTS (SELECT 1 FROM public.people_notice n WHERE n.account_id = a.account_id AND n.about = o.id AND n.kind = o.kind) OFFSET 0) x;
  RETURN made;
END $$;
