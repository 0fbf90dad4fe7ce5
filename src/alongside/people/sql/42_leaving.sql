-- Somebody is no longer in the circle, from this day. Their words stay, and so does their account's own history. The person,
-- somebody who works with them, or whoever leaves may say so; when the person does, what they shared ends with it, without a
-- word to anybody. Whoever is the record's own subject never leaves.
CREATE OR REPLACE FUNCTION alongside.leave_circle(subject uuid, voice uuid, day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  who public.people_voice;
BEGIN
  SELECT * INTO who FROM public.people_voice WHERE id = voice AND subject_id = subject;
  IF alongside.my_rights(subject) = 0 OR who.id IS NULL THEN
    PERFORM alongside.refuse('Nobody of this circle is known by that.');
  END IF;
  IF who.kind = 'self' THEN PERFORM alongside.refuse('This record is about them: they cannot leave its circle.'); END IF;
  IF who.kind <> 'member' THEN PERFORM alongside.refuse('They are not in the circle.'); END IF;
  IF who.account_id IS DISTINCT FROM alongside.viewer() AND NOT alongside.holds(subject, {{SELF}} | {{CARE}}) THEN
    PERFORM alongside.refuse('Only the person, somebody who works with them, or whoever leaves can say so.');
  END IF;
  -- Where it is past midnight already, tomorrow may be today.
  IF day IS NULL OR day > current_date + 1 THEN PERFORM alongside.refuse('That day has not come yet.'); END IF;
  IF day < who.since THEN PERFORM alongside.refuse('That is before the day on which they came into the circle.'); END IF;
  IF who.until IS NOT DISTINCT FROM day THEN RETURN; END IF;
  UPDATE public.people_voice SET until = day WHERE id = voice;
  PERFORM alongside.note('circle.left', subject, jsonb_build_object('voice', voice));
  IF who.account_id IS NOT NULL AND alongside.holds(subject, {{SELF}}) AND EXISTS (
      SELECT 1 FROM public.people_grant g WHERE g.subject_id = subject AND g.account_id = who.account_id AND g.basis = 'consent'
         AND NOT g.deny AND (g.ends IS NULL OR g.ends > statement_timestamp())) THEN
    PERFORM alongside.give(subject, who.account_id, 0, NULL, 'other');
  END IF;
END $$;

-- They are in the circle again. Nobody brings themself back; what was shared stays ended until the person shares it again.
CREATE OR REPLACE FUNCTION alongside.return_to_circle(subject uuid, voice uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.holds(subject, {{SELF}} | {{CARE}}) OR EXISTS (
      SELECT 1 FROM public.people_voice WHERE id = voice AND account_id = alongside.viewer()) THEN
    PERFORM alongside.refuse('Only the person, or somebody else who works with them, can bring somebody back into the circle.');
  END IF;
  UPDATE public.people_voice SET until = NULL WHERE id = voice AND subject_id = subject AND kind = 'member' AND until IS NOT NULL;
  IF FOUND THEN PERFORM alongside.note('circle.returned', subject, jsonb_build_object('voice', voice)); END IF;
END $$;
