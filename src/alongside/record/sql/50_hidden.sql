-- Entries kept from the viewer. Never narrowed by alongside.subject: a list of what is hidden would lose its guard if a
-- statement switched the subject halfway. Nobody sees: NULL, so that `id <> ALL (…)` is never true. What goes on paper
-- (alongside.paper) leaves out besides whatever is kept from the person or the circle: paper is given out of hand.
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
     WHERE c.account_id = v AND NOT c.deny AND c.basis IN ({{CIRCLE_BASES}}) AND (w.whom = 'person') = (c.basis = 'own')
    UNION ALL SELECT item_id FROM public.record_withholding
     WHERE current_setting('alongside.paper', true) = 'yes' AND lifted_at IS NULL AND whom <> 'account' AND item_id IS NOT NULL) x);
END $$;

-- Entries of closed kinds that name the viewer as their audience.
CREATE OR REPLACE FUNCTION alongside.invited() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v uuid := alongside.viewer();
  t timestamptz := statement_timestamp();
  teams uuid[];
BEGIN
  IF v IS NULL OR NOT EXISTS (SELECT 1 FROM public.record_audience WHERE account_id = v) THEN RETURN '{}'; END IF;
  SELECT array_agg(team_id) INTO teams FROM public.access_membership
   WHERE account_id = v AND starts <= t AND (ends IS NULL OR ends > t);
  RETURN (SELECT coalesce(array_agg(a.entry_id), '{}') FROM public.record_audience a WHERE {{AUDIENCE}});
END $$;
