-- Who reads a message: whoever wrote it, whom it names, and who stands in for somebody who is away. What those who work with a person
-- write to one another about them, the person reads too. For AFTER INSERT on contact_message.
CREATE OR REPLACE FUNCTION alongside.message_audience() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  named uuid[];
  readers uuid[];
  t timestamptz := statement_timestamp();
BEGIN
  SELECT array_agg(v.account_id) INTO named FROM public.people_voice v JOIN public.access_account a ON a.id = v.account_id AND a.is_active
   WHERE v.subject_id = NEW.subject_id AND v.id = ANY (NEW.sent_to) AND (v.until IS NULL OR v.until > current_date);
  readers := named || ARRAY(SELECT y.cover_id FROM public.people_absence y WHERE y.account_id = ANY (named) AND y.cover_id IS NOT NULL
    AND y.ended_at IS NULL AND y.starts <= t AND y.ends > t) || NEW.written_by_id;
  IF NOT EXISTS (SELECT 1 FROM public.people_grant g WHERE g.subject_id = NEW.subject_id AND g.account_id = ANY (named || NEW.written_by_id)
       AND NOT g.deny AND g.basis IN ({{CIRCLE_BASES}}) AND (g.ends IS NULL OR g.ends > t)) THEN
    readers := readers || ARRAY(SELECT v.account_id FROM public.people_voice v WHERE v.subject_id = NEW.subject_id AND v.kind = 'self' AND v.account_id IS NOT NULL);
  END IF;
  INSERT INTO public.record_audience (id, entry_id, subject_id, account_id, given_by, starts)
  SELECT gen_random_uuid(), NEW.id, NEW.subject_id, r, NEW.written_by_id, least(t, NEW.written_at)
    FROM (SELECT DISTINCT unnest(readers) AS r) x WHERE r IS NOT NULL;
  PERFORM alongside.tell(r, 'message.new', NEW.subject_id, NULL, '{}') FROM (SELECT DISTINCT unnest(named || readers) AS r) x
    WHERE r IS NOT NULL AND r <> NEW.written_by_id AND alongside.rights_of(r, NEW.subject_id) <> 0;
  RETURN NULL;
END $$;
