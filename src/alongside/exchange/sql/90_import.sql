-- What an import needs beyond what people may do. Each asks the signed viewer; all but the first want the service account.

-- The account imports write as: made on first asking. It cannot sign in.
CREATE OR REPLACE FUNCTION alongside.import_account() RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  found uuid;
BEGIN
  INSERT INTO public.access_account (id, password, email, name, title, is_active, is_service, opened_at)
  VALUES (gen_random_uuid(), '!', 'import@alongside.invalid', 'Another system', '', true, true, statement_timestamp())
  ON CONFLICT (email) DO NOTHING;
  SELECT id INTO found FROM public.access_account WHERE email = 'import@alongside.invalid' AND is_service AND is_active;
  IF found IS NULL THEN PERFORM alongside.refuse('The account for imports is shut.'); END IF;
  RETURN found;
END $$;

CREATE OR REPLACE FUNCTION alongside.must_be_service() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM public.access_account WHERE id = alongside.viewer() AND is_service AND is_active) THEN
    PERFORM alongside.refuse('Only an import can ask this.');
  END IF;
END $$;

-- Does an open record other than this one hold this NHS number? Says no more than yes or no.
CREATE OR REPLACE FUNCTION alongside.import_number_taken(nhs text, own uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM alongside.must_be_service();
  RETURN EXISTS (SELECT 1 FROM public.people_details d JOIN public.people_subject s ON s.id = d.subject_id
                  WHERE nhs <> '' AND d.nhs_number = nhs AND s.id <> own AND s.state <> 'redirected');
END $$;

-- Until when somebody was in the circle, for a voice the import itself just added.
CREATE OR REPLACE FUNCTION alongside.import_until(voice uuid, day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM alongside.must_be_service();
  UPDATE public.people_voice SET until = day WHERE id = voice AND added_by = alongside.viewer() AND until IS NULL;
END $$;
