"""Reading files: every way a file can be wrong is said, with where, and stops nothing else."""

from pathlib import Path

import pytest

from alongside.exchange.fhir.problems import Problem
from alongside.exchange.fhir.reading import Found, read
from alongside.exchange.tests.people import bundle, goal, patient

ADA = '{"resourceType":"Patient","id":"ada"}'


def only_problem(path: Path, **options: int) -> Problem:
    [one] = list(read(path, **options))
    assert isinstance(one, Problem)
    return one


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty"),
        (b"  \n ", "the file is empty"),
        (b'{"resourceType": "Patient", "id": ', "the JSON stops too early, at line 1"),
        (b'{"resourceType": "Patient" "id": 1}', "not JSON at line 1, column 28"),
        (b'{"resourceType":\n"Patient",\n "id": "Ren\xe9e"}', "byte E9 at line 3, column 12"),
        ("\ufeff{}".encode("utf-16-le"), "written in UTF-16"),
        ("{}".encode("utf-16-be"), "UTF-16 or UTF-32, without a mark"),
        ("\ufeff{}".encode("utf-32-le"), "written in UTF-32"),
        (b"<Patient/>", "this is XML"),
        (b"\x1f\x8b\x08\x00\x01", "compressed"),
        (b"[]", "no resource"),
        (b"3", "no resource"),
        (b'{"resourceType": 7}', "no resource"),
        (b'{"resourceType": "Patient", "resourceType": "Goal"}', "no resource"),
        (b'{"a":' * 200_000, "nested far too deep"),
        (b'{"resourceType":"Patient","a":' + b"[" * 100 + b"]" * 100 + b"}", "nested deeper than 64"),
        (b"\x00\x01\x02\x03" * 50, "UTF-16 or UTF-32"),
        (b"\xff\xd8\xff\xe0 a picture", "byte FF at line 1, column 1"),
    ],
)
def test_a_bad_file_is_said_with_where(write, content, says):
    assert says in only_problem(write(content)).why


def test_what_is_no_file_is_said(tmp_path):
    assert "folder" in only_problem(tmp_path).why
    assert "cannot be read" in only_problem(tmp_path / "missing.json").why
    assert "not a file" in only_problem(Path("/dev/zero")).why


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("1e999999", "too large"),
        ("-1e999999", "too large"),
        ("9" * 10_000, "too large"),
        ("1." + "3" * 10_000, "too large"),
        ("NaN", "NaN is not a number"),
        ("-Infinity", "-Infinity is not a number"),
        (r'"a\u0000b"', "null character"),
        (r'"\ud800"', "half a character"),
        (r'{"b": 1, "b": 2}', "there twice"),
    ],
)
def test_a_value_that_cannot_be_used_is_left_alone(write, raw, why):
    [found] = list(read(write(f'{{"resourceType": "Patient", "id": "ada", "odd": {raw}}}')))
    assert isinstance(found, Found)
    assert found.resource["id"] == "ada"
    [(path, said)] = found.refused.items()
    assert path[0] == "odd"
    assert why in said


def test_utf8_with_a_mark_is_read(write):
    [found] = list(read(write(b"\xef\xbb\xbf" + ADA.encode())))
    assert isinstance(found, Found)


def test_bundles_of_any_type_are_opened_and_their_faults_placed(write):
    tree = bundle(patient(), bundle(goal()), kind="history")
    tree["entry"] += [7, {"request": {"method": "DELETE", "url": "Goal/choir"}}, {"response": {"status": "200"}}]
    found = list(read(write(tree)))
    assert [one.where for one in found] == ["entry 1", "entry 2, entry 1", "entry 3", "entry 4", "entry 5"]
    assert [one.element for one in found if isinstance(one, Problem)] == [f"Bundle.entry[{n}]" for n in (2, 3, 4)]
    [one] = list(read(write({"resourceType": "Bundle", "entry": {}})))
    assert isinstance(one, Problem)


def test_bundles_in_bundles_have_an_end(write):
    tree = bundle(patient())
    for _ in range(6):
        tree = bundle(tree)
    assert "Bundles inside Bundles" in only_problem(write(tree)).why


@pytest.mark.parametrize("name", ["in.ndjson", "in.json"])
def test_ndjson_goes_on_after_a_bad_line_and_tells_its_progress(write, name):
    told: list[int] = []
    path = write(f'{ADA}\n\n{{"resourceType":\n{ADA}', name)
    found = list(read(path, progress=told.append))
    assert [type(one) for one in found] == [Found, Problem, Found]
    assert [one.where for one in found] == ["line 1", "line 3", "line 4"]
    assert sum(told) == path.stat().st_size


def test_a_line_too_long_is_skipped_and_a_document_too_long_is_not_read(write):
    long = ADA.replace("ada", "a" * 500)
    lines = list(read(write(f"{ADA}\n{long}\n{ADA}\n", "in.ndjson"), limit=200))
    assert [one.where for one in lines] == ["line 1", "line 2", "line 3"]
    assert "in one piece" in only_problem(write(long), limit=200).why


@pytest.mark.slow
def test_a_large_ndjson_is_read_in_little_memory(write):
    import tracemalloc

    path = write((ADA + "\n") * 200_000, "in.ndjson")
    tracemalloc.start()
    count = sum(1 for _ in read(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 200_000
    assert peak < 2_000_000
