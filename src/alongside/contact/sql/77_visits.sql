-- Visits: whoever is concerned is told that there is something to read; calendars that fetch them read times and nothing else.

-- Tells the person, whoever comes or was to come, who asked, and who stands in for one of them, of what became of a visit; of one that
-- is asked for, those who work with the person by name. Only those who can see it. For AFTER INSERT OR UPDATE on contact_visit.
CREATE OR REPLACE FUNCTION alongside.visit_told() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  what text;
  comes uuid[] := NEW.who;
  told uuid[];
  t timestamptz := statement_timestamp();
BEGIN
  IF NEW.standing <> 'current' OR NOT EXISTS (SELECT 1 FROM public.people_subject s WHERE s.id = NEW.subject_id AND s.state = 'open') THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' THEN
    what := CASE WHEN NEW.status = 'asked' THEN 'visit.asked' WHEN NEW.status = 'planned' AND NEW.starts > t THEN 'visit.planned' END;
  ELSE
    comes := NEW.who || OLD.who;
    what := CASE
      WHEN NEW.status <> OLD.status AND NEW.status IN ('planned', 'cancelled', 'not_held', 'held') THEN 'visit.' || NEW.status
      WHEN NEW.status = 'planned' AND ROW(NEW.starts, NEW.ends, NEW.sort, NEW.place, NEW.who, NEW.also)
        IS DISTINCT FROM ROW(OLD.starts, OLD.ends, OLD.sort, OLD.place, OLD.who, OLD.also) THEN 'visit.changed' END;
  END IF;
  IF what IS NULL THEN RETURN NULL; END IF;
  SELECT coalesce(array_agg(v.account_id), '{}') INTO told FROM public.people_voice v
   WHERE v.subject_id = NEW.subject_id AND v.account_id IS NOT NULL AND (v.until IS NULL OR v.until > current_date)
     AND (v.kind = 'self' OR v.id = NEW.words_of_id OR v.id = ANY (comes));
  told := told || NEW.written_by_id || ARRAY(SELECT y.cover_id FROM public.people_absence y JOIN public.people_voice v ON v.account_id = y.account_id
    WHERE v.subject_id = NEW.subject_id AND v.id = ANY (comes) AND y.cover_id IS NOT NULL AND y.ended_at IS NULL AND y.starts <= t AND y.ends > t);
  IF what = 'visit.asked' THEN
    told := told || ARRAY(SELECT g.account_id FROM public.people_grant g WHERE g.subject_id = NEW.subject_id AND g.account_id IS NOT NULL
      AND NOT g.deny AND g.basis = 'care' AND (g.mask & {{CARE}}) <> 0 AND g.starts <= t AND (g.ends IS NULL OR g.ends > t));
  END IF;
  PERFORM alongside.tell(x.a, what, NEW.subject_id, NEW.id, '{}') FROM (SELECT DISTINCT unnest(told) AS a) x
   WHERE x.a IS NOT NULL AND alongside.item_seen_by(x.a, NEW.id);
  RETURN NULL;
END $$;

-- A new secret address for the viewer's own calendar, by its digest; the one before ends. False when this form was sent before.
CREATE OR REPLACE FUNCTION alongside.calendar_make(new_id uuid, digest text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v uuid := alongside.viewer();
BEGIN
  IF NOT EXISTS (SELECT 1 FROM public.access_account a WHERE a.id = v AND a.is_active AND NOT a.is_service) THEN
    PERFORM alongside.refuse('Please sign in first.');
  END IF;
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

-- What a calendar reads at a secret address, nobody being signed in: times alone, of the visits to come and of the last month, in open
-- records in which the account of the address sees visits now and is the person or comes; nothing that is kept from it. No row for an
-- address that is unknown or ended, or whose account is closed; one row without a visit where there is none. `uid` tells nothing.
CREATE OR REPLACE FUNCTION alongside.calendar_read(digest text) RETURNS TABLE (uid text, is_call boolean, is_off boolean, starts timestamptz,
  ends timestamptz, version int, changed timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  feed public.contact_calendarfeed;
  t timestamptz := statement_timestamp();
BEGIN
  SELECT f.* INTO feed FROM public.contact_calendarfeed f JOIN public.access_account a ON a.id = f.account_id AND a.is_active
   WHERE f.secret = digest AND f.ended_at IS NULL;
  IF feed.id IS NULL THEN RETURN; END IF;
  UPDATE public.contact_calendarfeed f SET fetched = t WHERE f.id = feed.id;
  RETURN QUERY
  WITH mine AS MATERIALIZED (
      SELECT v.subject_id, array_agg(v.id) AS voices, bool_or(v.kind = 'self') AS is_self FROM public.people_voice v
        JOIN public.people_subject s ON s.id = v.subject_id AND s.state = 'open'
       WHERE v.account_id = feed.account_id AND (v.until IS NULL OR v.until > current_date) GROUP BY v.subject_id),
    seen AS MATERIALIZED (SELECT m.* FROM mine m WHERE (alongside.rights_of(feed.account_id, m.subject_id) & {{SECTION_VISITS}}) <> 0),
    found AS (
      SELECT c.id, c.sort, c.status, c.starts, c.ends, c.version FROM public.contact_visit c JOIN seen s ON s.subject_id = c.subject_id
       WHERE c.standing = 'current' AND (s.is_self OR c.who && s.voices) AND c.starts BETWEEN t - interval '31 days' AND t + interval '400 days'
         AND NOT EXISTS (SELECT 1 FROM public.record_withholding w WHERE w.item_id = c.id AND w.lifted_at IS NULL
           AND (w.account_id = feed.account_id OR alongside.is_whom(feed.account_id, w.subject_id, w.whom))))
  SELECT encode(sha256(convert_to(feed.secret || x.id, 'UTF8')), 'hex'), x.sort IN ('call', 'video'), x.status IN ('cancelled', 'not_held'),
    x.starts, x.ends, x.version::int, (SELECT max(e.pgh_created_at) FROM public.contact_visitevent e WHERE e.pgh_obj_id = x.id)
    FROM (SELECT 1) one LEFT JOIN found x ON true ORDER BY x.starts, x.id;
END $$;
