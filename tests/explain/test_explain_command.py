"""`explain PLAN.json VISIT`, run as a command on plans written to a folder."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from explain.days import best, day, explained, therapist, visit
from mobiledispatch.cli.explain import explain
from mobiledispatch.errors import BadInput
from mobiledispatch.intake.plan_file import read_plan
from mobiledispatch.model.set_aside import Held, Lost
from mobiledispatch.report.plan_json import render_plan
from mobiledispatch.report.problem_json import render_problem

APP = Typer()
APP.command()(explain)

CREW = (therapist(), therapist("ben"), therapist("cy"))
DAY = day(
    visit("v1", "10:00", "10:05", therapists=("ana", "ben"), preference_cost={"ben": 900}),
    visit("v2", "10:00", "10:00", unassigned_cost=500_000),
    visit("v3", "10:00", "10:00", therapists=("ben",)),
    crew=CREW,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    plan = explained(DAY)
    plan = replace(plan, lost=(Lost("x1", "not_found", "nobody knows it"),), held=(Held("h1", "medical", "ask"),))
    (tmp_path / "plan.json").write_text(render_plan(plan), encoding="utf-8")
    (tmp_path / "problem.json").write_text(render_problem(DAY), encoding="utf-8")
    return tmp_path


def said(folder: Path, *words: str) -> str:
    done = CliRunner().invoke(APP, [str(folder / "plan.json"), *words], catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_a_served_visit_is_told_by_whom_when_at_what_cost_and_what_else_there_was(folder: Path) -> None:
    text = said(folder, "v1")
    assert "v1 is served by ana." in text
    assert "massage 10:00-11:00 am, leave 11:00 am; asked for 10:00-10:05 am" in text
    assert "may run 5 min late" in text
    assert "adds 20 min of travel" in text
    assert "ben has a place for it at 11:10 am at the nearest" in text
    assert "cy may not serve it" in text


def test_an_alternative_that_fits_is_priced(folder: Path) -> None:
    free = day(DAY.visits[0], crew=CREW)
    (folder / "plan.json").write_text(render_plan(best(free)), encoding="utf-8")
    (folder / "problem.json").write_text(render_problem(free), encoding="utf-8")
    others = json.loads(said(folder, "v1", "--json"))["alternatives"]
    assert others[0] == {"therapist": "ben", "added_seconds": 2100, "start": "10:00:00", "why": "15 min more"}


def test_a_visit_left_out_is_told_why_and_what_would_change_it(folder: Path) -> None:
    text = said(folder, "v2")
    assert "v2 is unassigned: day full." in text
    assert "in the way is v1 (ana)" in text
    assert "Remedy: Let the massage start at 11:10 am instead of at 10:00 am." in text


def test_the_json_holds_the_changes(folder: Path) -> None:
    told = json.loads(said(folder, "v2", "--json"))
    assert (told["status"], told["reason"]) == ("unassigned", "day_full")
    assert {"visit": "v2", "start_windows": [[36000, 40200]]} in [r["change"] for r in told["remedies"]]


def test_a_plan_of_solve_is_explained_on_the_spot(folder: Path) -> None:
    (folder / "plan.json").write_text(render_plan(best(DAY)), encoding="utf-8")
    bare = read_plan(folder / "plan.json")
    assert (bare.unassigned[0].detail, bare.unassigned[0].remedies) == ("", ())
    assert "Remedy: " in said(folder, "v2")


def test_lost_and_held_visits_have_their_words(folder: Path) -> None:
    assert said(folder, "x1") == "x1 is lost: not found.\n"
    assert said(folder, "h1") == "h1 is held: medical.\n"


def test_an_unknown_visit_names_the_nearest(folder: Path) -> None:
    with pytest.raises(BadInput, match="Did you mean v3"):
        CliRunner().invoke(APP, [str(folder / "plan.json"), "v33"], catch_exceptions=False)


def test_remedies_come_back_from_plan_json_as_they_were(folder: Path) -> None:
    assert read_plan(folder / "plan.json").unassigned == explained(DAY).unassigned
