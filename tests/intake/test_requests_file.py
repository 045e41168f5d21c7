"""requests.csv, whole: every form of file, every fault in one run."""

import csv
import datetime
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mobiledispatch.errors import BadInput
from mobiledispatch.intake.columns import KNOWN, read_header
from mobiledispatch.intake.practice_file import read_practice
from mobiledispatch.intake.requests_file import read_requests
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.request import Answer, Status

HEAD = "id,client,address,treatment,minutes"
ROW = "v1,Zoë Roy,9803 102A Avenue NW,sports,60"
ROOT = Path(__file__).parents[2]
Write = Callable[[str | bytes], Path]


def complaints(path: Path, practice: Practice) -> tuple[str, ...]:
    with pytest.raises(BadInput) as news:
        read_requests(path, practice)
    return news.value.complaints


def test_a_row_of_required_cells_becomes_a_request_with_every_default(write: Write, practice: Practice) -> None:
    (request,) = read_requests(write(f"{HEAD}\n{ROW}\n"), practice).requests
    assert (request.id, request.client, request.techniques, request.minutes) == ("v1", "Zoë Roy", ("sports",), 60)
    assert (request.line, request.priority, request.status) == (2, 3, Status.REQUESTED)
    assert (request.date, request.availability, request.start, request.blood_thinners) == (
        None,
        (),
        None,
        Answer.UNKNOWN,
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_separator_line_ending_and_byte_order_mark_change_nothing(
    separator: str, ending: str, mark: bytes, write: Write, practice: Practice
) -> None:
    rows = [HEAD.split(","), ROW.split(","), ["v2", "Li; Wei, MD", 'the "old" hall, 1 Main St', "DT", "1h30"]]
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=ending).writerows(rows)
    read = read_requests(write(mark + out.getvalue().encode()), practice).requests
    assert [r.client for r in read] == ["Zoë Roy", "Li; Wei, MD"]
    assert (read[1].address, read[1].techniques, read[1].minutes) == ('the "old" hall, 1 Main St', ("deep_tissue",), 90)


def test_headings_may_be_written_with_capitals_blanks_and_hyphens(write: Write, practice: Practice) -> None:
    text = "ID, Client ,Address,Postal Code,TREATMENT,Minutes,First-Visit,E-mail\nv1,Li,1 A St,t5j2r7,DT,60,y,a@b.ca\n"
    (request,) = read_requests(write(text), practice).requests
    assert (request.postal_code, request.first_visit, request.email) == ("T5J 2R7", True, "a@b.ca")


def test_lines_are_counted_as_a_spreadsheet_counts_them(write: Write, practice: Practice) -> None:
    text = f'{HEAD},notes\n{ROW},"two\nlines"\n\n,,,,,\nv2,Li,1 A St,DT,9o,\n'
    (complaint,) = complaints(write(text), practice)
    assert complaint.startswith("requests.csv, line 5, column minutes: '9o'")


def test_cells_such_as_na_and_none_and_007_stay_the_text_they_are(write: Write, practice: Practice) -> None:
    path = write(f"{HEAD},unit,notes\nv1,Nan,NA,DT,60,007,None\n")
    (request,) = read_requests(path, practice).requests
    assert (request.client, request.address, request.unit, request.notes) == ("Nan", "NA", "007", "None")


def test_the_ten_faults_of_the_example_are_ten_complaints() -> None:
    found = complaints(ROOT / "examples/faults.csv", read_practice(ROOT / "data/practice.toml"))
    assert len(found) == 10
    assert [c.split(":")[0].removeprefix("faults.csv, ") for c in found] == [
        "line 1, column 'time_window'",
        "line 2, column minutes",
        "line 3, column phone",
        "line 4, column treatment",
        "line 5, column address",
        "line 6, column date",
        "line 7, column time_window",
        "line 8, column therapist",
        "line 10, column blood_thinners",
        "line 11, column id",
    ]


def test_header_and_rows_complain_in_the_same_run(write: Write, practice: Practice) -> None:
    found = complaints(write("client,adress,treatment,prority\n,1 A St,sprots,7\n"), practice)
    assert [c.removeprefix("requests.csv, ").split(";")[0] for c in found] == [
        "line 1, column 'adress': is unknown",
        "line 1, column 'prority': is unknown",
        "line 1, column minutes: is missing",
        "line 2, column client: no client. Write a name, or delete the row.",
        "line 2, column treatment: 'sprots' is no treatment of the practice",
        "line 2, column prority: '7' is no priority",
    ]


