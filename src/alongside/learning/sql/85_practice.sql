-- Notices of change: read by those who work here, written by leads for their organisation and by whoever looks after its privacy.

-- The organisations in which the viewer works or holds a duty now.
CREATE OR REPLACE FUNCTION alongside.my_places() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT x.organisation_id), '{}') FROM (
    SELECT t.organisation_id FROM public.access_membership m JOIN public.access_team t ON t.id = m.team_id
     WHERE m.account_id = alongside.viewer() AND m.starts <= statement_timestamp() AND (m.ends IS NULL OR m.ends > statement_timestamp())
    UNION SELECT d.organisation_id FROM public.access_duty d
     WHERE d.account_id = alongside.viewer() AND d.starts <= statement_timestamp() AND (d.ends IS NULL OR d.ends > statement_timestamp())) x
$$;

-- The organisations for which the viewer may write one: as a lead of a team there, or as whoever looks after privacy there.
CREATE OR REPLACE FUNCTION alongside.practice_places() RETURNS TABLE (id uuid, name text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT o.id, o.name::text FROM public.access_organisation o WHERE EXISTS (
      SELECT 1 FROM public.access_membership m JOIN public.access_team t ON t.id = m.team_id AND t.organisation_id = o.id
       WHERE m.account_id = alongside.viewer() AND m.role = 'lead' AND m.starts <= statement_timestamp() AND (m.ends IS NULL OR m.ends > statement_timestamp()))
    OR EXISTS (SELECT 1 FROM public.access_duty d WHERE d.account_id = alongside.viewer() AND d.organisation_id = o.id AND d.kind = 'privacy_lead'
       AND d.starts <= statement_timestamp() AND (d.ends IS NULL OR d.ends > statement_timestamp()))
  ORDER BY o.name
$$;

-- Who must read a notice: those who work in its organisation (or anywhere), by team and by what they do. Not for the app.
CREATE OR REPLACE FUNCTION alongside.practice_readers(n public.learning_practicenotice, only_ uuid) RETURNS TABLE (account uuid, team uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT m.account_id, m.team_id FROM public.access_membership m JOIN public.access_team t ON t.id = m.team_id
    JOIN public.access_account a ON a.id = m.account_id AND a.is_active AND NOT a.is_service
   WHERE m.starts <= statement_timestamp() AND (m.ends IS NULL OR m.ends > statement_timestamp()) AND (only_ IS NULL OR m.account_id = only_)
     AND (n.organisation_id IS NULL OR t.organisation_id = n.organisation_id) AND (n.teams = '{}' OR t.id = ANY (n.teams))
     AND (n.titles = '{}' OR EXISTS (SELECT 1 FROM unnest(n.titles) x WHERE lower(btrim(x)) = lower(btrim(a.title))))
  UNION ALL SELECT d.account_id, NULL FROM public.access_duty d JOIN public.access_account a ON a.id = d.account_id AND a.is_active
   WHERE d.starts <= statement_timestamp() AND (d.ends IS NULL OR d.ends > statement_timestamp()) AND (only_ IS NULL OR d.account_id = only_)
     AND (n.organisation_id IS NULL OR d.organisation_id = n.organisation_id) AND n.teams = '{}'
     AND (n.titles = '{}' OR EXISTS (SELECT 1 FROM unnest(n.titles) x WHERE lower(btrim(x)) = lower(btrim(a.title))))
$$;

-- The notices the viewer must read, and when they said that they have; withdrawn ones only where they had.
CREATE OR REPLACE FUNCTION alongside.practice_mine() RETURNS TABLE (id uuid, said timestamptz) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT n.id, k.said FROM public.learning_practicenotice n
    LEFT JOIN public.learning_acknowledgement k ON k.notice_id = n.id AND k.account_id = alongside.viewer()
   WHERE k.said IS NOT NULL OR (n.withdrawn_at IS NULL AND EXISTS (SELECT 1 FROM alongside.practice_readers(n, alongside.viewer())))
$$;

-- The same, not yet read, on a page of a record, from two weeks before its day.
CREATE OR REPLACE FUNCTION alongside.practice_on(page text, since date) RETURNS TABLE (id uuid, title text, effective_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT n.id, n.title::text, n.effective_on FROM public.learning_practicenotice n
   WHERE page = ANY (n.pages) AND n.withdrawn_at IS NULL AND n.effective_on <= since
     AND NOT EXISTS (SELECT 1 FROM public.learning_acknowledgement k WHERE k.notice_id = n.id AND k.account_id = alongside.viewer())
     AND EXISTS (SELECT 1 FROM alongside.practice_readers(n, alongside.viewer())) ORDER BY n.effective_on, n.id
$$;

-- Saying it twice is once.
CREATE OR REPLACE FUNCTION alongside.acknowledge_practice(notice uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  n public.learning_practicenotice;
BEGIN
  SELECT * INTO n FROM public.learning_practicenotice x WHERE x.id = notice AND x.withdrawn_at IS NULL
    AND (x.organisation_id IS NULL OR x.organisation_id = ANY (alongside.my_places())) AND cardinality(alongside.my_places()) > 0;
  IF n.id IS NULL THEN PERFORM alongside.refuse('This notice does not stand any more.'); END IF;
  INSERT INTO public.learning_acknowledgement (id, notice_id, account_id, said)
  VALUES (gen_random_uuid(), notice, alongside.viewer(), statement_timestamp()) ON CONFLICT (account_id, notice_id) DO NOTHING;
  IF FOUND THEN PERFORM alongside.note('practice.acknowledged', NULL, jsonb_build_object('notice', notice)); END IF;
END $$;

-- Those in teams the viewer leads who must read it and have not said that they have.
CREATE OR REPLACE FUNCTION alongside.practice_waits(notice uuid) RETURNS TABLE (team text, name text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT t.name::text, a.name::text FROM public.learning_practicenotice n
    CROSS JOIN LATERAL alongside.practice_readers(n, NULL) r
    JOIN public.access_membership l ON l.team_id = r.team AND l.account_id = alongside.viewer() AND l.role = 'lead'
     AND l.starts <= statement_timestamp() AND (l.ends IS NULL OR l.ends > statement_timestamp())
    JOIN public.access_team t ON t.id = r.team JOIN public.access_account a ON a.id = r.account
   WHERE n.id = notice AND n.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM public.learning_acknowledgement k WHERE k.notice_id = n.id AND k.account_id = r.account)
  ORDER BY 1, 2
$$;

-- The same form sent twice is one notice.
CREATE OR REPLACE FUNCTION alongside.add_practice(new_id uuid, place uuid, title_ text, words_ text, on_ date, source_ text, link_ text, titles_ text[], teams_ uuid[],
  pages_ text[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM alongside.practice_places() p WHERE p.id = place) THEN
    PERFORM alongside.refuse('Leads of a team, and whoever looks after privacy, say what is new here.');
  END IF;
  IF EXISTS (SELECT 1 FROM unnest(teams_) x WHERE NOT EXISTS (SELECT 1 FROM public.access_team t WHERE t.id = x AND t.organisation_id = place)) THEN
    PERFORM alongside.refuse('That team is not one of this organisation.');
  END IF;
  INSERT INTO public.learning_practicenotice (id, organisation_id, title, words, sort, effective_on, source, link, titles, teams, pages, made_at, made_by)
  VALUES (new_id, place, title_, words_, 'local', on_, source_, link_, titles_, teams_, pages_, statement_timestamp(), alongside.viewer()) ON CONFLICT (id) DO NOTHING;
  IF FOUND THEN PERFORM alongside.note('practice.added', NULL, jsonb_build_object('notice', new_id)); END IF;
END $$;

-- It no longer holds. What was read stays read. Law and guidance are the operator's.
CREATE OR REPLACE FUNCTION alongside.withdraw_practice(notice uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE public.learning_practicenotice n SET withdrawn_at = statement_timestamp(), withdrawn_by = alongside.viewer()
   WHERE n.id = notice AND n.withdrawn_at IS NULL AND n.sort = 'local' AND n.organisation_id IN (SELECT p.id FROM alongside.practice_places() p);
  IF NOT FOUND THEN PERFORM alongside.refuse('Only leads of that organisation, and whoever looks after privacy there, can take it back.'); END IF;
  PERFORM alongside.note('practice.withdrawn', NULL, jsonb_build_object('notice', notice));
END $$;
