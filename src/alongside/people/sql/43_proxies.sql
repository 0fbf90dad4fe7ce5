-- Proxies: attorneys, deputies, appointees, whoever a court named. To be one opens nothing (Mental Capacity Act 2005 s 11(7): an
-- attorney for health acts only where the person cannot decide). What opens is the person's yes, or a finding for one decision.

-- The grants of a voice's live proxies, once that voice has an account. Not for the app.
CREATE OR REPLACE FUNCTION alongside.put_proxy_grants(subject uuid, voice uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO public.people_grant (id, subject_id, account_id, mask, deny, starts, ends, basis, reason, given_by)
  SELECT p.id, p.subject_id, v.account_id, p.mask | {{CIRCLE_RIGHTS}}, false, greatest(p.starts, statement_timestamp()), p.ends, 'proxy', p.kind, p.added_by
    FROM public.people_proxy p JOIN public.people_voice v ON v.id = p.voice_id AND v.account_id IS NOT NULL
   WHERE p.subject_id = subject AND p.voice_id = voice AND p.ended_at IS NULL AND p.ends > statement_timestamp()
  ON CONFLICT (id) DO NOTHING
$$;

-- Somebody who works with the person writes down who acts for them, what they have seen of it, and why they may see what.
CREATE OR REPLACE FUNCTION alongside.add_proxy(new_id uuid, subject uuid, voice uuid, kind_ text, number_ text, checked date, seen_by_ text,
  seen date, ground_ text, found_day date, found_by_ text, because text, new_mask bigint, until timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v public.people_voice;
BEGIN
  IF NOT alongside.holds(subject, {{CARE}}) THEN PERFORM alongside.refuse('Only somebody who works with the person can do this.'); END IF;
  IF EXISTS (SELECT 1 FROM public.people_proxy p WHERE p.id = new_id) THEN RETURN; END IF;
  SELECT * INTO v FROM public.people_voice x WHERE x.id = voice AND x.subject_id = subject AND x.kind = 'member';
  IF v.id IS NULL OR v.account_id IS NOT DISTINCT FROM alongside.viewer() THEN PERFORM alongside.refuse('Choose somebody else of the circle.'); END IF;
  IF NOT EXISTS (SELECT 1 FROM public.people_subject s WHERE s.id = subject AND s.state = 'open') THEN
    PERFORM alongside.refuse('This record is closed.');
  END IF;
  IF length(regexp_replace(because, '[^[:alpha:]]', '', 'g')) < 10 OR length(btrim(found_by_)) < 2 OR length(btrim(seen_by_)) < 2 THEN
    PERFORM alongside.refuse('Say who has seen the document, and what was decided, by whom.');
  END IF;
  IF seen > current_date + 1 OR found_day > current_date + 1 OR checked > current_date + 1 THEN
    PERFORM alongside.refuse('That day has not come yet.');
  END IF;
  IF kind_ = ANY ({{REGISTERED}}) AND (checked IS NULL OR length(btrim(number_)) < 4) THEN
    PERFORM alongside.refuse('Look the number up with the Office of the Public Guardian, and say when you did.');
  END IF;
  IF new_mask = 0 OR new_mask & ~{{ALL_SECTIONS}}::bigint <> 0 THEN PERFORM alongside.refuse('Choose at least one part.'); END IF;
  IF ground_ = 'finding' AND kind_ = ANY ({{MONEY_PROXIES}}) AND new_mask & ~{{MONEY_SECTIONS}}::bigint <> 0 THEN
    PERFORM alongside.refuse('Whoever acts in money matters sees by a finding only details, needs, goals, rights and what the council decided.');
  END IF;
  IF until <= statement_timestamp() OR until > statement_timestamp() + interval '12 months 1 day' THEN
    PERFORM alongside.refuse('Twelve months at most. Then it is looked at again.');
  END IF;
  INSERT INTO public.people_proxy (id, subject_id, voice_id, kind, number, checked_on, seen_by, seen_on, ground, found_on, found_by, mask, starts, ends, added_at, added_by, ended_why)
  VALUES (new_id, subject, voice, kind_, btrim(number_), checked, seen_by_, seen, ground_, found_day, found_by_, new_mask, statement_timestamp(), until, statement_timestamp(), alongside.viewer(), '');
  INSERT INTO public.people_proxyword (id, subject_id, proxy_id, sort, words, said_at, said_by)
  VALUES (gen_random_uuid(), subject, new_id, 'because', because, statement_timestamp(), alongside.viewer());
  PERFORM alongside.put_proxy_grants(subject, voice);
  PERFORM alongside.note('proxy.added', subject, jsonb_build_object('proxy', new_id));
  PERFORM alongside.tell(o, 'proxy.added', subject, new_id, jsonb_build_object('who', v.name)) FROM unnest(alongside.owners(subject)) o;
END $$;

-- It ends, at once: whoever works with the person says so (above all when the person can decide again); the person ends what
-- rests on their own yes.
CREATE OR REPLACE FUNCTION alongside.end_proxy(subject uuid, proxy uuid, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  p public.people_proxy;
BEGIN
  SELECT * INTO p FROM public.people_proxy x WHERE x.id = proxy AND x.subject_id = subject;
  IF p.id IS NULL OR NOT (alongside.holds(subject, {{CARE}}) OR (alongside.holds(subject, {{SELF}}) AND p.ground = 'consent')) THEN
    PERFORM alongside.refuse('Only somebody who works with the person can end this. You can say that you do not agree.');
  END IF;
  IF why NOT IN ('can_decide', 'taken_back', 'ended', 'mistake') THEN PERFORM alongside.refuse('Please say why it ends.'); END IF;
  UPDATE public.people_proxy x SET ended_at = statement_timestamp(), ended_by = alongside.viewer(), ended_why = why
   WHERE x.id = proxy AND x.ended_at IS NULL;
  UPDATE public.people_grant g SET ends = greatest(g.starts, statement_timestamp()), ended_by = alongside.viewer()
   WHERE g.id = proxy AND g.basis = 'proxy' AND (g.ends IS NULL OR g.ends > statement_timestamp());
  PERFORM alongside.note('proxy.ended', subject, jsonb_build_object('proxy', proxy, 'why', why));
END $$;

-- The person says that they do not agree; whoever works with them answers, so that the person can read it.
CREATE OR REPLACE FUNCTION alongside.say_of_proxy(subject uuid, proxy uuid, what text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  mine boolean := alongside.holds(subject, {{SELF}});
  p public.people_proxy;
BEGIN
  SELECT * INTO p FROM public.people_proxy x WHERE x.id = proxy AND x.subject_id = subject;
  IF p.id IS NULL OR NOT (mine OR alongside.holds(subject, {{CARE}})) THEN
    PERFORM alongside.refuse('Only the person, and those who work with them, can do this.');
  END IF;
  IF length(btrim(what)) < 3 THEN PERFORM alongside.refuse('Please say it in a few words.'); END IF;
  INSERT INTO public.people_proxyword (id, subject_id, proxy_id, sort, words, said_at, said_by)
  VALUES (gen_random_uuid(), subject, proxy, CASE WHEN mine THEN 'objection' ELSE 'answer' END, what, statement_timestamp(), alongside.viewer());
  PERFORM alongside.note(CASE WHEN mine THEN 'proxy.objected' ELSE 'proxy.answered' END, subject, jsonb_build_object('proxy', proxy));
  IF mine THEN
    PERFORM alongside.tell(o, 'proxy.objected', subject, proxy, '{}') FROM (SELECT p.added_by UNION SELECT g.account_id FROM public.people_grant g
      WHERE g.subject_id = subject AND g.basis = 'care' AND NOT g.deny AND g.account_id IS NOT NULL AND (g.ends IS NULL OR g.ends > statement_timestamp())) y (o);
  ELSE
    PERFORM alongside.tell(o, 'proxy.answered', subject, proxy, '{}') FROM unnest(alongside.owners(subject)) o;
  END IF;
END $$;