def test_two_faults_in_one_row_are_two_complaints(write: Write, practice: Practice) -> None:
    assert len(complaints(write(f"{HEAD},phone\nv1,Li,,DT,9o,12\n"), practice)) == 3


@pytest.mark.parametrize(
    ("name", "column"),
    [("time_window", "availability"), ("minuts", "minutes"), ("duration", "minutes"), ("name", "client")],
)
def test_a_misspelt_column_is_refused_with_did_you_mean(name: str, column: str) -> None:
    assert f"column {name!r}: is unknown; did you mean {column}?" in read_header([name]).faults


def test_every_known_column_is_known() -> None:
    header = read_header(KNOWN)
    assert header.faults == ()
    assert header.columns == {name: position for position, name in enumerate(KNOWN)}


def test_a_column_that_stands_there_twice_is_refused(write: Write, practice: Practice) -> None:
    (complaint,) = complaints(write(f"{HEAD},Minutes\n{ROW},90\n"), practice)
    assert "column minutes: stands there twice" in complaint


def test_an_unrelated_column_is_left_aside_with_a_note(write: Write, practice: Practice) -> None:
    read = read_requests(write(f"{HEAD},shoe size\n{ROW},44\n"), practice)
    assert len(read.requests) == 1
    assert read.notes == ("columns that this program does not know are left aside: 'shoe size'",)


def test_an_unquoted_comma_is_noticed_by_the_cell_that_stands_under_no_header(write: Write, practice: Practice) -> None:
    (complaint,) = complaints(write(f"{HEAD}\nv1,Li,1 A St, Edmonton,DT,60\n"), practice)
    assert "line 2, column 6: '60' stands under no header; put quotation marks" in complaint


def test_ids_are_made_where_there_are_none(write: Write, practice: Practice) -> None:
    text = f"{HEAD}\n,Li,1 A St,DT,60\nr1,Bo,2 A St,DT,60\n,Cy,3 A St,DT,60\n"
    names = [r.id for r in read_requests(write(text), practice).requests]
    assert names == ["r1x", "r1", "r3"]
    assert [
        r.id for r in read_requests(write("client,address,treatment,minutes\nLi,1 A St,DT,60\n"), practice).requests
    ] == ["r1"]


def test_an_identical_row_is_dropped_with_a_note(write: Write, practice: Practice) -> None:
    read = read_requests(write(f"{HEAD}\n{ROW}\n{ROW}\n"), practice)
    assert [r.line for r in read.requests] == [2]
    assert read.notes == ("line 3: the same row as line 2; kept once",)


@pytest.mark.parametrize("minutes", ["90", "9o"])
def test_one_id_with_two_contents_is_refused_even_when_a_row_has_other_faults(
    minutes: str, write: Write, practice: Practice
) -> None:
    found = complaints(write(f"{HEAD}\n{ROW}\nv1,Li,1 A St,DT,{minutes}\n"), practice)
    assert any("line 3, column id: 'v1' already names line 2" in c for c in found)


def test_neighbours_without_a_common_group_are_asked_about_and_not_merged(write: Write, practice: Practice) -> None:
    head = f"{HEAD},group\n"
    apart = read_requests(write(f"{head}v1,Li,1 A St,DT,60,\nv2,Bo,1 a st.,DT,60,\n"), practice)
    assert len(apart.requests) == 2
    assert apart.notes == ("lines 2 and 3: one address and no common group; a household, or a duplicate?",)
    assert read_requests(write(f"{head}v1,Li,1 A St,DT,60,g\nv2,Bo,1 A St,DT,60,g\n"), practice).notes == ()


def test_a_bare_time_is_read_in_the_opening_hours_of_its_own_date(write: Write, practice: Practice) -> None:
    text = f"{HEAD},date,availability\nv1,Li,1 A St,DT,60,2026-11-28,8-9\n"
    found = complaints(write(text), practice)  # a Saturday: 09:00-17:00
    assert "'8-9' may be 08:00-09:00 or 08:00-21:00 or 20:00-21:00" in found[0]
    monday = read_requests(write(text.replace("28", "23")), practice).requests[0]
    assert [str(w) for w in monday.availability] == ["08:00-09:00"]
    undated = write(text.replace("2026-11-28", ""))
    assert read_requests(undated, practice, datetime.date(2026, 11, 23)).requests[0].date is None


