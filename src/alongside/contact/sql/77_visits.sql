-- Visits: whoever is concerned is told that there is something to read.

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
