-- The calendar feed: a secret address, kept by its digest, at which a calendar reads times and nothing else.

-- A new secret address for the viewer's own calendar, by its digest; the one before ends. False when this form was sent before.
CREATE OR REPLACE FUNCTION alongside.calendar_make(new_id uuid, digest text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v uuid := alongside.viewer();
BEGIN
  -- One at a time for each account: two forms sent at once make two addresses, of which one stands.
  PERFORM 1 FROM public.access_account a WHERE a.id = v AND a.is_active AND NOT a.is_service FOR NO KEY UPDATE;
  IF NOT FOUND THEN PERFORM alongside.refuse('Please sign in first.'); END IF;
  IF EXISTS (SELECT 1 FROM public.contact_calendarfeed f WHERE f.id = new_id) THEN RETURN false; END IF;
  UPDATE public.contact_calendarfeed SET ended_at = statement_timestamp(), ended_by = v WHERE account_id = v AND ended_at IS NULL;
  INSERT INTO public.contact_calendarfeed (id, account_id, secret, made_at, made_by) VALUES (new_id, v, digest, statement_timestamp(), v);
  PERFORM alongside.note('calendar.made', NULL, '{}');
  RETURN true;
END $$;

-- The viewer's address opens nothing any more. Again does no harm.
CREATE OR REPLACE FUNCTION alongside.calendar_end() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE public.contact_calendarfeed SET ended_at = statement_timestamp(), ended_by = alongside.viewer()
   WHERE account_id = alongside.viewer() AND ended_at IS NULL;
  IF FOUND THEN PERFORM alongside.note('calendar.ended', NULL, '{}'); END IF;
END $$;

-- What a calendar reads at a secret address, nobody being signed in: times alone, from 30 days back to a year ahead, of the agreed visits
-- that the account of the address may see now and at which it is the person or comes; one that is off, for two weeks after that. No row
-- for an address that is unknown or ended, or whose account is closed; one row without a visit where there is none. `uid` tells nothing.
-- Calendars ask every few minutes: the trail keeps the first time of each day.
CREATE OR REPLACE FUNCTION alongside.calendar_read(digest text) RETURNS TABLE (uid text, is_call boolean, is_off boolean, starts timestamptz,
  ends timestamptz, version int, changed timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  feed public.contact_calendarfeed;
  t timestamptz := statement_timestamp();
BEGIN
  SELECT f.* INTO feed FROM public.contact_calendarfeed f
    JOIN public.access_account a ON a.id = f.account_id AND a.is_active AND NOT a.is_service
   WHERE f.secret = digest AND f.ended_at IS NULL;
  IF feed.id IS NULL THEN RETURN; END IF;
  UPDATE public.contact_calendarfeed f SET fetched = t WHERE f.id = feed.id;
  IF feed.fetched IS NULL OR feed.fetched < date_trunc('day', t) THEN
    PERFORM alongside.note('calendar.read', NULL, jsonb_build_object('account', feed.account_id));
  END IF;
  RETURN QUERY
  WITH mine AS MATERIALIZED (
      SELECT v.subject_id, array_agg(v.id) AS voices, bool_or(v.kind = 'self') AS is_self FROM public.people_voice v
        JOIN public.people_subject s ON s.id = v.subject_id AND s.state = 'open'
       WHERE v.account_id = feed.account_id AND (v.until IS NULL OR v.until > current_date) GROUP BY v.subject_id),
    held AS MATERIALIZED (SELECT m.*, alongside.rights_of(feed.account_id, m.subject_id) AS rights FROM mine m),
    found AS (
      SELECT c.id, c.sort, c.status, c.starts, c.ends, c.version,
        (SELECT max(e.pgh_created_at) FROM public.contact_visitevent e WHERE e.pgh_obj_id = c.id) AS changed
        FROM public.contact_visit c JOIN held h ON h.subject_id = c.subject_id
       WHERE c.standing = 'current' AND c.status <> 'asked' AND (h.is_self OR c.who && h.voices)
         AND c.starts BETWEEN t - interval '30 days' AND t + interval '1 year'
         AND ((h.rights & {{SECTION_VISITS}}) <> 0 OR (c.written_by_id = feed.account_id AND (h.rights & {{OWN}}) <> 0)
           OR ((h.rights & {{SELF}}) <> 0 AND c.words_of_id = ANY (h.voices)))
         AND NOT EXISTS (SELECT 1 FROM public.record_withholding w WHERE w.item_id = c.id AND w.lifted_at IS NULL
           AND (w.account_id = feed.account_id OR alongside.is_whom(feed.account_id, w.subject_id, w.whom)))),
    told AS (SELECT f.* FROM found f WHERE f.status NOT IN ('cancelled', 'not_held') OR f.changed > t - interval '14 days')
  SELECT encode(sha256(convert_to(feed.secret || x.id, 'UTF8')), 'hex'), x.sort IN ('call', 'video'), x.status IN ('cancelled', 'not_held'),
    x.starts, x.ends, x.version::int, x.changed FROM (SELECT 1) one LEFT JOIN told x ON true ORDER BY x.starts, x.id;
END $$;
