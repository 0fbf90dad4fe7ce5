-- What the person's own copy leaves out, for whoever looks after privacy where they are worked with (UK GDPR art 15; Data Protection
-- Act 2018 Sch 3). The copy itself says nothing of it: it reads alike for everybody.

-- The entries that the person themself cannot read: withheld, or of a closed section that does not name them. Not for the app.
CREATE OR REPLACE FUNCTION alongside.kept_from_person(subject uuid)
RETURNS TABLE (entry uuid, kind text, written_at timestamptz, why text, grounds text, review_by date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT i.id, i.kind::text, i.written_at,
    CASE WHEN (i.bit & {{CLOSED}}) <> 0 THEN 'closed' WHEN w.review_by IS NULL THEN 'other' ELSE 'withheld' END,
    coalesce(w.grounds, '')::text, w.review_by
    FROM unnest(alongside.owners(subject)) o JOIN public.record_item i ON i.subject_id = subject
    LEFT JOIN LATERAL (SELECT k.grounds, k.review_by FROM public.record_withholding k
       WHERE k.subject_id = subject AND k.lifted_at IS NULL AND (k.whom = 'person' OR k.account_id = o)
         AND (k.item_id = i.id OR (k.item_id IS NULL AND (k.bit & i.bit) <> 0)) ORDER BY k.review_by LIMIT 1) w ON true
   WHERE NOT alongside.item_seen_by(o, i.id)
$$;

CREATE OR REPLACE FUNCTION alongside.left_out(subject uuid)
RETURNS TABLE (entry uuid, kind text, written_at timestamptz, why text, grounds text, review_by date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.has_duty('privacy_lead') OR alongside.viewer() <> ALL (alongside.duty_holders('privacy_lead', subject)) THEN
    PERFORM alongside.refuse('Only whoever looks after privacy there can read this.');
  END IF;
  PERFORM alongside.note('withheld.listed', subject, '{}');
  -- Never a concern that names whoever reads the list.
  RETURN QUERY SELECT * FROM alongside.kept_from_person(subject) k WHERE alongside.viewer() <> ALL (alongside.concern_sources(k.entry)) ORDER BY 3, 1;
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
       AND alongside.viewer() = ANY (alongside.duty_holders('privacy_lead', s.id)) AND alongside.viewer() <> ALL (alongside.concern_sources(k.entry))
     GROUP BY s.id, s.name ORDER BY s.name;
END $$;

-- The person has made a copy. Who looks after privacy is told where something was left out; the person sees nothing of that.
CREATE OR REPLACE FUNCTION alongside.note_copy(subject uuid, hidden_too boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.holds(subject, {{SELF}}) THEN PERFORM alongside.refuse('Only the person can do this.'); END IF;
  PERFORM alongside.note('mydata.downloaded', subject, jsonb_build_object('hidden_too', hidden_too));
  PERFORM alongside.tell(o, 'mydata.left_out', NULL, subject, '{}') FROM unnest(alongside.duty_holders('privacy_lead', subject)) o
    WHERE EXISTS (SELECT 1 FROM alongside.kept_from_person(subject) k WHERE o <> ALL (alongside.concern_sources(k.entry)));
END $$;
