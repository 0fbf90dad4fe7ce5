-- Entries kept from the viewer. Never narrowed by alongside.subject: a list of what is hidden would lose its guard if a
-- statement switched the subject halfway. Nobody sees: NULL, so that `id <> ALL (…)` is never true.
CREATE OR REPLACE FUNCTION alongside.hidden() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v uuid := alongside.viewer();
BEGIN
  IF v IS NULL THEN RETURN NULL; END IF;
  RETURN (SELECT coalesce(array_agg(x.item_id), '{}') FROM (
    SELECT item_id FROM public.record_withholding WHERE account_id = v AND whom = 'account' AND lifted_at IS NULL AND item_id IS NOT NULL
    UNION ALL SELECT w.item_id FROM public.people_grant c JOIN public.record_withholding w ON w.subject_id = c.subject_id
       AND w.lifted_at IS NULL AND w.whom <> 'account' AND w.item_id IS NOT NULL
     WHERE c.account_id = v AND NOT c.deny AND c.basis IN ('own', 'consent', 'proxy') AND (w.whom = 'person') = (c.basis = 'own')) x);
END $$;

CREATE OR REPLACE FUNCTION alongside.invited() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(entry_id), '{}') FROM public.record_audience
   WHERE account_id = alongside.viewer() AND starts <= statement_timestamp() AND (ends IS NULL OR ends > statement_timestamp())
$$;
