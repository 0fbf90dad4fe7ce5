-- Ways to reach somebody. What must not be found out lies in a table that no policy opens: these functions are its only door.

-- Who may know a hidden address or number: the person, and who works with them and sees their details. No circle, no proxy,
-- nobody by an emergency look.
CREATE OR REPLACE FUNCTION alongside.may_know_hidden(subject uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT (m & ({{SELF}} | {{CARE}})) <> 0 AND (m & {{SECTION_DETAILS}}) <> 0 FROM (SELECT alongside.my_rights(subject) AS m) x
$$;

-- What is hidden and stands now. Each look leaves its own row, which says that it was opened and nothing of what it says.
CREATE OR REPLACE FUNCTION alongside.protected_contacts(subject uuid)
RETURNS TABLE (id uuid, sort text, value text, note text, written_at timestamptz, written_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.may_know_hidden(subject) THEN
    PERFORM alongside.refuse('Only the person, and those who work with them, can do this.');
  END IF;
  PERFORM alongside.note('protected.opened', subject, '{}');
  RETURN QUERY SELECT p.id, p.sort::text, p.value::text, p.note::text, p.written_at, a.name::text
    FROM public.people_protectedcontact p JOIN public.access_account a ON a.id = p.written_by_id
   WHERE p.subject_id = subject AND p.ended_at IS NULL ORDER BY p.sort, p.written_at;
END $$;

-- The same form sent twice keeps one. An open contact point that says the same is taken off the ordinary page.
CREATE OR REPLACE FUNCTION alongside.add_protected(new_id uuid, subject uuid, sort_ text, value_ text, note_ text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.may_know_hidden(subject) THEN
    PERFORM alongside.refuse('Only the person, and those who work with them, can do this.');
  END IF;
  INSERT INTO public.people_protectedcontact (id, subject_id, sort, value, note, written_at, written_by_id)
  SELECT new_id, subject, sort_, value_, note_, statement_timestamp(), alongside.viewer()
   WHERE NOT EXISTS (SELECT 1 FROM public.people_protectedcontact p WHERE p.id = new_id
     OR (p.subject_id = subject AND p.sort = sort_ AND p.value = value_ AND p.ended_at IS NULL));
  UPDATE public.people_contactpoint c SET ended_at = statement_timestamp(), ended_by = alongside.viewer()
   WHERE c.subject_id = subject AND c.ended_at IS NULL AND alongside.plain_way(c.value) = alongside.plain_way(value_);
  PERFORM alongside.note('protected.added', subject, '{}');
END $$;

-- It no longer holds. Nobody is told, least of all at the old address.
CREATE OR REPLACE FUNCTION alongside.end_protected(subject uuid, point uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.may_know_hidden(subject) THEN
    PERFORM alongside.refuse('Only the person, and those who work with them, can do this.');
  END IF;
  UPDATE public.people_protectedcontact p SET ended_at = statement_timestamp(), ended_by = alongside.viewer()
   WHERE p.id = point AND p.subject_id = subject AND p.ended_at IS NULL;
  PERFORM alongside.note('protected.ended', subject, '{}');
END $$;

-- Where a message to the person goes: the newest way of this sort that is known to be safe, and never a hidden one. Whoever
-- writes to the person asks here first.
CREATE OR REPLACE FUNCTION alongside.addressed_to(subject uuid, how text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  found text;
BEGIN
  IF NOT alongside.holds(subject, {{SELF}} | {{CARE}}) THEN
    PERFORM alongside.refuse('Only the person, and those who work with them, can do this.');
  END IF;
  SELECT c.value INTO found FROM public.people_contactpoint c
   WHERE c.subject_id = subject AND c.sort = how AND c.safe = 'yes' AND c.ended_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM public.people_contactpoint o WHERE o.subject_id = subject AND o.ended_at IS NULL
       AND o.safe <> 'yes' AND alongside.plain_way(o.value) = alongside.plain_way(c.value))
     AND NOT EXISTS (SELECT 1 FROM public.people_protectedcontact p WHERE p.subject_id = subject AND p.ended_at IS NULL
       AND alongside.plain_way(p.value) = alongside.plain_way(c.value))
   ORDER BY c.written_at DESC LIMIT 1;
  IF found IS NULL THEN
    PERFORM alongside.refuse('There is no way of this sort that is known to be safe. Ask the person first how to reach them.');
  END IF;
  PERFORM alongside.note('contact.addressed', subject, jsonb_build_object('how', how));
  RETURN found;
END $$;

-- May an account be written to at this address or number? Not when it is the person's own and they said that it is not safe,
-- did not say that it is, or hid it. Only the keeper's other functions ask.
CREATE OR REPLACE FUNCTION alongside.may_mail(account uuid, address text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT NOT EXISTS (SELECT 1 FROM public.people_grant g JOIN (
      SELECT c.subject_id, c.value FROM public.people_contactpoint c WHERE c.ended_at IS NULL AND c.safe <> 'yes'
      UNION ALL SELECT p.subject_id, p.value FROM public.people_protectedcontact p WHERE p.ended_at IS NULL) k ON k.subject_id = g.subject_id
    WHERE g.account_id = account AND g.basis = 'own' AND NOT g.deny AND alongside.plain_way(k.value) = alongside.plain_way(address))
$$;

-- Where an account is told that there is something: at the mobile number its owner gave, else where it signs in. Not for the app.
CREATE OR REPLACE FUNCTION alongside.told_at(account uuid, OUT way text, OUT is_text boolean) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(nullif(p.mobile, ''), a.email::text), coalesce(p.mobile, '') <> ''
    FROM public.access_account a LEFT JOIN public.access_preference p ON p.account_id = a.id WHERE a.id = account
$$;

-- May the viewer be told at this address or number? They are told so when they choose it.
CREATE OR REPLACE FUNCTION alongside.may_tell_me(address text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$ SELECT alongside.may_mail(alongside.viewer(), address) $$;
