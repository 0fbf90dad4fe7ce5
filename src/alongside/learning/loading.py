"""Reads the file of a notice: what `alongside notices add` is given."""

from pathlib import Path

import yaml

from alongside.access.domain import Refused
from alongside.learning import actions
from alongside.learning.domain import NotANotice, Told, read_told
from alongside.learning.words import PAGES


def read(file: Path) -> Told:
    """Give the notice of a YAML file. Raises `Refused`, with each fault on a line of its own."""
    try:
        raw = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Refused(f"{file.name} cannot be read as YAML: {str(error).partition(chr(10))[0]}") from None
    try:
        return read_told(raw, pages=[code for code, _label in PAGES])
    except NotANotice as faults:
        raise Refused(f"{file.name} is not a notice yet:\n{faults}") from None


def add(file: Path) -> bool:
    """Add the notice of a file; False when it is there already. Raises `Refused`."""
    return actions.load(told=read(file))
