"""Other services to sign in with, from the environment: `ALONGSIDE_SIGN_IN_WITH` holds a JSON list.

Each is `{"id", "name", "issuer", "client_id", "secret" or "secret_file", "trust": {"claim", "values"}}`, and if wanted
`"ask"` (what the question to it says beside, such as `vtr`) and `"emails_are_proven": true` (see docs/adr/0012).
"""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

NEEDED = ("id", "name", "issuer", "client_id", "trust")
CLAIMS = ("acr", "vot", "amr")
KNOWN = {*NEEDED, "secret", "secret_file", "ask", "emails_are_proven"}


class ServiceError(Exception):
    """The setting cannot be read; the message says what is wrong with it."""


def elsewhere_from(given: str) -> dict[str, dict[str, Any]]:
    """Read the setting; gives the services by their id. Raises `ServiceError`: half a service lets nobody in."""
    try:
        told = json.loads(given or "[]")
    except ValueError:
        raise ServiceError("ALONGSIDE_SIGN_IN_WITH is not JSON") from None
    services = [_service(one) for one in told]
    return {one["id"]: one for one in services}


def _service(one: dict[str, Any]) -> dict[str, Any]:
    missing = [key for key in NEEDED if not one.get(key)]
    if missing or set(one) - KNOWN:
        raise ServiceError(f"ALONGSIDE_SIGN_IN_WITH: missing {missing}, not known {sorted(set(one) - KNOWN)}")
    if not re.fullmatch(r"[a-z0-9-]{1,40}", one["id"]):
        raise ServiceError(f"ALONGSIDE_SIGN_IN_WITH: “{one['id']}” is not a short name of letters and figures")
    place = urlsplit(one["issuer"])
    if place.scheme != "https" and place.hostname not in {"localhost", "127.0.0.1"}:
        raise ServiceError(f"ALONGSIDE_SIGN_IN_WITH: {one['id']} must be reached by https")
    trust = one["trust"]
    if trust.get("claim") not in CLAIMS or not trust.get("values"):
        raise ServiceError(f"ALONGSIDE_SIGN_IN_WITH: {one['id']} must say how much it has to vouch for (trust)")
    secret = one.get("secret") or (Path(one["secret_file"]).read_text().strip() if one.get("secret_file") else "")
    if not secret:
        raise ServiceError(f"ALONGSIDE_SIGN_IN_WITH: {one['id']} has no secret")
    return {"ask": {}, "emails_are_proven": False} | one | {"secret": secret}
