"""What the command line says while it makes a backup and restores one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from alongside.config.backup import keys, wrapping
from alongside.config.backup.wrapping import Opener


def back_up(path: Path, to: tuple[str, ...]) -> int:
    """Make a backup and say what is in it. Gives 1 when an attachment was missing."""
    from alongside.access.trail import sealing
    from alongside.config.backup import making

    to, words = _lock(to)
    made = making.make(path, to=to, words=words)
    rows = sum(made.tables.values())
    _say(f"{path}: {rows} rows of {len(made.tables)} tables, {made.files} attachments, {made.size / 1_000_000:.1f} MB.")
    _say("Read again: every part is as it was written.")
    for name in made.missing[:10]:
        _say(f"✗ The record names an attachment that is not here: {name}")
    if not sealing.book().exists:
        _say("There are no heads of the audit trail yet: is `alongside serve` or `alongside chores` running?")
    return 1 if made.missing else 0


def keep_keys(path: Path, to: tuple[str, ...]) -> int:
    """Write the secrets to a file of their own."""
    to, words = _lock(to)
    keys.keep(path, to=to, words=words)
    _say(f"{path} holds the secrets of this installation. Keep it apart from backups, and renew it when a key changes.")
    return 0


def restore(path: Path, kept: Path | None, identity: Path | None) -> int:
    """Restore. Gives 1 when anything differs from the backup."""
    from alongside.config.backup import restoring

    opener = Opener(identity=identity) if identity else Opener(passphrase=wrapping.passphrase(confirm=False))
    found = keys.read(kept, opener) if kept else {}
    done = restoring.restore(path, opener, found)
    _say(f"Restored: {done.rows} rows, {done.about['files']} attachments, as at {done.about['made_at']}.")
    _say(f"The audit trail was read again: {done.heads} heads.")
    if not found:
        _say("Without --keys there are new secrets: everybody signs in anew, and sets up their second step anew.")
    for words in done.wrong:
        _say(f"✗ {words}")
    return 1 if done.wrong else 0


def _lock(to: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Give the public keys to encrypt to, else a passphrase."""
    to = to or tuple(os.environ.get(wrapping.RECIPIENTS, "").split())
    return to, "" if to else wrapping.passphrase(confirm=True)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
