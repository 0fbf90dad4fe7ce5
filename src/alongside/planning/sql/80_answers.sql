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
