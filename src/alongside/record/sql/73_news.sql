-- What others wrote, since the viewer last looked, in the records in which they have a voice: kinds, whether it is more than one,
-- and when. Candidates are read by their index first; what counts is what the lock on slim rows lets this viewer see: the same
-- expression, so that nothing of what is kept from them shows.
CREATE OR REPLACE FUNCTION alongside.news() RETURNS TABLE (subject uuid, kind text, several boolean, at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  me uuid := alongside.viewer();
BEGIN
  RETURN QUERY WITH looks AS MATERIALIZED (SELECT l.subject, l.at FROM alongside.last_looks() l),
  newer AS MATERIALIZED (
    SELECT n.* FROM looks l CROSS JOIN LATERAL (
      SELECT x.id, x.subject_id, x.kind, x.bit, x.words_of_id, x.written_by_id, x.written_at FROM public.record_item x
       WHERE x.subject_id = l.subject AND x.written_at > l.at AND x.standing = 'current' AND x.written_by_id <> me
       ORDER BY x.written_at DESC LIMIT 50) n)
  SELECT i.subject_id, i.kind::text, count(*) > 1, max(i.written_at) FROM newer i WHERE {{SEE_ITEM_I}} GROUP BY i.subject_id, i.kind ORDER BY 4 DESC;
END $$;
