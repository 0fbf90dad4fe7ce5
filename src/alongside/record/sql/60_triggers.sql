-- Guards on every kind's table. They run with the rights of whoever writes; the keeper passes.

CREATE OR REPLACE FUNCTION alongside.fixed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user = 'alongside_keeper' THEN RETURN NEW; END IF;
  PERFORM alongside.refuse('Whose words these are, who wrote them down and in which record cannot be changed.');
  RETURN NULL;
END $$;

-- Own words: the voice may change them; the writer may mend them, and confirmation is asked again; nobody else.
CREATE OR REPLACE FUNCTION alongside.own_words() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user = 'alongside_keeper' OR NEW.words_of_id = ANY (alongside.voices()) THEN RETURN NEW; END IF;
  IF OLD.written_by_id IS DISTINCT FROM alongside.viewer() THEN
    PERFORM alongside.refuse('Only the one whose words these are, or who wrote them down, can change them.');
  END IF;
  NEW.confirmed_at := NULL;
  NEW.confirmed_by := NULL;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION alongside.standing_changes() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user = 'alongside_keeper' THEN RETURN NEW; END IF;
  IF NEW.standing = 'moved' OR OLD.standing = 'moved' THEN PERFORM alongside.refuse('This entry has been moved.'); END IF;
  IF NEW.words_of_id = ANY (alongside.voices()) THEN RETURN NEW; END IF;
  IF NEW.standing = 'taken_back' OR OLD.standing = 'taken_back' THEN
    PERFORM alongside.refuse('Only the one whose words these are can take them back.');
  END IF;
  IF OLD.written_by_id IS DISTINCT FROM alongside.viewer() THEN
    PERFORM alongside.refuse('Only the one who wrote this down, or whose words they are, can mark it as a mistake.');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION alongside.confirm() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user = 'alongside_keeper' OR NEW.confirmed_by IS NULL THEN RETURN NEW; END IF;
  IF NEW.words_of_id <> ALL (alongside.voices()) OR NEW.confirmed_by IS DISTINCT FROM alongside.viewer() THEN
    PERFORM alongside.refuse('Only the one whose words these are can confirm them.');
  END IF;
  RETURN NEW;
END $$;

-- A voice with an account of its own that is not the writer's can be written down for; it cannot be signed in its name.
CREATE OR REPLACE FUNCTION alongside.voice_may() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user = 'alongside_keeper' THEN RETURN NEW; END IF;
  IF NEW.version <> 1 OR NEW.standing <> 'current' THEN PERFORM alongside.refuse('A new entry starts as current, in its first version.'); END IF;
  RETURN NEW;
END $$;

-- Links: an entry (or several) of the same record that the viewer can see. Hidden and missing give one answer.
CREATE OR REPLACE FUNCTION alongside.links() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  new_row jsonb := to_jsonb(NEW);
  old_row jsonb := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) ELSE '{}' END;
  wanted uuid[] := '{}';
  had uuid[] := '{}';
BEGIN
  IF current_user = 'alongside_keeper' THEN RETURN NEW; END IF;
  FOR i IN 0 .. TG_NARGS - 1 LOOP
    wanted := wanted || alongside.ids_in(new_row -> TG_ARGV[i]);
    had := had || alongside.ids_in(old_row -> TG_ARGV[i]);
  END LOOP;
  IF EXISTS (SELECT 1 FROM unnest(wanted) w WHERE w <> ALL (had)
             AND NOT EXISTS (SELECT 1 FROM public.record_item i WHERE i.id = w AND i.subject_id = NEW.subject_id)) THEN
    PERFORM alongside.refuse('What this points to is not in this record, or cannot be seen by you.');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION alongside.ids_in(value jsonb) RETURNS uuid[] LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE jsonb_typeof(value)
    WHEN 'array' THEN (SELECT coalesce(array_agg(x::uuid), '{}') FROM jsonb_array_elements_text(value) x)
    WHEN 'string' THEN ARRAY[(value #>> '{}')::uuid] ELSE '{}'::uuid[] END
$$;

-- What stands beside an entry: looked up as the writer of it, so that hidden and missing give one answer.
CREATE OR REPLACE FUNCTION alongside.answer_seen() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user = 'alongside_keeper' THEN RETURN NEW; END IF;
  IF NOT EXISTS (SELECT 1 FROM public.record_item i WHERE i.id = NEW.item_id AND i.subject_id = NEW.subject_id) THEN
    PERFORM alongside.refuse('This entry is not in this record, or cannot be seen by you.');
  END IF;
  RETURN NEW;
END $$;
