-- What the person's own copy leaves out, for whoever looks after privacy where they are worked with (UK GDPR art 15; Data Protection
-- Act 2018 Sch 3). The copy itself says nothing of it: it reads alike for everybody.

-- The entries kept from the person: withheld, in a withheld section, or of a closed section that does not name them. Not for the app.
CREATE OR REPLACE FUNCTION alongside.kept_from_person(subject uuid)
RETURNS TABLE (entry uuid, kind text, written_at timestamptz, why text, grounds text, review_by date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT i.id, i.kind::text, i.written_at, 'withheld', w.grounds::text, w.review_by
    FROM public.record_item i JOIN public.record_withholding w ON w.subject_id = i.subject_id AND w.lifted_at IS NULL
     AND (w.item_id = i.id OR (w.item_id IS NULL AND (w.bit & i.bit) <> 0))
     AND (w.whom = 'person' OR w.account_id = ANY (alongside.owners(subject)))
   WHERE i.subject_id = subject
  UNION ALL SELECT i.id, i.kind::text, i.written_at, 'closed', '', NULL FROM public.record_item i
   WHERE i.subject_id = subject AND (i.bit & {{CLOSED}}) <> 0
     AND NOT EXISTS (SELECT 1 FROM public.record_audience a WHERE a.entry_id = i.id AND a.account_id = ANY (alongside.owners(subject))
       AND (a.ends IS NULL OR a.ends > statement_timestamp()))
$$;

CREATE OR REPLACE FUNCTION alongside.left_out(subject uuid)
RETURNS TABLE (entry uuid, kind text, written_at timestamptz, why text, grounds text, review_by date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.has_duty('privacy_lead') OR alongside.viewer() <> ALL (alongside.duty_holders('privacy_lead', subject)) THEN
    PERFORM alongside.refuse('Only whoever looks after privacy there can read this.');
  END IF;
  PERFORM alongside.note('withheld.listed', subject, '{}');
  RETURN QUERY SELECT * FROM alongside.kept_from_person(subject) k ORDER BY 3, 1;
END $$;

CREATE OR REPLACE FUNCTION alongside.left_out_records() RETURNS TABLE (subject uuid, name text, entries bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.has_duty('privacy_lead') THEN PERFORM alongside.refuse('Only whoever looks after privacy there can read this.'); END IF;
  PERFORM alongside.note('withheld.listed', NULL, '{}');
  RETURN QUERY SELECT s.id, s.name::text, count(DISTINCT k.entry) FROM public.people_subject s
      CROSS JOIN LATERAL alongside.kept_from_person(s.id) k
     WHERE EXISTS (SELECT 1 FROM public.record_withholding w WHERE w.subject_id = s.id AND w.lifted_at IS NULL
             UNION ALL SELECT 1 FROM public.record_item i WHERE i.subject_id = s.id AND (i.bit & {{CLOSED}}) <> 0)
       AND alongside.viewer() = ANY (alongside.duty_holders('privacy_lead', s.id))
     GROUP BY s.id, s.name ORDER BY s.name;
END $$;

-- The person has made a copy. Who looks after privacy is told where something was left out; the person sees nothing of that.
CREATE OR REPLACE FUNCTION alongside.note_copy(subject uuid, hidden_too boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.holds(subject, {{SELF}}) THEN PERFORM alongside.refuse('Only the person can do this.'); END IF;
  PERFORM alongside.note('mydata.downloaded', subject, jsonb_build_object('hidden_too', hidden_too));
  PERFORM alongside.tell(o, 'mydata.left_out', NULL, subject, '{}') FROM unnest(alongside.duty_holders('privacy_lead', subject)) o
    WHERE EXISTS (SELECT 1 FROM alongside.kept_from_person(subject));
END $$;
