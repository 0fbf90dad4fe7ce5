-- Hand-overs: the person reads one first, a lead carries it out, once.

-- Has the person read it, or was it read to them? Not for the app.
CREATE OR REPLACE FUNCTION alongside.hand_over_read(which uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM public.contact_seen s JOIN public.people_voice v ON v.id = s.of_id AND v.subject_id = s.subject_id AND v.kind = 'self'
    WHERE s.item_id = which AND NOT s.shut)
$$;

-- The person hears that there is a hand-over for them to read, if they may. For AFTER INSERT on contact_handover.
CREATE OR REPLACE FUNCTION alongside.hand_over_told() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM alongside.tell(o, 'hand_over.new', NEW.subject_id, NEW.id, '{}') FROM unnest(alongside.owners(NEW.subject_id)) o
    WHERE alongside.item_seen_by(o, NEW.id);
  RETURN NULL;
END $$;

-- That it is done, carrying it out says, and nothing else. For BEFORE INSERT OR UPDATE on contact_handover.
CREATE OR REPLACE FUNCTION alongside.hand_over_done() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user = 'alongside_keeper' THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.done_at IS NOT NULL OR NEW.not_waited <> '' THEN PERFORM alongside.refuse('A hand-over is written first, and carried out later.'); END IF;
  ELSIF ROW(NEW.done_at, NEW.done_by, NEW.not_waited) IS DISTINCT FROM ROW(OLD.done_at, OLD.done_by, OLD.not_waited) THEN
    PERFORM alongside.refuse('Only a lead who works with the person can carry this out.');
  END IF;
  RETURN NEW;
END $$;

-- What the person has read stays as they read it. For BEFORE UPDATE on contact_handover.
CREATE OR REPLACE FUNCTION alongside.hand_over_stays() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.done_at IS NOT NULL OR alongside.hand_over_read(OLD.id) THEN
    PERFORM alongside.refuse('The person has read this already. You can answer it, or write another one.');
  END IF;
  RETURN NEW;
END $$;

-- Whoever says that another has read a hand-over says how they got to know it. For BEFORE INSERT on contact_seen.
CREATE OR REPLACE FUNCTION alongside.seen_how() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.of_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM public.people_voice v WHERE v.id = NEW.of_id AND v.subject_id = NEW.subject_id) THEN
    PERFORM alongside.refuse('Please say who has read it: somebody in this circle.');
  END IF;
  IF EXISTS (SELECT 1 FROM public.record_item i WHERE i.id = NEW.item_id AND i.kind = 'hand_over')
     AND NEW.of_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM public.people_voice v WHERE v.id = NEW.of_id AND v.account_id = NEW.written_by_id)
     AND length(regexp_replace(NEW.words, '[^[:alpha:]]', '', 'g')) < 3 THEN
    PERFORM alongside.refuse('Please say how they got to know it, and when.');
  END IF;
  RETURN NEW;
END $$;

