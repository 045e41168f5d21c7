"""itinerary.csv."""

import csv
import io

import pytest

from mobiledispatch.report.day import DaySheet
from mobiledispatch.report.itinerary_csv import render_itinerary_csv
from report.days import DAY
from report.hostile import HOSTILE, hostile_day


def rows(day: DaySheet) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render_itinerary_csv(day), newline="")))


def test_every_visit_has_one_row_with_its_status() -> None:
    assert [(row["visit"], row["status"]) for row in rows(DAY)] == [
        *[("r1", "planned"), ("r2", "planned"), ("r3", "planned"), ("r4", "planned")],
        *[("r5", "unassigned"), ("r6", "lost"), ("r7", "held")],
    ]


def test_a_planned_row_has_the_four_times_and_the_drive() -> None:
    second = rows(DAY)[1]
    expected = {
        "therapist": "ana",
        "stop": "2",
        "client": "Zoë Roy",
        "city": "St. Albert",
        "treatment": "hot_stone",
        "minutes": "90",
        "arrive": "11:50",
        "massage_start": "12:30",
        "massage_end": "14:00",
        "leave": "14:20",
        "drive_minutes": "27",
        "drive_km": "18.0",
        "waiting_minutes": "20",
        "slack_minutes": "0",
        "quality": "postal",
    }
    assert expected.items() <= second.items()


def test_a_row_off_the_routes_has_its_reason_and_no_times() -> None:
    lost = rows(DAY)[5]
    assert lost["reason"] == "unknown_street"
    assert lost["detail"].startswith("No street called Nowhere Crescent is known.")
    assert lost["arrive"] == lost["therapist"] == ""


@pytest.mark.parametrize("text", [*HOSTILE, "+17805550101", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_no_cell_is_a_formula_or_breaks_out_of_its_row(text: str) -> None:
    table = rows(hostile_day(text))
    assert len(table) == 7
    cells = [cell for row in table for cell in row.values()]
    assert not [cell for cell in cells if cell.lstrip().startswith(tuple("=+-@＝＋－＠\t\r"))]
    assert all(cell.isprintable() for cell in cells)


def test_a_telephone_number_with_a_plus_is_kept_as_text() -> None:
    assert rows(DAY)[0]["phone"] == "'+17805550101"
