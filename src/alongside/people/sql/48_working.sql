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
-- Whoever stands in and cannot open this record is not there for anybody in it, and is not named.
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
    LEFT JOIN LATERAL (SELECT y.ends, CASE WHEN (alongside.rights_of(y.cover_id, subject) & {{CARE}}) <> 0
        AND NOT alongside.is_away(y.cover_id, statement_timestamp(), statement_timestamp() + interval '1 second') THEN y.cover_id END AS cover_id
      FROM public.people_absence y WHERE y.account_id = v.account_id AND y.ended_at IS NULL AND w.works
      AND y.starts <= statement_timestamp() AND y.ends > statement_timestamp() ORDER BY y.ends DESC LIMIT 1) x ON true
   WHERE v.subject_id = subject AND alongside.my_rights(subject) <> 0
$$;

-- Does this account work with the person all that time, by name or with a team? A restricted record counts names alone, and
-- whoever is shut out does not. Not for the app.
CREATE OR REPLACE FUNCTION alongside.works_with(subject uuid, account uuid, since timestamptz, until_ timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT NOT alongside.is_shut(subject, account) AND EXISTS (SELECT 1 FROM public.people_grant g
    WHERE g.subject_id = subject AND NOT g.deny AND g.basis = 'care' AND g.starts <= since AND (g.ends IS NULL OR g.ends >= until_)
      AND (g.account_id = account OR (g.team_id IN (SELECT m.team_id FROM public.access_membership m WHERE m.account_id = account
          AND m.starts <= since AND (m.ends IS NULL OR m.ends >= until_))
        AND NOT EXISTS (SELECT 1 FROM public.people_grant r WHERE r.subject_id = subject AND r.account_id IS NULL AND r.team_id IS NULL
          AND (r.ends IS NULL OR r.ends > since)))))
$$;

-- The records that somebody was given by name, and that are open. Not for the app.
CREATE OR REPLACE FUNCTION alongside.given_by_name(who uuid) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT g.subject_id FROM public.people_grant g JOIN public.people_subject s ON s.id = g.subject_id AND s.state = 'open'
   WHERE g.account_id = who AND NOT g.deny AND g.basis = 'care' AND g.absence_id IS NULL
     AND g.starts <= statement_timestamp() AND (g.ends IS NULL OR g.ends > statement_timestamp())
$$;

-- Lets whoever stands in open what the absent worker was given by name, from when until when, where they do not work with the person
-- already; never where they are shut out, and only where the lead who says so works with the person themself. Where that lead does
-- not, a lead who does hears of it. Not for the app.
CREATE OR REPLACE FUNCTION alongside.let_stand_in(a public.people_absence) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  one uuid;
  since timestamptz := greatest(a.starts, statement_timestamp());
  away text := (SELECT x.name FROM public.access_account x WHERE x.id = a.account_id);
  told jsonb := jsonb_build_object('away', away, 'who', (SELECT x.name FROM public.access_account x WHERE x.id = a.cover_id),
    'day', to_char((a.ends - interval '1 minute') AT TIME ZONE 'Europe/London', 'FMDD FMMonth YYYY'));
BEGIN
  FOR one IN SELECT * FROM alongside.given_by_name(a.account_id) LOOP
    IF NOT alongside.holds(one, {{CARE}}) THEN
      PERFORM alongside.tell(l, 'absence.other_lead', one, a.id, jsonb_build_object('away', away)) FROM unnest(alongside.leads_of(one)) l
        WHERE l <> a.cover_id AND (alongside.rights_of(l, one) & {{CARE}}) <> 0;
      CONTINUE;
    END IF;
    CONTINUE WHEN alongside.is_shut(one, a.cover_id);
    IF NOT alongside.works_with(one, a.cover_id, since, a.ends) THEN
      PERFORM alongside.put_allocation(one, a.cover_id, NULL, {{CARE_MASK}}::bigint, 'cover', since, a.ends, 'other', '', a.id);
    END IF;
    IF coalesce((SELECT w.allocation FROM public.people_tellme w WHERE w.subject_id = one), true) THEN
      PERFORM alongside.tell_person(one, 'absence.cover', a.id, told);
    END IF;
  END LOOP;
END $$;

-- Ends what whoever stood in could open because of an absence, at that moment at the latest. Not for the app.
CREATE OR REPLACE FUNCTION alongside.end_standing_in(which uuid, at_ timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  one record;
BEGIN
  FOR one IN UPDATE public.people_grant g SET ends = greatest(g.starts, at_), ended_by = alongside.viewer()
       WHERE g.absence_id = which AND NOT g.deny AND (g.ends IS NULL OR g.ends > at_) RETURNING g.subject_id, g.account_id LOOP
    PERFORM alongside.keep_supervision(one.subject_id);
    PERFORM alongside.note('grant.ended', one.subject_id, jsonb_build_object('account', one.account_id));
  END LOOP;
END $$;

-- Is somebody away at any time in this span? Not for the app.
CREATE OR REPLACE FUNCTION alongside.is_away(who uuid, since timestamptz, until_ timestamptz) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM public.people_absence y WHERE y.account_id = who AND y.ended_at IS NULL AND y.starts < until_ AND y.ends > since)
$$;

-- Somebody who works here is away: a lead of theirs says so and who stands in, or they say it themself. It takes the place of what was
-- said of the same days. Said by themself it opens nothing to anybody: their leads are asked who stands in; who stood in goes on.
CREATE OR REPLACE FUNCTION alongside.put_absence(new_id uuid, who uuid, cover uuid, begins timestamptz, until_ timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  t timestamptz := statement_timestamp();
  leads boolean := coalesce(who = ANY (alongside.my_workers()), false);
  old public.people_absence;
  a public.people_absence;
BEGIN
  IF NOT leads AND (who IS DISTINCT FROM alongside.viewer() OR cardinality(alongside.my_teams()) = 0) THEN
    PERFORM alongside.refuse('Somebody says for themself that they are away, or their lead does.');
  END IF;
  IF NOT leads AND cover IS NOT NULL THEN PERFORM alongside.refuse('Who stands in is for your lead to say.'); END IF;
  IF EXISTS (SELECT 1 FROM public.people_absence y WHERE y.id = new_id) THEN RETURN; END IF;
  IF until_ <= t OR until_ <= begins THEN PERFORM alongside.refuse('That day has gone by, or comes before the first. Please say when they are back.'); END IF;
  IF begins < t - interval '92 days' OR until_ > t + interval '400 days' THEN PERFORM alongside.refuse('Please choose days that are nearer.'); END IF;
  IF cover IS NOT NULL THEN
    IF cover = who THEN PERFORM alongside.refuse('Nobody stands in for themself. Please choose somebody else.'); END IF;
    IF NOT (cover = ANY (alongside.my_workers())) OR NOT EXISTS (SELECT 1 FROM public.access_account x WHERE x.id = cover AND x.is_active AND NOT x.is_service) THEN
      PERFORM alongside.refuse('Please choose somebody of your team to stand in.');
    END IF;
    IF alongside.is_away(cover, greatest(begins, t), until_) THEN PERFORM alongside.refuse('They are away themself in that time. Please choose somebody else.'); END IF;
    IF until_ > greatest(begins, t) + interval '92 days' + interval '1 hour' THEN
      PERFORM alongside.refuse('Somebody stands in for three months at most. For longer, hand the people over, or say a nearer day.');
    END IF;
  END IF;
  SELECT * INTO old FROM public.people_absence y WHERE y.account_id = who AND y.ended_at IS NULL AND y.starts < until_ AND y.ends > greatest(begins, t)
    AND y.cover_id IS NOT NULL ORDER BY y.ends DESC LIMIT 1;
  INSERT INTO public.people_absence (id, account_id, cover_id, starts, ends, made_at, made_by)
  VALUES (new_id, who, CASE WHEN leads THEN cover ELSE old.cover_id END, begins, until_, t, alongside.viewer()) RETURNING * INTO a;
  IF a.cover_id IS NOT NULL AND a.cover_id = old.cover_id THEN
    -- The same one goes on: what they can open is kept, and a lead makes it last as long.
    UPDATE public.people_grant g SET absence_id = a.id, ends = greatest(g.starts, CASE WHEN leads THEN a.ends ELSE least(g.ends, a.ends) END)
     WHERE g.absence_id = old.id AND g.ends > t;
  END IF;
  PERFORM alongside.end_standing_in(y.id, t) FROM public.people_absence y
    WHERE y.account_id = who AND y.ended_at IS NULL AND y.id <> a.id AND y.starts < a.ends AND y.ends > greatest(a.starts, t);
  UPDATE public.people_absence y SET ended_at = t, ended_by = alongside.viewer()
   WHERE y.account_id = who AND y.ended_at IS NULL AND y.id <> a.id AND y.starts < a.ends AND y.ends > greatest(a.starts, t);
  PERFORM alongside.note('absence.put', NULL, jsonb_build_object('absence', a.id, 'account', who, 'cover', a.cover_id));
  IF leads AND a.cover_id IS NOT NULL THEN
    PERFORM alongside.let_stand_in(a);
    PERFORM alongside.tell(a.cover_id, 'absence.yours', NULL, a.id, jsonb_build_object('away', (SELECT x.name FROM public.access_account x WHERE x.id = who)));
  ELSIF NOT leads THEN
    PERFORM alongside.tell(l.account_id, 'absence.told', NULL, a.id, jsonb_build_object('away', (SELECT x.name FROM public.access_account x WHERE x.id = who)))
       FROM (SELECT DISTINCT m.account_id FROM public.access_membership m WHERE m.role = 'lead' AND m.team_id = ANY (alongside.my_teams())
         AND m.starts <= t AND (m.ends IS NULL OR m.ends > t)) l;
  END IF;
END $$;

-- Back again, or it comes to nothing: what was opened because of it ends now.
CREATE OR REPLACE FUNCTION alongside.end_absence(which uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  a public.people_absence;
BEGIN
  SELECT * INTO a FROM public.people_absence y WHERE y.id = which FOR UPDATE;
  IF a.id IS NULL OR NOT (a.account_id IS NOT DISTINCT FROM alongside.viewer() OR a.account_id = ANY (alongside.my_workers())) THEN
    PERFORM alongside.refuse('Somebody says for themself that they are back, or their lead does.');
  END IF;
  IF a.ended_at IS NOT NULL THEN RETURN; END IF;
  PERFORM alongside.end_standing_in(which, statement_timestamp());
  UPDATE public.people_absence SET ended_at = statement_timestamp(), ended_by = alongside.viewer() WHERE id = which;
  PERFORM alongside.note('absence.ended', NULL, jsonb_build_object('absence', which, 'account', a.account_id));
END $$;

-- For a lead: the records of somebody away, now or soon, which whoever stands in cannot open, or not until the end; and whether they are
-- shut out. Of records in which this lead works with the person, and of no other.
CREATE OR REPLACE FUNCTION alongside.not_covered() RETURNS TABLE (absence uuid, subject uuid, is_shut boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT y.id, s, alongside.is_shut(s, y.cover_id) FROM public.people_absence y CROSS JOIN LATERAL alongside.given_by_name(y.account_id) s
   WHERE y.account_id = ANY (alongside.my_workers()) AND y.cover_id IS NOT NULL AND y.ended_at IS NULL AND y.ends > statement_timestamp()
     AND s = ANY (alongside.seen({{CARE}})) AND NOT alongside.works_with(s, y.cover_id, greatest(y.starts, statement_timestamp()), y.ends)
$$;

-- How often the person and those who work with them agreed to be in touch, and how; either says it. How much work it is, those who work
-- with them say; said by the person, it stays as it is. An empty number: as the person likes.
CREATE OR REPLACE FUNCTION alongside.arrange(subject uuid, every_ int, how_ text, weight_ int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  works boolean := alongside.holds(subject, {{CARE}});
BEGIN
  IF NOT (works OR alongside.holds(subject, {{SELF}})) THEN PERFORM alongside.refuse('Only the person, or somebody who works with them, can do this.'); END IF;
  IF EXISTS (SELECT 1 FROM public.people_subject s WHERE s.id = subject AND s.state <> 'open') THEN PERFORM alongside.refuse('This record is closed.'); END IF;
  IF every_ NOT BETWEEN 1 AND 366 OR weight_ NOT BETWEEN 1 AND 4 OR length(how_) > 300 THEN PERFORM alongside.refuse('Please choose one of these.'); END IF;
  INSERT INTO public.people_arrangement (subject_id, every, how, weight, changed_at, changed_by)
  VALUES (subject, every_, how_, CASE WHEN works THEN weight_ END, statement_timestamp(), alongside.viewer())
  ON CONFLICT (subject_id) DO UPDATE SET every = EXCLUDED.every, how = EXCLUDED.how, changed_at = EXCLUDED.changed_at, changed_by = EXCLUDED.changed_by,
    weight = CASE WHEN works THEN EXCLUDED.weight ELSE people_arrangement.weight END;
  PERFORM alongside.note('arrangement.changed', subject, '{}');
  IF works THEN
    PERFORM alongside.tell_person(subject, 'arrangement.changed', NULL, jsonb_build_object('who', (SELECT x.name FROM public.access_account x WHERE x.id = alongside.viewer())));
  END IF;
END $$;