-- A lead carries a hand-over out: whoever comes is the named worker from that day, the work by name of whoever goes ends with it, visits to
-- come are with whoever comes. Not before the person has read it, or it says why it could not wait; then the person is told so. Once.
CREATE OR REPLACE FUNCTION alongside.carry_out_hand_over(subject uuid, which uuid, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  h public.contact_handover;
  t timestamptz := statement_timestamp();
  is_read boolean := alongside.hand_over_read(which);
  start timestamptz;
  over timestamptz;
  goes uuid;
  comes uuid;
  told jsonb;
  as_ text;
BEGIN
  SELECT * INTO h FROM public.contact_handover x WHERE x.id = which AND x.subject_id = subject AND x.standing = 'current' FOR UPDATE;
  IF h.id IS NULL OR NOT alongside.leads_here(subject) OR NOT alongside.item_seen_by(alongside.viewer(), which) THEN
    PERFORM alongside.refuse('Only a lead who works with the person can carry this out.');
  END IF;
  IF h.done_at IS NOT NULL THEN RETURN; END IF;
  IF EXISTS (SELECT 1 FROM public.people_subject s WHERE s.id = subject AND s.state <> 'open') THEN PERFORM alongside.refuse('This record is closed.'); END IF;
  IF NOT is_read AND length(regexp_replace(why, '[^[:alpha:]]', '', 'g')) < 10 THEN
    PERFORM alongside.refuse('The person has not read this yet. Read it with them first, or say why it cannot wait. They read the reason.');
  END IF;
  IF h.going_id IS NULL OR h.coming_id IS NULL OR h.going_id = h.coming_id THEN PERFORM alongside.refuse('Please say who goes and who comes.'); END IF;
  IF NOT EXISTS (SELECT 1 FROM public.access_membership m JOIN public.access_account a ON a.id = m.account_id AND a.is_active
       WHERE m.account_id = h.coming_id AND alongside.leads(m.team_id) AND m.starts <= t AND (m.ends IS NULL OR m.ends > t)) THEN
    PERFORM alongside.refuse('Whoever comes is not in a team of yours. Ask the other team to go on, or write another hand-over.');
  END IF;
  IF alongside.is_shut(subject, h.coming_id) THEN PERFORM alongside.refuse('Whoever comes is shut out of this record. Please choose somebody else.'); END IF;
  start := greatest(t, h.on::timestamp AT TIME ZONE 'Europe/London');
  over := ((start AT TIME ZONE 'Europe/London')::date + 1)::timestamp AT TIME ZONE 'Europe/London';
  -- As what whoever goes has worked, where that has no end of its own.
  as_ := coalesce((SELECT g.role FROM public.people_grant g WHERE g.subject_id = subject AND g.account_id = h.going_id AND g.basis = 'care' AND NOT g.deny
    AND g.role IN ('named_worker', 'co_worker', 'specialist') AND (g.ends IS NULL OR g.ends > t) ORDER BY g.starts LIMIT 1), 'named_worker');
  PERFORM alongside.put_allocation(subject, h.coming_id, NULL, {{CARE_MASK}}::bigint, as_, start, NULL, 'other', '', NULL);
  UPDATE public.people_grant g SET ends = greatest(g.starts, over), ended_by = alongside.viewer()
   WHERE g.subject_id = subject AND g.basis = 'care' AND NOT g.deny AND (g.ends IS NULL OR g.ends > over)
     AND (g.account_id = h.going_id OR g.absence_id IN (SELECT y.id FROM public.people_absence y WHERE y.account_id = h.going_id));
  PERFORM alongside.keep_supervision(subject);
  PERFORM alongside.note('grant.ended', subject, jsonb_build_object('account', h.going_id));
  goes := (SELECT v.id FROM public.people_voice v WHERE v.subject_id = subject AND v.account_id = h.going_id);
  comes := (SELECT v.id FROM public.people_voice v WHERE v.subject_id = subject AND v.account_id = h.coming_id);
  UPDATE public.contact_visit x SET who = array_append(array_remove(array_remove(x.who, goes), comes), comes), version = x.version + 1
   WHERE x.subject_id = subject AND x.standing = 'current' AND x.status IN ('asked', 'planned') AND goes = ANY (x.who)
     AND (x.starts IS NULL OR x.starts >= start);
  UPDATE public.contact_handover SET done_at = t, done_by = alongside.viewer(), not_waited = CASE WHEN is_read THEN '' ELSE left(why, 500) END,
    version = version + 1 WHERE id = which;
  PERFORM alongside.note('hand_over.done', subject, jsonb_build_object('entry', which));
  told := jsonb_build_object('day', to_char(start AT TIME ZONE 'Europe/London', 'FMDD FMMonth YYYY'),
    'who', (SELECT a.name FROM public.access_account a WHERE a.id = h.coming_id), 'gone', (SELECT a.name FROM public.access_account a WHERE a.id = h.going_id));
  -- Of the reason hears who may read the hand-over; of who comes, the person hears in any case.
  PERFORM alongside.tell_person(subject, 'hand_over.done', NULL, told);
  IF NOT is_read THEN
    PERFORM alongside.tell(o, 'hand_over.not_waited', subject, which, '{}') FROM unnest(alongside.owners(subject)) o WHERE alongside.item_seen_by(o, which);
  END IF;
  PERFORM alongside.tell(h.coming_id, 'hand_over.yours', subject, NULL, told);
END $$;
