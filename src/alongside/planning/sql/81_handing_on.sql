-- A step is handed on: by whoever sees to it, whose words it is, or who wrote it down; and, while whoever sees to it is away or
-- gone, by the person and those who work with them. To somebody of the circle who is there. Gives whether that version stood.
CREATE OR REPLACE FUNCTION alongside.hand_on_step(subject uuid, step uuid, version_ int, to_ uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  t public.planning_step;
  mine uuid[] := alongside.voices();
  rights bigint := alongside.my_rights(subject);
BEGIN
  SELECT x.* INTO t FROM public.planning_step x WHERE x.id = step AND x.subject_id = subject AND x.standing = 'current';
  IF rights & {{VOICE}} = 0 OR rights & {{SECTION_GOALS}} = 0 OR t.id IS NULL OR t.id = ANY (alongside.hidden()) OR NOT coalesce(
      t.responsible_id = ANY (mine) OR t.words_of_id = ANY (mine) OR t.written_by_id = alongside.viewer()
      OR (rights & ({{CARE}} | {{SELF}}) <> 0 AND EXISTS (SELECT 1 FROM alongside.not_here(subject) n WHERE n.voice = t.responsible_id)), false) THEN
    PERFORM alongside.refuse('Whoever sees to this step hands it on. You can answer it on its own page.');
  END IF;
  PERFORM alongside.check_open_hands(subject, to_);
  UPDATE public.planning_step x SET responsible_id = to_, version = x.version + 1 WHERE x.id = step AND x.version = version_ AND x.outcome = '';
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM alongside.note('step.mended', subject, jsonb_build_object('entry', step));
  RETURN true;
END $$;
