"""Whatever a file holds: reading, checking and mapping raise nothing, and a second time changes nothing."""

import json
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.exchange.fhir.elements import RESOURCES, TYPES
from alongside.exchange.tests.memory import FIXTURES, Memory, bring

NAMES = sorted({part.split()[0] for lines in (*RESOURCES.values(), *TYPES.values()) for part in lines.split("; ")})
TEXTS = [
    "Patient/a",
    "#a",
    "a",
    "1961-03-09",
    "2026",
    "active",
    "completed",
    "urn:uuid:1",
    "official",
    "\u202eabc",
    "\ud800",
]
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.sampled_from(TEXTS), st.text(max_size=12))
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*NAMES, "reference", "id"]), inner, max_size=5)
    ),
    max_leaves=25,
)
RESOURCE = st.builds(
    lambda kind, tree: tree | {"resourceType": kind},
    st.sampled_from([*RESOURCES, "Practitioner", "PractitionerRole", "Task", "Bundle", "Observation"]),
    st.dictionaries(st.sampled_from([*NAMES, "contained", "id", "entry"]), TREES, max_size=8),
)
CALM = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def twice(content: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        loader = Memory()
        first, listed = bring(loader, [path])
        again, listed_again = bring(loader, [path])
        assert again.made == 0
        assert again.unchanged == first.made + first.unchanged
        assert listed == listed_again


@CALM
@given(st.lists(RESOURCE, max_size=6))
def test_any_resources(resources):
    lines = "\n".join(json.dumps(one) for one in resources)
    twice(lines.encode() or b" ", "in.ndjson")


@CALM
@given(st.binary(max_size=200), st.sampled_from(["in.json", "in.ndjson"]))
def test_any_bytes(content, name):
    twice(content, name)


@CALM
@given(st.data())
def test_a_good_file_with_one_thing_changed(data):
    tree = json.loads((FIXTURES / "northgate.json").read_text(encoding="utf-8"))
    here, key = {"": tree}, ""
    while isinstance(here[key], dict | list) and here[key] and data.draw(st.integers(0, 9)):
        here = here[key]
        key = data.draw(st.sampled_from(sorted(here) if isinstance(here, dict) else range(len(here))))
    here[key] = data.draw(TREES)
    twice(json.dumps(tree).encode(), "in.json")


@CALM
@given(st.integers(0, 5000), st.binary(max_size=3))
def test_a_good_file_torn(at, junk):
    raw = (FIXTURES / "northgate.json").read_bytes()
    twice(raw[:at] + junk, "in.json")
    twice(raw[:at] + junk + raw[at + 1 :], "in.json")
