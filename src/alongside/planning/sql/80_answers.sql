-- Whoever can sign in answers for themself. For them, others may only write down that it could not be asked, and why.
CREATE OR REPLACE FUNCTION alongside.plan_answer_own() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user = 'alongside_keeper' OR NEW.voice_id = ANY (alongside.voices()) OR NEW.answer = 'could_not' THEN RETURN NEW; END IF;
  IF EXISTS (SELECT 1 FROM public.people_voice WHERE id = NEW.voice_id AND account_id IS NOT NULL) THEN
    PERFORM alongside.refuse('Whoever can sign in answers for themself.');
  END IF;
  RETURN NEW;
END $$;
