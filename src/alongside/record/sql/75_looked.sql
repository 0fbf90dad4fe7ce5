-- When the viewer last opened this record, before the last half hour: for "new since you last looked".
CREATE OR REPLACE FUNCTION alongside.last_looked(one uuid) RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT max(at) FROM public.access_auditevent
   WHERE subject_id = one AND by = alongside.viewer() AND action = 'record.opened' AND at < statement_timestamp() - interval '30 minutes'
$$;
