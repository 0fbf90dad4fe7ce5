-- Jobs and chores: how they stand, for whoever keeps the machine. Names, times and kinds of error; no argument of a job is shown.

-- What went wrong last with a job: the kind of error, never its words. For whoever does the jobs.
CREATE OR REPLACE FUNCTION alongside.job_fault(which bigint, what text) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO public.access_jobfault (job, error, last) VALUES (which, left(what, 100), statement_timestamp())
  ON CONFLICT (job) DO UPDATE SET error = excluded.error, last = excluded.last
$$;

-- Jobs of a process that is gone wait again. A job may be run twice: it must not do twice what it has done.
CREATE OR REPLACE FUNCTION alongside.jobs_rescue(silent interval) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  found bigint;
BEGIN
  SELECT count(public.procrastinate_retry_job_v2(j.id, statement_timestamp(), NULL, NULL, NULL)::text) INTO found FROM public.procrastinate_jobs j
   WHERE j.status = 'doing' AND NOT EXISTS (SELECT 1 FROM public.procrastinate_workers w WHERE w.id = j.worker_id
     AND w.last_heartbeat > statement_timestamp() - silent)
     -- One that waits with the same lock does its work.
     AND (j.queueing_lock IS NULL OR NOT EXISTS (SELECT 1 FROM public.procrastinate_jobs o WHERE o.queueing_lock = j.queueing_lock AND o.status = 'todo'));
  UPDATE public.procrastinate_jobs j SET status = 'cancelled' WHERE j.status = 'doing' AND j.queueing_lock IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM public.procrastinate_workers w WHERE w.id = j.worker_id AND w.last_heartbeat > statement_timestamp() - silent)
    AND EXISTS (SELECT 1 FROM public.procrastinate_jobs o WHERE o.queueing_lock = j.queueing_lock AND o.status = 'todo');
  RETURN found;
END $$;

CREATE OR REPLACE FUNCTION alongside.jobs_purge(older interval) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  gone bigint;
BEGIN
  DELETE FROM public.procrastinate_jobs j WHERE j.status IN ('succeeded', 'cancelled', 'aborted')
    AND NOT EXISTS (SELECT 1 FROM public.procrastinate_events e WHERE e.job_id = j.id AND e.at > statement_timestamp() - older);
  GET DIAGNOSTICS gone = ROW_COUNT;
  DELETE FROM public.access_jobfault f WHERE NOT EXISTS (SELECT 1 FROM public.procrastinate_jobs j WHERE j.id = f.job);
  DELETE FROM public.procrastinate_workers w WHERE w.last_heartbeat < statement_timestamp() - older;
  RETURN gone;
END $$;

-- A chore began, and how it ended: empty when well, else the kind of error. For the clock.
CREATE OR REPLACE FUNCTION alongside.chore_ran(which text, began timestamptz, what text) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO public.access_chorerun (name, last, took, error, well)
  VALUES (which, began, clock_timestamp() - began, left(what, 100), CASE WHEN what = '' THEN began END)
  ON CONFLICT (name) DO UPDATE SET last = excluded.last, took = excluded.took, error = excluded.error, well = coalesce(excluded.well, access_chorerun.well)
$$;

CREATE OR REPLACE FUNCTION alongside.check_operator() RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT alongside.has_duty('operator') THEN PERFORM alongside.refuse('Only whoever keeps the machine can do this.'); END IF;
END $$;

CREATE OR REPLACE FUNCTION alongside.job_counts() RETURNS TABLE (name text, status text, many bigint, oldest timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM alongside.check_operator();
  RETURN QUERY SELECT j.task_name::text, j.status::text, count(*),
      min((SELECT min(e.at) FROM public.procrastinate_events e WHERE e.job_id = j.id)) FILTER (WHERE j.status IN ('todo', 'doing', 'failed'))
    FROM public.procrastinate_jobs j GROUP BY 1, 2 ORDER BY 1, 2;
END $$;

-- Jobs that failed, or are tried again: when, how often, and the kind of the last error.
CREATE OR REPLACE FUNCTION alongside.job_faults(most int) RETURNS TABLE (id bigint, name text, status text, attempts int, again timestamptz,
  error text, failed timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM alongside.check_operator();
  RETURN QUERY SELECT j.id, j.task_name::text, j.status::text, j.attempts, CASE WHEN j.status = 'todo' THEN j.scheduled_at END,
      coalesce(f.error, '')::text, f.last
    FROM public.procrastinate_jobs j LEFT JOIN public.access_jobfault f ON f.job = j.id
   WHERE j.status = 'failed' OR (j.status IN ('todo', 'doing') AND j.attempts > 0) ORDER BY j.status = 'failed' DESC, j.id DESC LIMIT most;
END $$;

CREATE OR REPLACE FUNCTION alongside.job_again(which bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM alongside.check_operator();
  IF NOT EXISTS (SELECT 1 FROM public.procrastinate_jobs j WHERE j.id = which AND j.status = 'failed') THEN
    PERFORM alongside.refuse('This job no longer stands as failed.');
  END IF;
  IF EXISTS (SELECT 1 FROM public.procrastinate_jobs j JOIN public.procrastinate_jobs o ON o.queueing_lock = j.queueing_lock AND o.status = 'todo' WHERE j.id = which) THEN
    PERFORM alongside.refuse('Another job of this name waits already, and does the same.');
  END IF;
  PERFORM public.procrastinate_retry_job_v2(which, statement_timestamp(), NULL, NULL, NULL);
  PERFORM alongside.note('job.again', NULL, jsonb_build_object('job', which));
END $$;

CREATE OR REPLACE FUNCTION alongside.job_away(which bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM alongside.check_operator();
  DELETE FROM public.procrastinate_jobs j WHERE j.id = which AND j.status = 'failed';
  IF NOT FOUND THEN PERFORM alongside.refuse('This job no longer stands as failed.'); END IF;
  DELETE FROM public.access_jobfault f WHERE f.job = which;
  PERFORM alongside.note('job.thrown_away', NULL, jsonb_build_object('job', which));
END $$;

CREATE OR REPLACE FUNCTION alongside.chore_runs() RETURNS TABLE (name text, last timestamptz, took interval, error text, well timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM alongside.check_operator();
  RETURN QUERY SELECT r.name::text, r.last, r.took, r.error::text, r.well FROM public.access_chorerun r ORDER BY r.name;
END $$;
