-- Being away, standing in, keeping in touch. Why somebody is away is kept nowhere.

-- The accounts in the teams the viewer leads.
CREATE OR REPLACE FUNCTION alongside.my_workers() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT m.account_id), '{}') FROM public.access_membership m
    JOIN public.access_membership l ON l.team_id = m.team_id AND l.account_id = alongside.viewer() AND l.role = 'lead'
     AND l.starts <= statement_timestamp() AND (l.ends IS NULL OR l.ends > statement_timestamp())
   WHERE m.starts <= statement_timestamp() AND (m.ends IS NULL OR m.ends > statement_timestamp())
$$;

-- The accounts that the viewer stands in for now.
CREATE OR REPLACE FUNCTION alongside.stands_in_for() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT account_id), '{}') FROM public.people_absence WHERE cover_id = alongside.viewer()
     AND ended_at IS NULL AND starts <= statement_timestamp() AND ends > statement_timestamp()
$$;

-- Those who have a voice and an account in this record: are they here, until when are they away, who stands in, when do they read messages.
-- For whoever has a place in the record. That something is no longer shared with somebody of the circle, the others do not learn, and
-- when they read messages is their own. Nulls in the hours: then what the application says holds.
CREATE OR REPLACE FUNCTION alongside.presence(subject uuid) RETURNS TABLE (account uuid, voice uuid, is_here boolean, away_until timestamptz,
  cover uuid, cover_name text, is_staff boolean, reads_days int, reads_from time, reads_until time, zone text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT v.account_id, v.id,
    a.is_active AND (v.until IS NULL OR v.until > current_date)
      AND (NOT (w.works OR alongside.holds(subject, {{SELF}} | {{CARE}})) OR alongside.rights_of(v.account_id, subject) <> 0),
    x.ends, x.cover_id, (SELECT c.name::text FROM public.access_account c WHERE c.id = x.cover_id), w.works,
    CASE WHEN w.works THEN p.reads_days::int END, CASE WHEN w.works THEN p.reads_from END, CASE WHEN w.works THEN p.reads_until END,
    CASE WHEN w.works THEN p.zone::text END
    FROM public.people_voice v JOIN public.access_account a ON a.id = v.account_id
    CROSS JOIN LATERAL (SELECT v.kind <> 'self' AND EXISTS (SELECT 1 FROM public.access_membership m WHERE m.account_id = v.account_id
      AND m.starts <= statement_timestamp() AND (m.ends IS NULL OR m.ends > statement_timestamp())) AS works) w
    LEFT JOIN public.access_preference p ON p.account_id = v.account_id
    LEFT JOIN LATERAL (SELECT y.ends, y.cover_id FROM public.people_absence y WHERE y.account_id = v.account_id AND y.ended_at IS NULL AND w.works
      AND y.starts <= statement_timestamp() AND y.ends > statement_timestamp() ORDER BY y.ends DESC LIMIT 1) x ON true
   WHERE v.subject_id = subject AND alongside.my_rights(subject) <> 0
$$;
