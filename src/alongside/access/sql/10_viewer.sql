-- Who is looking. The value of alongside.viewer is `account|backend pid|unix seconds|hex(HMAC-SHA256)`; the two pads of
-- RFC 2104 are stored, so that no extension is needed. Two keys may stand side by side while one is being changed.
CREATE TABLE IF NOT EXISTS alongside.viewer_key (ipad bytea NOT NULL, opad bytea NOT NULL);

CREATE OR REPLACE FUNCTION alongside.viewer() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v text := nullif(current_setting('alongside.viewer', true), '');
  p text[];
  ok boolean;
BEGIN
  IF v IS NULL THEN RETURN NULL; END IF;
  p := string_to_array(v, '|');
  IF array_length(p, 1) IS DISTINCT FROM 4 OR p[2]::int <> pg_backend_pid()
     OR abs(extract(epoch FROM statement_timestamp()) - p[3]::bigint) > 900 THEN
    RAISE insufficient_privilege USING MESSAGE = 'viewer not valid here';
  END IF;
  SELECT bool_or(encode(sha256(k.opad || sha256(k.ipad || convert_to(p[1]||'|'||p[2]||'|'||p[3], 'UTF8'))), 'hex') = p[4])
    INTO ok FROM alongside.viewer_key k;
  IF ok IS NOT TRUE THEN RAISE insufficient_privilege USING MESSAGE = 'viewer not signed by us'; END IF;
  RETURN p[1]::uuid;
END $$;

-- One way to say no: the message is shown to the person who asked.
CREATE OR REPLACE FUNCTION alongside.refuse(words text) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'AL001', MESSAGE = words;
END $$;
