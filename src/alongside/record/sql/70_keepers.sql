-- Keeper functions of the spine: moving an entry, purging drafts.

-- An entry written into the wrong record: copied right; the wrong record keeps a line without content.
CREATE OR REPLACE FUNCTION alongside.move_entry(kind_table text, entry uuid, to_subject uuid, new_id uuid, voice uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  it public.record_item;
  v uuid := alongside.viewer();
  t timestamptz := statement_timestamp();
  old_row jsonb;
  kept text[] := ARRAY['id','subject_id','words_of_id','how','confirmed_at','confirmed_by','written_by_id','written_at','at','contribution_id',
    'version','standing','standing_reason','standing_at','standing_by','source'];
  copied jsonb;
BEGIN
  SELECT * INTO it FROM public.record_item WHERE id = entry AND standing = 'current' AND (bit & {{CLOSED}}) = 0;
  IF it.id IS NULL OR it.written_by_id <> v OR it.id = ANY (alongside.hidden()) THEN PERFORM alongside.refuse('Only the one who wrote this down can move it.'); END IF;
  IF it.subject_id = to_subject THEN PERFORM alongside.refuse('It is in this record already.'); END IF;
  IF NOT (alongside.holds(it.subject_id, {{VOICE}}) AND alongside.holds(to_subject, {{VOICE}})) THEN
    PERFORM alongside.refuse('You need to be able to write in both records.');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM public.people_voice WHERE id = voice AND subject_id = to_subject) THEN
    PERFORM alongside.refuse('Please say whose words these are in the other record.');
  END IF;
  IF kind_table !~ '^[a-z_]+$' OR kind_table = 'record_contribution' THEN PERFORM alongside.refuse('This cannot be moved.'); END IF;
  EXECUTE format('SELECT to_jsonb(k) FROM public.%I k WHERE id = $1', kind_table) INTO old_row USING entry;
  IF old_row IS NULL THEN PERFORM alongside.refuse('This cannot be moved.'); END IF;
  copied := old_row || jsonb_build_object('id', new_id, 'subject_id', to_subject, 'words_of_id', voice, 'contribution_id', NULL,
    'confirmed_at', NULL, 'confirmed_by', NULL, 'written_at', t, 'version', 1);
  copied := copied || (SELECT coalesce(jsonb_object_agg(key, CASE WHEN jsonb_typeof(value) = 'array' THEN '[]'::jsonb ELSE 'null'::jsonb END), '{}')
    FROM jsonb_each(old_row) WHERE key <> ALL (kept) AND alongside.holds_ids(value));
  IF EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = format('public.%I', kind_table)::regclass AND attnum > 0 AND attnotnull
             AND attname <> ALL (kept) AND jsonb_typeof(copied -> attname) = 'null') THEN
    PERFORM alongside.refuse('This belongs to another entry and cannot move alone. Please write it again in the right record, and mark this one as a mistake.');
  END IF;
  EXECUTE format('INSERT INTO public.%I SELECT * FROM jsonb_populate_record(NULL::public.%I, $1)', kind_table, kind_table) USING copied;
  EXECUTE format('UPDATE public.%I SET pgh_obj_id = $1, id = $1, subject_id = $2 WHERE id = $3', kind_table || 'event') USING new_id, to_subject, entry;
  UPDATE public.record_response SET shut = true WHERE item_id = entry;
  UPDATE public.record_challenge SET shut = true WHERE item_id = entry;
  UPDATE public.record_challengeevent SET shut = true WHERE item_id = entry;
  INSERT INTO public.record_attachment (id, item_id, subject_id, bit, item_by, written_by_id, written_at, shut, name, content_type, size, sha256, path)
  SELECT gen_random_uuid(), new_id, to_subject, bit, item_by, written_by_id, written_at, shut, name, content_type, size, sha256, path
    FROM public.record_attachment WHERE item_id = entry;
  UPDATE public.record_attachment SET shut = true, name = '', sha256 = '', path = '' WHERE item_id = entry;
  INSERT INTO public.record_withholding (id, subject_id, item_id, bit, whom, account_id, grounds, particular, words, made_at, made_by,
    second_due, second_answer, opinion_due, review_by)
  SELECT gen_random_uuid(), to_subject, new_id, bit, whom, account_id, grounds, particular, words, made_at, made_by, second_due, '', opinion_due, review_by
    FROM public.record_withholding WHERE item_id = entry AND whom = 'account' AND lifted_at IS NULL;
  PERFORM alongside.blank_entry(kind_table, entry, kept, t);
  PERFORM alongside.note('entry.moved_away', it.subject_id, jsonb_build_object('entry', entry));
  PERFORM alongside.note('entry.moved_here', to_subject, jsonb_build_object('entry', new_id));
  RETURN new_id;
END $$;

CREATE OR REPLACE FUNCTION alongside.holds_ids(value jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE jsonb_typeof(value)
    WHEN 'string' THEN (value #>> '{}') ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
    WHEN 'array' THEN jsonb_array_length(value) > 0 AND (SELECT bool_and(x ~ '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$') FROM jsonb_array_elements_text(value) x)
    ELSE false END
$$;

-- What is left in the wrong record: a line without content. Not for the app.
CREATE OR REPLACE FUNCTION alongside.blank_entry(kind_table text, entry uuid, kept text[], t timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  sets text;
BEGIN
  SELECT string_agg(format('%I = %s', attname, CASE WHEN NOT attnotnull THEN 'NULL' WHEN typcategory = 'A' THEN quote_literal('{}')
      WHEN typcategory = 'S' THEN quote_literal('') ELSE attname::text END), ', ') INTO sets
    FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
   WHERE attrelid = format('public.%I', kind_table)::regclass AND attnum > 0 AND NOT attisdropped AND attname <> ALL (kept);
  EXECUTE format('UPDATE public.%I SET %s, standing = ''moved'', standing_reason = '''', standing_at = $1, standing_by = $2,
    confirmed_at = NULL, confirmed_by = NULL, source = '''', version = version + 1 WHERE id = $3', kind_table, sets) USING t, alongside.viewer(), entry;
END $$;

-- Drafts nobody used: 30 days after they were last saved.
CREATE OR REPLACE FUNCTION alongside.purge_drafts() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  gone bigint;
BEGIN
  DELETE FROM public.record_draft WHERE saved_at < statement_timestamp() - interval '30 days';
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
