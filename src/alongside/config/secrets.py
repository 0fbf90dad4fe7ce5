"""The two keys of an installation: one signs sessions, one signs the viewer towards the database.

Both come from the environment, else from a file beside the data that only its owner may read, made once.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path


def secret_key() -> str:
    """Give the secret of this installation, at least 40 characters; makes it on first use."""
    if given := os.environ.get("ALONGSIDE_SECRET_KEY"):
        return given
    path = _home() / "secret_key"
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(key := secrets.token_urlsafe(48))
    return key


def viewer_key() -> bytes:
    """Give the 32 bytes that sign who is looking; derived, so that there is one secret to keep."""
    return hmac.new(secret_key().encode(), b"alongside viewer", hashlib.sha256).digest()


def _home() -> Path:
    return Path(os.environ.get("ALONGSIDE_DATA", Path(__file__).resolve().parents[3] / "var"))