def test_rows_of_every_date_are_kept(write: Write, practice: Practice) -> None:
    text = f"{HEAD},date\nv1,Li,1 A St,DT,60,2026-11-23\nv2,Bo,2 A St,DT,60,24-Nov-26\n"
    assert [r.date and r.date.day for r in read_requests(write(text), practice).requests] == [23, 24]


def test_an_unusual_length_and_a_firm_relaxation_are_noted_and_kept(write: Write, practice: Practice) -> None:
    read = read_requests(write(f"{HEAD},pressure\nv1,Li,1 A St,relaxation,50,firm\n"), practice)
    assert len(read.requests) == 1
    assert [note.split(":")[0] for note in read.notes] == ["line 2", "line 2"]


@pytest.mark.parametrize("status", ["booked", "In Progress", "MEDICAL_HOLD"])
def test_a_status_is_known_or_names_the_nearest(status: str, write: Write, practice: Practice) -> None:
    (request,) = read_requests(write(f"{HEAD},status\n{ROW},{status}\n"), practice).requests
    assert request.status == status.lower().replace(" ", "_")
    assert "did you mean booked?" in complaints(write(f"{HEAD},status\n{ROW},bookd\n"), practice)[0]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "the file is empty"),
        (b"\n \n\n", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (HEAD.encode(), "no request below"),
        (b"PK\x03\x04rest", "is a spreadsheet or an archive, not a CSV file"),
        (b"client\xff\xfe", "is not UTF-8 text"),
        (b"a\0b\n1\0002\n", "is not text"),
        (f'{HEAD}\nv1,"Li,1 A St,DT,60\n'.encode(), "never closed"),
        (f"{HEAD}\nv1,{'x,' * 600}\n".encode(), "more than 500 cells"),
        (
            b"Dear office,\nplease book me in.\n",
            "line 1: is no header. Name the columns there, at least client, address",
        ),
    ],
)
def test_a_file_that_is_no_table_of_requests_says_what_it_is(
    content: bytes, complaint: str, write: Write, practice: Practice
) -> None:
    assert complaint in "\n".join(complaints(write(content), practice))


def test_a_folder_and_a_missing_file_are_named_as_such(tmp_path: Path, practice: Practice) -> None:
    assert "is a folder" in complaints(tmp_path, practice)[0]
    assert "no such file" in complaints(tmp_path / "nowhere.csv", practice)[0]


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "${alert(1)}", "=cmd|' /C calc'!A0"])
def test_a_hostile_name_is_a_name_like_any_other(name: str, write: Write, practice: Practice) -> None:
    assert read_requests(write(f"{HEAD}\nv1,{name},1 A St,DT,60\n"), practice).requests[0].client == name


def test_what_a_complaint_quotes_is_inert_and_short(write: Write, practice: Practice) -> None:
    (complaint,) = complaints(write(f"{HEAD}\nv1,Li,1 A St,{'x' * 500}\x1b[31m,60\n"), practice)
    assert "\x1b" not in complaint
    assert len(complaint) < 300


def test_the_semicolon_example_is_the_sample_day() -> None:
    practice = read_practice(ROOT / "data/practice.toml")
    sample = read_requests(ROOT / "data/requests.csv", practice)
    assert read_requests(ROOT / "examples/semicolons.csv", practice) == sample


@pytest.mark.parametrize("name", ["one_lost", "inert_names"])
def test_the_other_examples_have_no_faults(name: str) -> None:
    assert read_requests(ROOT / f"examples/{name}.csv", read_practice(ROOT / "data/practice.toml")).requests


def test_the_sample_day_shows_one_of_each() -> None:
    practice = read_practice(ROOT / "data/practice.toml")
    read = read_requests(ROOT / "data/requests.csv", practice)
    day = {r.id: r for r in read.requests}
    assert len(day) == 15
    assert read.notes == ()
    assert {r.date for r in read.requests} == {datetime.date(2026, 11, 23)}
    assert {r.city for r in read.requests} == {"Edmonton", "St. Albert", "Sherwood Park"}
    assert all(r.phone.startswith("+1780555010") or r.phone.startswith("+1780555011") for r in read.requests)
    held = [r.id for r in read.requests if r.blood_thinners is Answer.YES and not r.cleared_by]
    assert held == ["v14"]
    ana_goes_home = practice.practitioner("ana").shifts[0].closes
    assert day["v13"].availability[0].opens > ana_goes_home
    assert day["v11"].priority == 5
    assert str(day["v03"].start) == "10:30-11:00"
    assert day["v07"].group == day["v08"].group != ""
    assert replace(day["v07"], unit="x").address == day["v08"].address
