-- Whoever can sign in answers for themself; of them others may only write down that it could not be asked, and why. For who
-- cannot sign in, those who work with the person, the person, or one of several who speak together write the answer down.
CREATE OR REPLACE FUNCTION alongside.plan_answer_own() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  mine uuid[] := alongside.voices();
  of_ uuid[];
  account uuid;
BEGIN
  IF current_user = 'alongside_keeper' OR NEW.voice_id = ANY (mine) THEN RETURN NEW; END IF;
  SELECT "of", account_id INTO of_, account FROM public.people_voice WHERE id = NEW.voice_id;
  IF account IS NOT NULL AND NEW.answer <> 'could_not' THEN
    PERFORM alongside.refuse('Whoever can sign in answers for themself.');
  END IF;
  IF account IS NOT NULL AND EXISTS (SELECT 1 FROM public.planning_plananswer a
       WHERE a.version_id = NEW.version_id AND a.voice_id = NEW.voice_id AND a.written_by_id = account) THEN
    PERFORM alongside.refuse('They have answered for themself already. Their own answer stands.');
  END IF;
  IF NOT (alongside.holds(NEW.subject_id, {{SELF}} | {{CARE}}) OR coalesce(of_, '{}') && mine) THEN
    PERFORM alongside.refuse('Only the person, or somebody who works with them, can write down the answer of somebody else.');
  END IF;
  RETURN NEW;
END $$;

-- A yes to what leans on somebody is theirs alone: given by whoever it is; for who cannot sign in it is written down, with
-- how it was given, by the person or somebody who works with them. The line has to lean on that very voice, and
-- its words to be those that were read.
CREATE OR REPLACE FUNCTION alongside.willing_own() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  words_now text;
BEGIN
  IF current_user = 'alongside_keeper' THEN RETURN NEW; END IF;
  SELECT m.words INTO words_now FROM public.planning_metby m WHERE m.id = NEW.met_by_id AND m.subject_id = NEW.subject_id
     AND m.leans_on_id = NEW.voice_id AND m.standing = 'current';
  IF words_now IS NULL THEN PERFORM alongside.refuse('This is not asked of them here, or cannot be seen by you.'); END IF;
  IF words_now <> NEW.said_to THEN
    PERFORM alongside.refuse('The words have changed since you opened this page. Here they are as they stand now: please read them again.');
  END IF;
  IF NEW.voice_id = ANY (alongside.voices()) THEN RETURN NEW; END IF;
  IF EXISTS (SELECT 1 FROM public.people_voice WHERE id = NEW.voice_id AND kind = 'together') THEN
    PERFORM alongside.refuse('Several who speak together are asked each by themself.');
  END IF;
  IF EXISTS (SELECT 1 FROM public.people_voice WHERE id = NEW.voice_id AND account_id IS NOT NULL) THEN
    PERFORM alongside.refuse('Whoever can sign in says yes or no themself.');
  END IF;
  IF NOT alongside.holds(NEW.subject_id, {{SELF}} | {{CARE}}) THEN
    PERFORM alongside.refuse('Only the person, or somebody who works with them, can write down the yes of somebody else.');
  END IF;
  IF NEW.how = '' THEN PERFORM alongside.refuse('Please say how the answer was given.'); END IF;
  RETURN NEW;
END $$;

-- Does an organisation that works with the person ask for a manager's word on plans, and may the viewer give it?
CREATE OR REPLACE FUNCTION alongside.authorising(subject uuid) RETURNS TABLE (asked boolean, may boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH teams AS (
    SELECT DISTINCT g.team_id AS id, o.asks_authorisation AS asks FROM public.people_grant g
      JOIN public.access_team t ON t.id = g.team_id JOIN public.access_organisation o ON o.id = t.organisation_id
     WHERE g.subject_id = subject AND NOT g.deny AND (g.mask & {{CARE}}) <> 0 AND g.starts <= statement_timestamp()
       AND (g.ends IS NULL OR g.ends > statement_timestamp()))
  SELECT coalesce(bool_or(asks), false) AND alongside.my_rights(subject) <> 0,
         coalesce(bool_or(asks AND alongside.leads(id)), false) AND alongside.holds(subject, {{CARE}})
    FROM teams
$$;

CREATE OR REPLACE FUNCTION alongside.plan_event_own() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user = 'alongside_keeper' OR NEW.kind NOT IN ('authorised', 'returned') THEN RETURN NEW; END IF;
  IF NOT (SELECT may FROM alongside.authorising(NEW.subject_id)) THEN
    PERFORM alongside.refuse('Only a manager of a team that works with the person can authorise or return a plan.');
  END IF;
  RETURN NEW;
END $$;

-- A line that somebody answered goes on leaning on them, for that need, in that way: another need, or nobody, is another line.
CREATE OR REPLACE FUNCTION alongside.met_by_answered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.standing <> 'moved' AND EXISTS (SELECT 1 FROM public.planning_willing w WHERE w.met_by_id = OLD.id) THEN
    PERFORM alongside.refuse('Somebody has answered to this line. Write a new line for another need, another way, or another person.');
  END IF;
  RETURN NEW;
END $$;

-- Whoever leaves the circle, or with whom nothing is shared any more, cannot take a yes back: it ends with that, and is asked
-- anew when they are there again.
CREATE OR REPLACE FUNCTION alongside.end_yeses(voice uuid) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO public.planning_willing (id, subject_id, met_by_id, voice_id, answer, said_to, words, how, written_at, written_by_id)
  SELECT gen_random_uuid(), l.subject_id, l.met_by_id, l.voice_id, 'ended', l.said_to, '', '', statement_timestamp(),
         coalesce(alongside.viewer(), l.written_by_id)
    FROM (SELECT DISTINCT ON (w.met_by_id) w.* FROM public.planning_willing w WHERE w.voice_id = voice
           ORDER BY w.met_by_id, w.written_at DESC, w.id DESC) l
   WHERE l.answer = 'yes'
$$;

CREATE OR REPLACE FUNCTION alongside.yes_ends_by_leaving() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM alongside.end_yeses(NEW.id);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION alongside.yes_ends_with_sharing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM alongside.end_yeses(v.id) FROM public.people_voice v
    WHERE v.subject_id = NEW.subject_id AND v.account_id = NEW.account_id
      AND NOT EXISTS (SELECT 1 FROM public.people_grant g WHERE g.subject_id = NEW.subject_id AND g.account_id = NEW.account_id
        AND NOT g.deny AND g.starts <= statement_timestamp() AND (g.ends IS NULL OR g.ends > statement_timestamp()));
  RETURN NULL;
END $$;
