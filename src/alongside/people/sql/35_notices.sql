-- Who looks after this for the organisations that work with somebody; where none of them has named anybody: all who do.
CREATE OR REPLACE FUNCTION alongside.duty_holders(duty text, subject uuid) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  WITH held AS (SELECT d.account_id, d.organisation_id FROM public.access_duty d JOIN public.access_account a ON a.id = d.account_id AND a.is_active
      WHERE d.kind = duty AND d.starts <= statement_timestamp() AND (d.ends IS NULL OR d.ends > statement_timestamp())),
    places AS (
      SELECT t.organisation_id FROM public.people_grant g JOIN public.access_team t ON t.id = g.team_id
       WHERE g.subject_id = subject AND NOT g.deny
      UNION SELECT t.organisation_id FROM public.people_grant g JOIN public.access_membership m ON m.account_id = g.account_id
        JOIN public.access_team t ON t.id = m.team_id WHERE g.subject_id = subject AND NOT g.deny AND g.basis NOT IN ('own', 'consent', 'break_glass')),
    near AS (SELECT account_id FROM held WHERE organisation_id IN (SELECT organisation_id FROM places))
  SELECT coalesce(array_agg(DISTINCT h.account_id), '{}') FROM held h
   WHERE h.account_id IN (SELECT account_id FROM near) OR NOT EXISTS (SELECT 1 FROM near)
$$;

-- Lets an account know of something. An unread one that says the same is not said twice. Not for the app.
CREATE OR REPLACE FUNCTION alongside.tell(account uuid, kind_ text, subject uuid, about_ uuid, detail_ jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF account IS NULL OR account IS NOT DISTINCT FROM alongside.viewer() OR EXISTS (
      SELECT 1 FROM public.people_notice n WHERE n.account_id = account AND n.kind = kind_ AND n.read_at IS NULL
         AND n.subject_id IS NOT DISTINCT FROM subject AND n.about IS NOT DISTINCT FROM about_ AND n.detail = detail_) THEN
    RETURN;
  END IF;
  INSERT INTO public.people_notice (id, account_id, kind, subject_id, about, detail, made_at, made_by)
  VALUES (gen_random_uuid(), account, kind_, subject, about_, detail_, statement_timestamp(), alongside.viewer());
END $$;
