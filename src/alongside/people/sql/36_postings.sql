-- The outbox of mails. Whether one may leave is asked at the very moment it leaves; what is not known to have stayed is never sent again.

DROP FUNCTION IF EXISTS alongside.notices_to_mail();
DROP FUNCTION IF EXISTS alongside.notices_mailed(uuid, timestamptz);

-- Is this notice still one to write about? Not once it is read, the record closed, the person dead, the grant ended, the circle left,
-- the entry kept from its reader, the visit moved. Whoever holds a duty for the organisation is told of a closed record too.
CREATE OR REPLACE FUNCTION alongside.may_post(n public.people_notice) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  s public.people_subject;
BEGIN
  IF n.read_at IS NOT NULL OR n.mailed_at IS NOT NULL THEN RETURN false; END IF;
  IF n.subject_id IS NULL THEN RETURN true; END IF;
  IF n.kind = 'visit.tomorrow' AND NOT alongside.visit_reminder_stands(n.account_id, n.about, (n.detail->>'on')::date) THEN RETURN false; END IF;
  IF EXISTS (SELECT 1 FROM public.record_item i WHERE i.id = n.about) AND NOT alongside.item_seen_by(n.account_id, n.about) THEN RETURN false; END IF;
  IF EXISTS (SELECT 1 FROM public.access_duty d WHERE d.account_id = n.account_id AND d.starts <= statement_timestamp()
       AND (d.ends IS NULL OR d.ends > statement_timestamp())) THEN
    RETURN true;
  END IF;
  SELECT * INTO s FROM public.people_subject x WHERE x.id = n.subject_id;
  RETURN s.state = 'open' AND s.died_on IS NULL AND alongside.rights_of(n.account_id, n.subject_id) <> 0
    AND NOT EXISTS (SELECT 1 FROM public.people_voice v WHERE v.subject_id = n.subject_id AND v.account_id = n.account_id AND v.until <= current_date);
END $$;

-- A posting for each account that has something new to read, and none that waits; gives how many wait and are due.
CREATE OR REPLACE FUNCTION alongside.postings_make() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO public.people_posting (id, account_id, sort, state, attempts, made, due, error)
  SELECT gen_random_uuid(), n.account_id, CASE WHEN bool_and(n.kind = 'visit.tomorrow') THEN 'reminder' ELSE 'notice' END, 'waiting', 0,
      statement_timestamp(), statement_timestamp(), ''
    FROM public.people_notice n WHERE n.mailed_at IS NULL AND n.read_at IS NULL GROUP BY n.account_id
  ON CONFLICT DO NOTHING;
  RETURN (SELECT count(*) FROM public.people_posting p WHERE p.state = 'waiting' AND p.due <= statement_timestamp());
END $$;

-- Is anything due?
CREATE OR REPLACE FUNCTION alongside.postings_due() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM public.people_posting p WHERE p.state = 'waiting' AND p.due <= statement_timestamp())
$$;

-- No other mail is due about what an account had when this one began.
CREATE OR REPLACE FUNCTION alongside.posting_settle(p public.people_posting) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE public.people_notice n SET mailed_at = statement_timestamp()
   WHERE n.account_id = p.account_id AND n.mailed_at IS NULL AND n.made_at <= coalesce(p.began, statement_timestamp())
$$;

DROP FUNCTION IF EXISTS alongside.posting_take();

