-- Does the viewer look after this, for any organisation, now?
CREATE OR REPLACE FUNCTION alongside.has_duty(duty text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM public.access_duty d JOIN public.access_account a ON a.id = d.account_id AND a.is_active
    WHERE d.account_id = alongside.viewer() AND d.kind = duty
      AND d.starts <= statement_timestamp() AND (d.ends IS NULL OR d.ends > statement_timestamp()))
$$;
