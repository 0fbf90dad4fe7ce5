-- Who reads a message: whoever wrote it, whom it names, and who stands in for somebody who is away. What those who work with a person
-- write to one another about them, the person reads too. A row of the audience whose giver is not the writer is a stand-in: the giver
-- is the one who is away.

-- Does somebody belong to the person's own circle, and not work with them? The person does. Not for the app.
CREATE OR REPLACE FUNCTION alongside.is_of_circle(who uuid, subject uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM public.people_grant g WHERE g.subject_id = subject AND g.account_id = who AND NOT g.deny
      AND g.basis IN ({{CIRCLE_BASES}}) AND (g.ends IS NULL OR g.ends > statement_timestamp()))
    AND (alongside.rights_of(who, subject) & {{CARE}}) = 0
$$;

-- Is there nothing left to say of this message: the record is closed, the person has died, or it was taken back? Not for the app.
CREATE OR REPLACE FUNCTION alongside.message_over(message uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT NOT EXISTS (SELECT 1 FROM public.contact_message m JOIN public.people_subject s ON s.id = m.subject_id AND s.state = 'open'
    WHERE m.id = message AND m.standing = 'current')
$$;

-- Does a notice still say something its reader may know? Not of an entry they cannot see now, nor of a message that is over. Not for the app.
CREATE OR REPLACE FUNCTION alongside.notice_stands(account uuid, kind_ text, about_ uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT NOT EXISTS (SELECT 1 FROM public.record_item i WHERE i.id = about_
    AND (NOT alongside.item_seen_by(account, i.id) OR (kind_ = 'message.new' AND alongside.message_over(i.id))))
$$;

-- Says that there is a message: once a thread, as long as it has not been read. Not for the app.
CREATE OR REPLACE FUNCTION alongside.message_tell(account uuid, message uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  m public.contact_message;
BEGIN
  SELECT * INTO m FROM public.contact_message WHERE id = message;
  IF account = m.written_by_id OR NOT alongside.notice_stands(account, 'message.new', message) OR EXISTS (
      SELECT 1 FROM public.people_notice n JOIN public.contact_message o ON o.id = n.about
       WHERE n.account_id = account AND n.kind = 'message.new' AND n.read_at IS NULL
         AND coalesce(o.thread_id, o.id) = coalesce(m.thread_id, m.id) AND alongside.notice_stands(account, 'message.new', o.id)) THEN
    RETURN;
  END IF;
  PERFORM alongside.tell(account, 'message.new', m.subject_id, message, '{}');
END $$;

-- For BEFORE INSERT: a message answers the first one of its thread, of the same record, of which whoever writes reads something.
-- Whoever stands in may not see that first one, so that the ordinary check of links does not do here.
CREATE OR REPLACE FUNCTION alongside.message_may() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF alongside.viewer() IS NULL OR NEW.written_by_id IS DISTINCT FROM alongside.viewer() THEN RETURN NEW; END IF;
  IF EXISTS (SELECT 1 FROM public.people_subject s WHERE s.id = NEW.subject_id AND s.state <> 'open') THEN
    PERFORM alongside.refuse('This record is closed.');
  END IF;
  IF NEW.thread_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM alongside.message_thread(NEW.subject_id, NEW.thread_id) t WHERE t.thread = NEW.thread_id) THEN
    PERFORM alongside.refuse('What this points to is not in this record, or cannot be seen by you.');
  END IF;
  RETURN NEW;
END $$;

-- For AFTER INSERT.
CREATE OR REPLACE FUNCTION alongside.message_audience() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  person uuid := (SELECT v.account_id FROM public.people_voice v WHERE v.subject_id = NEW.subject_id AND v.kind = 'self');
  named uuid[];
  readers uuid[];
  t timestamptz := statement_timestamp();
BEGIN
  SELECT coalesce(array_agg(v.account_id), '{}') INTO named FROM public.people_voice v
    JOIN public.access_account a ON a.id = v.account_id AND a.is_active AND NOT a.is_service
   WHERE v.subject_id = NEW.subject_id AND v.id = ANY (NEW.sent_to) AND (v.until IS NULL OR v.until > current_date);
  readers := named || NEW.written_by_id || (SELECT v.account_id FROM public.people_voice v WHERE v.id = NEW.words_of_id);
  IF NOT EXISTS (SELECT 1 FROM unnest(readers) r WHERE alongside.is_of_circle(r, NEW.subject_id)) THEN readers := readers || person; END IF;
  INSERT INTO public.record_audience (id, entry_id, subject_id, account_id, given_by, starts)
  SELECT gen_random_uuid(), NEW.id, NEW.subject_id, r, NEW.written_by_id, least(t, NEW.written_at)
    FROM (SELECT DISTINCT unnest(readers) AS r) x WHERE r IS NOT NULL;
  PERFORM alongside.message_tell(r, NEW.id) FROM (SELECT DISTINCT unnest(readers) AS r) x WHERE r IS NOT NULL;
  PERFORM alongside.cover_message(NEW.id, y.account_id, y.cover_id, y.ends) FROM public.people_absence y
   WHERE y.account_id = ANY (named) AND y.account_id <> NEW.written_by_id AND y.cover_id IS NOT NULL AND y.ended_at IS NULL
     AND y.starts <= t AND y.ends > t;
  RETURN NULL;
END $$;

-- Lets whoever stands in read one message to whoever is away, until the absence ends. Not for the app.
CREATE OR REPLACE FUNCTION alongside.cover_message(message uuid, away uuid, cover uuid, until timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  t timestamptz := statement_timestamp();
BEGIN
  IF EXISTS (SELECT 1 FROM public.record_audience a WHERE a.entry_id = message AND a.account_id = cover AND (a.ends IS NULL OR a.ends > t)) THEN
    RETURN false;
  END IF;
  INSERT INTO public.record_audience (id, entry_id, subject_id, account_id, given_by, starts, ends)
  SELECT gen_random_uuid(), m.id, m.subject_id, cover, away, t, until FROM public.contact_message m WHERE m.id = message;
  PERFORM alongside.message_tell(cover, message);
  RETURN true;
END $$;

-- The messages that name somebody and that they have not opened. Not for the app.
CREATE OR REPLACE FUNCTION alongside.messages_unopened(who uuid) RETURNS SETOF public.contact_message LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT m.* FROM public.record_audience a JOIN public.contact_message m ON m.id = a.entry_id AND a.given_by = m.written_by_id
   WHERE a.account_id = who AND m.written_by_id <> who AND m.standing = 'current' AND (a.ends IS NULL OR a.ends > statement_timestamp())
     AND EXISTS (SELECT 1 FROM public.people_voice v WHERE v.account_id = who AND v.id = ANY (m.sent_to))
     AND NOT EXISTS (SELECT 1 FROM public.contact_seen s WHERE s.item_id = m.id AND s.written_by_id = who)
$$;

-- An absence that runs and has somebody who stands in: what was not opened is theirs to read. The same twice is once. Not for the app.
CREATE OR REPLACE FUNCTION alongside.begin_cover(absence uuid) RETURNS int LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  made int;
BEGIN
  SELECT count(*) FILTER (WHERE x) INTO made FROM (
    SELECT alongside.cover_message(m.id, y.account_id, y.cover_id, y.ends) AS x
      FROM public.people_absence y CROSS JOIN LATERAL alongside.messages_unopened(y.account_id) m
     WHERE y.id = absence AND y.cover_id IS NOT NULL AND y.ended_at IS NULL AND y.starts <= statement_timestamp() AND y.ends > statement_timestamp()
       AND m.written_by_id <> y.cover_id OFFSET 0) z;
  RETURN made;
END $$;

-- For AFTER INSERT OR UPDATE on people_absence: what an absence gave ends with it, and what stands now begins.
CREATE OR REPLACE FUNCTION alongside.absence_covers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  t timestamptz := statement_timestamp();
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.cover_id IS NOT NULL THEN
    UPDATE public.record_audience a SET ends = greatest(a.starts, t) FROM public.contact_message m
     WHERE m.id = a.entry_id AND a.account_id = OLD.cover_id AND a.given_by = OLD.account_id AND a.given_by <> m.written_by_id
       AND (a.ends IS NULL OR a.ends > t);
  END IF;
  PERFORM alongside.begin_cover(y.id) FROM public.people_absence y
   WHERE y.account_id = NEW.account_id AND y.ended_at IS NULL AND y.starts <= t AND y.ends > t;
  RETURN NULL;
END $$;

-- Absences that have begun meanwhile. For the clock alone.
CREATE OR REPLACE FUNCTION alongside.begin_covers() RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(sum(alongside.begin_cover(y.id)), 0)::bigint FROM public.people_absence y
   WHERE y.cover_id IS NOT NULL AND y.ended_at IS NULL AND y.starts <= statement_timestamp() AND y.ends > statement_timestamp()
$$;

-- Messages to somebody who is away, that nobody has opened, and that nobody who stands in can read now; of which nothing was said yet.
-- With when they would be read, for the clock alone.
CREATE OR REPLACE FUNCTION alongside.messages_nobody_reads() RETURNS TABLE (message uuid, away uuid, sent timestamptz, reads_days int,
  reads_from time, reads_until time, zone text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH now_away AS (SELECT DISTINCT y.account_id FROM public.people_absence y WHERE y.ended_at IS NULL
      AND y.starts <= statement_timestamp() AND y.ends > statement_timestamp())
  SELECT m.id, w.account_id, m.written_at, p.reads_days::int, p.reads_from, p.reads_until, p.zone::text
    FROM now_away w CROSS JOIN LATERAL alongside.messages_unopened(w.account_id) m
    LEFT JOIN public.access_preference p ON p.account_id = w.account_id
   WHERE alongside.notice_stands(w.account_id, 'message.new', m.id) AND NOT alongside.message_over(m.id)
     AND NOT EXISTS (SELECT 1 FROM public.contact_seen s WHERE s.item_id = m.id)
     AND NOT EXISTS (SELECT 1 FROM public.record_escalation e WHERE e.about = m.id AND e.what = 'message_waits')
     AND NOT EXISTS (SELECT 1 FROM public.people_absence y WHERE y.account_id = w.account_id AND y.cover_id IS NOT NULL AND y.ended_at IS NULL
       AND y.starts <= statement_timestamp() AND y.ends > statement_timestamp() AND y.cover_id NOT IN (SELECT account_id FROM now_away)
       AND alongside.item_seen_by(y.cover_id, m.id))
$$;

-- Says so to those who lead the teams of whoever is away: that a message waits, and not in whose record, nor what it says. Once a message.
CREATE OR REPLACE FUNCTION alongside.message_waits(message uuid, away uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM public.record_escalation e WHERE e.about = message AND e.what = 'message_waits') THEN RETURN false; END IF;
  INSERT INTO public.record_escalation (id, about, what, due, step) VALUES (gen_random_uuid(), message, 'message_waits', current_date, 1);
  PERFORM alongside.tell(l, 'message.waits', NULL, away, jsonb_build_object('who', (SELECT a.name FROM public.access_account a WHERE a.id = away)))
    FROM alongside.leads_over(away) l;
  RETURN true;
END $$;

-- The first message of a thread, and the voices it is between. For whoever reads any message of it; nothing for anybody else.
CREATE OR REPLACE FUNCTION alongside.message_thread(subject uuid, one uuid) RETURNS TABLE (thread uuid, voices uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH first AS (SELECT f.id, f.words_of_id, f.sent_to FROM public.contact_message m JOIN public.contact_message f ON f.id = coalesce(m.thread_id, m.id)
    WHERE m.id = one AND m.subject_id = subject AND f.subject_id = subject AND f.thread_id IS NULL)
  SELECT f.id, f.words_of_id || f.sent_to FROM first f
   WHERE alongside.my_rights(subject) <> 0 AND EXISTS (SELECT 1 FROM public.contact_message m WHERE (m.id = f.id OR m.thread_id = f.id)
     AND m.id = ANY (alongside.invited()) AND m.id <> ALL (alongside.hidden()))
$$;

-- The viewer opens these messages: kept once for each, with its audit row, which names the message, so that it is told to nobody who
-- does not read it. What said that they are there has been read. Gives how many are new.
CREATE OR REPLACE FUNCTION alongside.open_messages(subject uuid, ids uuid[]) RETURNS int LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v uuid := alongside.viewer();
  mine uuid[] := (SELECT coalesce(array_agg(i.id), '{}') FROM public.record_item i WHERE i.id = ANY (ids) AND i.subject_id = subject
    AND i.kind = 'message' AND i.id = ANY (alongside.invited()) AND i.id <> ALL (alongside.hidden()));
  opened uuid[];
BEGIN
  IF v IS NULL OR alongside.my_rights(subject) = 0 THEN PERFORM alongside.refuse('Nothing in this record has been shared with you.'); END IF;
  WITH kept AS (
    INSERT INTO public.contact_seen (id, item_id, subject_id, bit, item_by, written_by_id, written_at, shut, of_id, words)
    SELECT gen_random_uuid(), i.id, i.subject_id, i.bit, i.written_by_id, v, statement_timestamp(), false,
      (SELECT o.id FROM public.people_voice o WHERE o.subject_id = subject AND o.account_id = v), ''
      FROM public.record_item i WHERE i.id = ANY (mine) AND i.written_by_id <> v AND i.standing = 'current'
    ON CONFLICT (item_id, written_by_id) DO NOTHING RETURNING item_id)
  SELECT coalesce(array_agg(item_id), '{}') INTO opened FROM kept;
  PERFORM alongside.note('message.opened', subject, jsonb_build_object('entry', x)) FROM unnest(opened) x;
  UPDATE public.people_notice n SET read_at = statement_timestamp(), read_by = v
   WHERE n.account_id = v AND n.kind = 'message.new' AND n.read_at IS NULL AND n.about = ANY (mine);
  RETURN cardinality(opened);
END $$;

-- Who may read these messages, besides whoever wrote them, and when each opened them: for the writer; the viewer's own; and for whoever
-- was away, who stood in for them.
CREATE OR REPLACE FUNCTION alongside.message_openings(ids uuid[]) RETURNS TABLE (message uuid, account uuid, name text, away uuid, away_name text, opened timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT ON (a.entry_id, c.name, a.account_id) a.entry_id, a.account_id, c.name::text,
    CASE WHEN a.given_by <> m.written_by_id THEN a.given_by END, CASE WHEN a.given_by <> m.written_by_id THEN g.name::text END, s.written_at
    FROM public.record_audience a JOIN public.contact_message m ON m.id = a.entry_id
    JOIN public.access_account c ON c.id = a.account_id LEFT JOIN public.access_account g ON g.id = a.given_by
    LEFT JOIN public.contact_seen s ON s.item_id = m.id AND s.written_by_id = a.account_id
   WHERE a.entry_id = ANY (ids) AND m.id = ANY (alongside.invited()) AND m.id <> ALL (alongside.hidden()) AND a.account_id <> m.written_by_id
     AND (s.id IS NOT NULL OR a.ends IS NULL OR a.ends > statement_timestamp())
     AND (m.written_by_id = alongside.viewer() OR a.account_id = alongside.viewer() OR (a.given_by = alongside.viewer() AND s.id IS NOT NULL))
   ORDER BY a.entry_id, c.name, a.account_id, (a.given_by = m.written_by_id) DESC, a.starts DESC
$$;

-- The messages that the viewer reads because somebody is away, and who that is.
CREATE OR REPLACE FUNCTION alongside.messages_covered() RETURNS TABLE (message uuid, away uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT a.entry_id, a.given_by, g.name::text FROM public.record_audience a JOIN public.contact_message m ON m.id = a.entry_id
    JOIN public.access_account g ON g.id = a.given_by
   WHERE a.account_id = alongside.viewer() AND a.given_by <> m.written_by_id AND a.starts <= statement_timestamp() AND a.ends > statement_timestamp()
$$;

-- When those of this circle who work here are away, now or in the next weeks, and who stands in then: whether they can read here (and are not
-- away too), and when they read messages. For whoever has a place in the record.
CREATE OR REPLACE FUNCTION alongside.absences_here(subject uuid) RETURNS TABLE (account uuid, starts timestamptz, ends timestamptz, cover uuid,
  cover_name text, may_read boolean, reads_days int, reads_from time, reads_until time, zone text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT y.account_id, y.starts, y.ends, y.cover_id, c.name::text, y.cover_id IS NOT NULL AND alongside.rights_of(y.cover_id, subject) <> 0
      AND NOT EXISTS (SELECT 1 FROM public.people_absence z WHERE z.account_id = y.cover_id AND z.ended_at IS NULL
        AND z.starts <= greatest(y.starts, statement_timestamp()) AND z.ends > greatest(y.starts, statement_timestamp())),
    p.reads_days::int, p.reads_from, p.reads_until, p.zone::text
    FROM public.people_voice v JOIN public.people_absence y ON y.account_id = v.account_id AND y.ended_at IS NULL
    LEFT JOIN public.access_account c ON c.id = y.cover_id LEFT JOIN public.access_preference p ON p.account_id = y.cover_id
   WHERE v.subject_id = subject AND v.kind <> 'self' AND alongside.my_rights(subject) <> 0
     AND y.ends > statement_timestamp() AND y.starts < statement_timestamp() + interval '30 days'
   ORDER BY y.starts, y.id
$$;

-- Whether the person is written to outside that there is something to read. NULL: that is not for the viewer to know. A hidden address
-- counts only for who may know of it.
CREATE OR REPLACE FUNCTION alongside.person_is_mailed(subject uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN NOT alongside.holds(subject, {{SECTION_DETAILS}}) THEN NULL
    WHEN alongside.may_know_hidden(subject) THEN alongside.may_mail(a.id, told.way)
    ELSE NOT EXISTS (SELECT 1 FROM public.people_contactpoint p WHERE p.subject_id = subject AND p.ended_at IS NULL AND p.safe <> 'yes'
      AND alongside.plain_way(p.value) = alongside.plain_way(told.way)) END
    FROM public.people_voice v JOIN public.access_account a ON a.id = v.account_id CROSS JOIN LATERAL alongside.told_at(a.id) told WHERE v.subject_id = subject AND v.kind = 'self'
$$;

-- The accounts of this circle, and the viewer's, that are not of the person's own circle: what they write to one another the person reads
-- too. For whoever works with the person; nothing for anybody else.
CREATE OR REPLACE FUNCTION alongside.working_here(subject uuid) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(x.who), '{}') FROM (SELECT v.account_id AS who FROM public.people_voice v WHERE v.subject_id = subject AND v.account_id IS NOT NULL
      UNION SELECT alongside.viewer()) x
   WHERE alongside.holds(subject, {{CARE}}) AND NOT alongside.is_of_circle(x.who, subject)
$$;

-- Whom of those the viewer leads a message waits for, that nobody has opened, after the leads were told.
CREATE OR REPLACE FUNCTION alongside.messages_wait_for() RETURNS TABLE (away uuid, name text, until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT y.account_id, c.name::text, max(y.ends) FROM public.people_absence y JOIN public.access_account c ON c.id = y.account_id
   WHERE y.account_id = ANY (alongside.my_workers()) AND y.account_id <> alongside.viewer() AND y.ended_at IS NULL
     AND y.starts <= statement_timestamp() AND y.ends > statement_timestamp()
     AND EXISTS (SELECT 1 FROM alongside.messages_unopened(y.account_id) m JOIN public.record_escalation e ON e.about = m.id AND e.what = 'message_waits'
       WHERE NOT EXISTS (SELECT 1 FROM public.contact_seen s WHERE s.item_id = m.id) AND NOT alongside.message_over(m.id))
   GROUP BY 1, 2 ORDER BY 2
$$;

-- Is it night for somebody: the hours in which no mail may come, by the clock where they are? Nobody said anything: 8 in the evening
-- until 8 in the morning. The same hour twice: never. Not for the app.
CREATE OR REPLACE FUNCTION alongside.is_quiet_at(account uuid, t timestamptz) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  p public.access_preference;
  since time;
  until time;
  clock time := alongside.clock_of(account, t)::time;
BEGIN
  SELECT * INTO p FROM public.access_preference x WHERE x.account_id = account;
  since := coalesce(p.quiet_from, '20:00');
  until := coalesce(p.quiet_until, '08:00');
  IF since <= until THEN RETURN clock >= since AND clock < until; END IF;
  RETURN clock >= since OR clock < until;
END $$;

CREATE OR REPLACE FUNCTION alongside.is_quiet(account uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$ SELECT alongside.is_quiet_at(account, statement_timestamp()) $$;

-- Is a mail wanted for this notice now? Not in quiet hours, not of what is over, and of messages not where somebody wants none. Not for the app.
CREATE OR REPLACE FUNCTION alongside.mail_is_wanted(account uuid, kind_ text, about_ uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT NOT alongside.is_quiet(account) AND alongside.notice_stands(account, kind_, about_)
    AND NOT (kind_ = 'message.new' AND EXISTS (SELECT 1 FROM public.access_preference p WHERE p.account_id = account AND NOT p.reminders))
$$;
