"""One clock in all that staff read; what programs read is the same whichever it is."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from phone_desk.conftest import TypedDesk

DATE = ("--date", "2026-11-23")
DOOR = ("--address", "10345 105 Street NW", "--treatment", "therapeutic", "--minutes", "60", *DATE)
ZOE = ("--client", "Zoe Quirke", "--phone", "780-555-0199")
BO = ("--client", "Bo Ade", "--phone", "780-555-0144")
ED = ("--client", "Ed Roy", "--phone", "780-555-0177", "--address", "8331 104 Street NW", *DATE)
ED_WANTS = ("--treatment", "relaxation", "--minutes", "60")
TYPED = "gate code 14:30, or 2:30 pm"
"""What a client has said, in either clock: it stays as it was typed."""

SESSION = (
    ("slots", *DOOR),
    ("slots", *DOOR, "--people", "2", "--second-client", "Al", "--together"),
    ("slots", *DOOR, "--availability", "18-20", "--therapist", "must:ana"),
    ("slots", *DATE, "--minutes", "60"),
    ("hold", *DOOR, *ZOE, "--start", "11:30", "--notes", TYPED),
    ("hold", *DOOR, *BO, "--start", "11:30", "--therapist", "ana"),
    ("find", "zoe", "--history"),
    ("book", "B0001", "--fractures", "no"),
    ("book", *DOOR, *ZOE, "--start", "3:30 pm"),
    ("edit", "B0001", "--minutes", "90"),
    ("edit", "B0001", "--gender", "male"),
    ("move", "B0001", "--start", "13:00"),
    ("book", *DOOR, *BO, "--waiting-list"),
    ("book", *ED, *ED_WANTS, "--start", "15:00", "--people", "2", "--second-client", "Al Roy", "--together"),
    ("day", *DATE),
    ("day", *DATE, "--days", "3"),
    ("slots", *DOOR, "--deep", "--availability", "14-16"),
    ("shift", "ana", "--hours", "10:00-15:00", "--date", "2026-11-24"),
    ("shift", "chloe", "--off", *DATE),
    ("move", "B0003", "--start", "03:00"),
    ("cancel", "B0001", "--reason", TYPED),
    ("find", "roy", "--history"),
    ("find", "chloe", "--history"),
)


def desk_of(face: str, folder: Path, model: Path) -> TypedDesk:
    shutil.copytree(model, folder)
    file = folder / "practice.toml"
    text = file.read_text(encoding="utf-8")
    assert 'clock = "12h"' in text
    file.write_text(text.replace('clock = "12h"', f'clock = "{face}"'), encoding="utf-8")
    return TypedDesk(folder)


@pytest.fixture(scope="module", params=["12h", "24h"])
def face(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def of_the_other_clock(text: str, face: str) -> list[str]:
    """Times in `text` that are not of that face, but for what clients said and what is to be typed."""
    text = re.sub(r"\s+", " ", text).replace(TYPED, "")
    text = re.sub(r"--start \d\d:\d\d", "", text)
    if face == "24h":
        return re.findall(r".{20}(?:\d [ap]m\b|noon).{5}", text)
    time = r"\d{1,2}:\d\d(?::\d\d)?"
    text = re.sub(rf"{time}(?: [ap]m)?[-–]{time} [ap]m", "", text)
    text = re.sub(rf"between (?:{time}(?: [ap]m)?|noon) and (?:{time} [ap]m|noon)", "", text)
    text = re.sub(rf"(?<!\d){time} [ap]m", "", text)
    return re.findall(rf".{{0,30}}{time}.{{0,5}}", text)


def test_all_that_the_desk_says_is_of_the_practices_clock(face: str, tmp_path: Path, fresh_practice: Path) -> None:
    desk = desk_of(face, tmp_path / "mine", fresh_practice)
    said = ""
    for words in SESSION:
        end = desk(*words)
        assert end.code in (0, 3, 4), f"{words}: {end.code}\n{end.err}"
        assert of_the_other_clock(end.out + end.err, face) == [], words
        said += end.out + end.err
    assert "11:30" in said
    assert ("11:30 am" in said) == (face == "12h")
    assert {"12h": "between 11:30 am and", "24h": "between 11:30 and"}[face] in re.sub(r"\s+", " ", said)
    assert not re.search("[\ue000-\uf8ff\0]", said)


def test_programs_read_the_same_whatever_the_clock(tmp_path: Path, fresh_practice: Path) -> None:
    twelve, other = (desk_of(face, tmp_path / face, fresh_practice) for face in ("12h", "24h"))
    for words in SESSION:
        ends = [desk(*words, "--json") for desk in (twelve, other)]
        assert ends[0].code == ends[1].code, words
        one, two = (json.loads(end.out) for end in ends)
        assert without_sentences(one) == without_sentences(two), words
        assert of_the_other_clock(" ".join(sentences(two)), "24h") == [], words
        assert of_the_other_clock(" ".join(sentences(one)), "12h") == [], words


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory, fresh_practice: Path) -> dict[str, tuple[TypedDesk, str]]:
    """The sample day planned by either clock: where, and what was printed."""
    told = {}
    for face in ("12h", "24h"):
        desk = desk_of(face, tmp_path_factory.mktemp("planned") / "mine", fresh_practice)
        rows = (desk.folder / "requests.csv").read_text(encoding="utf-8")
        (desk.folder / "requests.csv").write_text(with_notes(rows), encoding="utf-8")
        end = desk("plan", str(desk.folder / "requests.csv"), *DATE, "--out", str(desk.folder / "out"))
        assert end.code == 3, end.err
        told[face] = desk, end.out
    return told


def with_notes(rows: str) -> str:
    header, *others = csv.reader(io.StringIO(rows))
    column = header.index("notes")
    for row in others:
        row[column] = TYPED
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *others])
    return out.getvalue()


def test_all_reports_are_of_the_practices_clock(face: str, planned: dict[str, tuple[TypedDesk, str]]) -> None:
    desk, printed = planned[face]
    sheets = [file.read_text(encoding="utf-8") for file in sorted((desk.folder / "out").rglob("*.txt"))]
    assert len(sheets) == 3
    page = (desk.folder / "out" / "map.html").read_text(encoding="utf-8")
    shown = re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.DOTALL)
    popups = " ".join(re.findall(r"\\u003ctd\\u003e([^\\]*)", page))
    for text in (printed, *sheets, re.sub(r"<[^>]*>", " ", shown), popups):
        assert re.search(r"\d:\d\d", text)
        assert of_the_other_clock(text, face) == []
        assert not re.search("[\ue000-\uf8ff\0]", text)
    assert all(TYPED in re.sub(r"\s+", " ", sheet) for sheet in sheets)


def test_explanations_are_of_the_clock_of_the_practice_around_the_plan(
    face: str, planned: dict[str, tuple[TypedDesk, str]]
) -> None:
    from desk_processes import run_here

    desk, _ = planned[face]
    plan = desk.folder / "out" / "plan.json"
    data = json.loads(plan.read_text(encoding="utf-8"))
    data["routes"][0]["stops"][0]["start"] = "07:00:00"
    spoilt = desk.folder / "out" / "spoilt.json"
    spoilt.write_text(json.dumps(data), encoding="utf-8")
    for words, code in (
        (("explain", str(plan), data["unassigned"][0]["visit"]), 0),
        (("explain", str(plan), data["routes"][0]["stops"][0]["visit"]), 0),
        (("verify", str(spoilt)), 5),
    ):
        end = run_here(words, {})
        assert end.code == code, end.err
        assert re.search(r"\d:\d\d", end.out)
        assert of_the_other_clock(end.out, face) == []


def test_files_for_programs_are_the_same_whatever_the_clock(planned: dict[str, tuple[TypedDesk, str]]) -> None:
    out, other = (planned[face][0].folder / "out" for face in ("12h", "24h"))
    assert (out / "problem.json").read_bytes() == (other / "problem.json").read_bytes()
    assert rows_of(out / "itinerary.csv") == rows_of(other / "itinerary.csv")
    one, two = (json.loads((folder / "plan.json").read_text(encoding="utf-8")) for folder in (out, other))
    assert one["provenance"].pop("input_sha256") != two["provenance"].pop("input_sha256"), "practice.toml is input, too"
    assert without_sentences(one) == without_sentences(two)


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return [without_sentences(row) for row in csv.DictReader(lines)]


SENTENCES = frozenset({"say", "detail"})


def without_sentences(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: without_sentences(value) for key, value in data.items() if key not in SENTENCES}
    return [without_sentences(one) for one in data] if isinstance(data, list) else data


def sentences(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        yield from (value for key, value in data.items() if key in SENTENCES)
        data = [value for key, value in data.items() if key not in SENTENCES]
    if isinstance(data, list):
        for one in data:
            yield from sentences(one)
