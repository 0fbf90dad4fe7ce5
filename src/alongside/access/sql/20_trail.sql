-- The sealed audit trail. Rows of access_auditevent are written once; each new one waits here until the sealer gives it the
-- next position, without a gap, and keeps the hash of it (leaf, RFC 9162). Whoever commits late waits late: none is passed
-- over and none is taken twice. The roots are signed outside the database (access/trail).
CREATE TABLE IF NOT EXISTS alongside.audit_waiting (event_id uuid NOT NULL);
CREATE TABLE IF NOT EXISTS alongside.audit_seal (
  position bigint PRIMARY KEY CHECK (position >= 0),
  event_id uuid NOT NULL UNIQUE,
  leaf bytea NOT NULL CHECK (length(leaf) = 32)
);

CREATE OR REPLACE FUNCTION alongside.audit_waits() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO alongside.audit_waiting VALUES (NEW.id);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION alongside.audit_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE insufficient_privilege USING MESSAGE = 'the audit trail is only added to';
END $$;

CREATE OR REPLACE TRIGGER stays BEFORE UPDATE OR DELETE OR TRUNCATE ON alongside.audit_seal
  FOR EACH STATEMENT EXECUTE FUNCTION alongside.audit_stays();

-- What was there before there were seals waits too; called when the locks are laid, and does nothing later on.
CREATE OR REPLACE FUNCTION alongside.audit_begin() RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO alongside.audit_waiting SELECT e.id FROM public.access_auditevent e
   WHERE NOT EXISTS (SELECT 1 FROM alongside.audit_seal) AND NOT EXISTS (SELECT 1 FROM alongside.audit_waiting)
$$;
