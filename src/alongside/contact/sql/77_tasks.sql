-- A task is handed on: by whoever sees to it, who wrote it down, and, like all that concerns how it stands, by the person and
-- those who work with them. Whoever hands it on may not see it afterwards, so that a plain update would not do. To somebody of
-- the circle who is there. Gives whether that version stood; `words` are kept on it by who can put them nowhere else.
CREATE OR REPLACE FUNCTION alongside.hand_on_task(subject uuid, task uuid, version_ int, to_ uuid, words_ text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  t public.contact_task;
  mine uuid[] := alongside.voices();
  rights bigint := alongside.my_rights(subject);
BEGIN
  SELECT x.* INTO t FROM public.contact_task x WHERE x.id = task AND x.subject_id = subject AND x.standing = 'current';
  IF rights & {{VOICE}} = 0 OR t.id IS NULL OR t.id = ANY (alongside.hidden()) OR NOT coalesce(
      t.responsible_id = ANY (mine) OR t.words_of_id = ANY (mine) OR t.written_by_id = alongside.viewer()
      OR (rights & ({{CARE}} | {{SELF}}) <> 0 AND rights & {{SECTION_VISITS}} <> 0), false) THEN
    PERFORM alongside.refuse('Whoever sees to this says how it stands. You can answer it on its own page.');
  END IF;
  PERFORM alongside.check_open_hands(subject, to_);
  UPDATE public.contact_task x SET responsible_id = to_, version = x.version + 1, how_it_went = CASE WHEN words_ <> '' THEN words_ ELSE x.how_it_went END
   WHERE x.id = task AND x.version = version_ AND x.outcome = '';
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM alongside.note('task.mended', subject, jsonb_build_object('entry', task));
  RETURN true;
END $$;