-- The next mail that may leave now, to an address or a mobile number (`is_text`), marked as being sent; one that may no longer is
-- stopped, one in quiet hours waits on. No row: nothing is due. A row without an id: ask again. Whoever asks holds the lock of the outbox.
CREATE OR REPLACE FUNCTION alongside.posting_take() RETURNS TABLE (id uuid, address text, is_text boolean, attempts int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  p public.people_posting;
  a public.access_account;
  place record;
BEGIN
  FOR i IN 1..100 LOOP
    SELECT * INTO p FROM public.people_posting x WHERE x.state = 'waiting' AND x.due <= statement_timestamp() ORDER BY x.due, x.id LIMIT 1 FOR UPDATE;
    IF NOT FOUND THEN RETURN; END IF;
    SELECT * INTO a FROM public.access_account x WHERE x.id = p.account_id;
    SELECT * INTO place FROM alongside.told_at(a.id);
    IF alongside.is_quiet(a.id) THEN
      UPDATE public.people_posting x SET due = statement_timestamp() + interval '10 minutes' WHERE x.id = p.id;
    ELSIF a.is_active AND NOT a.is_service AND alongside.may_mail(a.id, place.way) AND EXISTS (
        SELECT 1 FROM public.people_notice n WHERE n.account_id = a.id AND n.mailed_at IS NULL AND n.read_at IS NULL AND alongside.may_post(n)
          AND alongside.mail_is_wanted(n.account_id, n.kind, n.about)) THEN
      UPDATE public.people_posting x SET state = 'sending', attempts = x.attempts + 1, began = statement_timestamp() WHERE x.id = p.id;
      RETURN QUERY SELECT p.id, place.way, place.is_text, p.attempts + 1;
      RETURN;
    ELSE
      UPDATE public.people_posting x SET state = 'stopped', ended = statement_timestamp() WHERE x.id = p.id;
      p.began := NULL;
      PERFORM alongside.posting_settle(p);
    END IF;
  END LOOP;
  RETURN QUERY SELECT NULL::uuid, NULL::text, false, 0;
END $$;

-- How it went: sent, failed or unknown. That one was sent may still be said of one that is taken for unknown.
CREATE OR REPLACE FUNCTION alongside.posting_ended(which uuid, how text, what text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  p public.people_posting;
BEGIN
  UPDATE public.people_posting x SET state = how, ended = statement_timestamp(), error = left(what, 100)
   WHERE x.id = which AND (x.state = 'sending' OR (x.state = 'unknown' AND how = 'sent')) RETURNING * INTO p;
  IF FOUND THEN PERFORM alongside.posting_settle(p); END IF;
END $$;

-- It surely did not leave, and is tried again.
CREATE OR REPLACE FUNCTION alongside.posting_later(which uuid, wait interval, what text) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE public.people_posting x SET state = 'waiting', due = statement_timestamp() + wait, error = left(what, 100)
   WHERE x.id = which AND x.state = 'sending'
$$;

-- Whoever holds the lock of the outbox knows that nobody is sending: what still says so was cut off, and may have left.
CREATE OR REPLACE FUNCTION alongside.postings_cut_off() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  which uuid;
  many bigint := 0;
BEGIN
  FOR which IN SELECT p.id FROM public.people_posting p WHERE p.state = 'sending' LOOP
    PERFORM alongside.posting_ended(which, 'unknown', 'cut off');
    many := many + 1;
  END LOOP;
  RETURN many;
END $$;

CREATE OR REPLACE FUNCTION alongside.postings_purge(older interval) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  gone bigint;
BEGIN
  DELETE FROM public.people_posting p WHERE p.ended < statement_timestamp() - older;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;

-- How mails stand, for whoever keeps the machine: numbers alone, of the last day and of all that is open.
CREATE OR REPLACE FUNCTION alongside.posting_counts() RETURNS TABLE (sort text, state text, many bigint, oldest timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM alongside.check_operator();
  RETURN QUERY SELECT p.sort::text, p.state::text, count(*), min(p.made) FROM public.people_posting p
   WHERE p.ended IS NULL OR p.ended > statement_timestamp() - interval '24 hours' OR p.state IN ('failed', 'unknown') GROUP BY 1, 2 ORDER BY 1, 2;
END $$;

-- Kinds of error of mails that failed, wait to be tried again, or are not known to have arrived.
CREATE OR REPLACE FUNCTION alongside.posting_faults() RETURNS TABLE (state text, error text, many bigint, last timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM alongside.check_operator();
  RETURN QUERY SELECT p.state::text, p.error::text, count(*), max(coalesce(p.ended, p.began)) FROM public.people_posting p
   WHERE p.state IN ('failed', 'unknown') OR (p.state = 'waiting' AND p.attempts > 0) GROUP BY 1, 2 ORDER BY 4 DESC;
END $$;
