"""Days of one difficulty each, through the command line: what is right of them is what the brute force says.

Couples and what they share, households, breaks on the road, and groups that no file may have.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from apart.brute_force import optimum

Data = dict[str, Any]

HOUR = 3600
DAY_OFF = 100_000
"""What it costs to leave one visit out, unless a day says otherwise."""


def a_problem(table: list[list[int]], crew: list[Data], visits: list[Data], **more: Any) -> Data:
    return {
        "schema": "mobiledispatch.problem/1",
        "travel_seconds": table,
        "therapists": crew,
        "visits": visits,
        **more,
    }


def hand(name: str, since: int = 8 * HOUR, until: int = 17 * HOUR, *breaks: tuple[int, int, int], end: int = 0) -> Data:
    rests = [{"start_window": [opens, closes], "seconds": seconds} for opens, closes, seconds in breaks]
    return {"id": name, "start": 0, "end": end, "shift": [since, until], "breaks": rests}


def person(name: str, place: int, opens: int, closes: int, who: str = "ana ben", service: int = HOUR) -> Data:
    return {
        "id": name,
        "place": place,
        "service_seconds": service,
        "start_windows": [[opens, closes]],
        "therapists": who.split(),
        "unassigned_cost": DAY_OFF,
    }


class Desk:
    """The command line in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        code = "import sys\nfrom mobiledispatch.cli import main\nsys.exit(main())"
        return subprocess.run(
            [sys.executable, "-c", code, *words],
            cwd=self.folder,
            env={**os.environ, "COLUMNS": "100", "MOBILEDISPATCH_NOW": "2026-11-20T09:00"},
            capture_output=True,
            text=True,
            check=False,
        )

    def solved(self, problem: Data) -> Data:
        """The plan of the problem, proven to be what the brute force finds, and accepted by `verify`."""
        (self.folder / "problem.json").write_text(json.dumps(problem), encoding="utf-8")
        done = self.run("solve", "problem.json", "--time-limit", "60")
        assert done.returncode in (0, 3), done.stderr
        plan: Data = json.loads(done.stdout)
        assert done.returncode == (3 if plan["unassigned"] else 0)
        best = optimum(problem).total
        assert (plan["proof"]["status"], plan["proof"]["lower_bound"]) == ("optimal", best)
        assert plan["objective"]["total"] == best
        (self.folder / "plan.json").write_text(done.stdout, encoding="utf-8")
        checked = self.run("verify", "plan.json", "--problem", "problem.json")
        assert (checked.returncode, checked.stderr) == (0, ""), checked.stdout
        return plan

    def refused(self, problem: Data) -> str:
        """What `solve` and `verify` say of a problem that they cannot take."""
        (self.folder / "problem.json").write_text(json.dumps(problem), encoding="utf-8")
        empty = {"total": 0, "travel": 0, "preference": 0, "unassigned": 0}
        plan = {"schema": "mobiledispatch.plan/1", "objective": empty, "routes": []}
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        done = self.run("solve", "problem.json", "--time-limit", "1")
        checked = self.run("verify", "plan.json", "--problem", "problem.json")
        assert (done.returncode, checked.returncode, done.stdout) == (2, 2, "")
        return done.stderr


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def left_out(plan: Data) -> dict[str, str]:
    return {row["visit"]: row["reason"] for row in plan["unassigned"]}


def starts(plan: Data) -> dict[str, str]:
    return {stop["visit"]: stop["start"] for route in plan["routes"] for stop in route["stops"]}


# --- equipment


def couple_with(count: int) -> Data:
    """Two who start together and both want the table, of which there is `count`; two more who want neither."""
    visits = [person("kim", 1, 9 * HOUR, 11 * HOUR), person("lou", 1, 9 * HOUR, 11 * HOUR)]
    visits += [person("max", 1, 12 * HOUR, 15 * HOUR), person("nan", 0, 9 * HOUR, 15 * HOUR)]
    table = [{"name": "table", "visits": ["kim", "lou"], "count": count}]
    crew = [hand("ana"), hand("ben")]
    return a_problem([[0, 1300], [1400, 0]], crew, visits, together=[["kim", "lou"]], shared_equipment=table)


def test_a_couple_who_both_need_the_one_table_are_left_out_and_the_others_are_not(desk: Desk) -> None:
    plan = desk.solved(couple_with(1))
    assert left_out(plan) == {"kim": "equipment", "lou": "equipment"}


def test_with_two_tables_the_couple_is_served(desk: Desk) -> None:
    plan = desk.solved(couple_with(2))
    assert left_out(plan) == {}
    assert starts(plan)["kim"] == starts(plan)["lou"]


def one_keeper() -> Data:
    """A household whose second needs the table, and somebody who needs it too and whom only the other may serve."""
    visits = [
        person("kim", 1, 8 * HOUR, 15 * HOUR, "ana"),
        person("lou", 1, 8 * HOUR, 15 * HOUR, "ana"),
        person("max", 2, 14 * HOUR, 14 * HOUR, "ben"),
    ]
    table = [{"name": "table", "visits": ["lou", "max"], "count": 1}]
    legs = [[0, 700, 600], [500, 0, 900], [800, 400, 0]]
    crew = [hand("ana"), hand("ben")]
    return a_problem(legs, crew, visits, households=[["kim", "lou"]], shared_equipment=table)


def test_one_table_has_one_keeper_all_day(desk: Desk) -> None:
    assert left_out(desk.solved(one_keeper())) == {"max": "equipment"}


def test_verify_refuses_a_table_that_changes_hands(desk: Desk) -> None:
    problem = {**one_keeper(), "shared_equipment": []}
    plan = desk.solved(problem)
    assert left_out(plan) == {}
    (desk.folder / "problem.json").write_text(json.dumps(one_keeper()), encoding="utf-8")
    checked = desk.run("verify", "plan.json", "--problem", "problem.json", "--json")
    assert checked.returncode == 5
    assert {row["rule"] for row in json.loads(checked.stdout)} == {"equipment"}


# --- breaks


def test_two_breaks_are_taken_on_one_leg(desk: Desk) -> None:
    breaks = ((9 * HOUR + 300, 9 * HOUR + 400, 1200), (9 * HOUR + 2000, 9 * HOUR + 2030, 900))
    crew = [hand("ana", 9 * HOUR, 15 * HOUR, *breaks)]
    problem = a_problem([[0, 4700], [4900, 0]], crew, [person("kim", 1, 9 * HOUR, 12 * HOUR, "ana")])
    (route,) = desk.solved(problem)["routes"]
    begun = [rest["start"] for rest in route["breaks"]]
    assert len(begun) == 2
    assert begun[0] < begun[1] < route["stops"][0]["arrive"]


def test_two_breaks_whose_windows_overlap_are_both_found_by_verify(desk: Desk) -> None:
    wide, narrow = (14 * HOUR, 15 * HOUR, 600), (14 * HOUR + 500, 14 * HOUR + 560, 1500)
    crew = [hand("ana", 10 * HOUR, 18 * HOUR, wide, narrow, end=1)]
    problem = a_problem([[0, 500], [1000, 0]], crew, [person("kim", 0, 16 * HOUR, 17 * HOUR, "ana", 0)])
    (route,) = desk.solved(problem)["routes"]
    assert sorted(_length(rest) for rest in route["breaks"]) == [600, 1500]


def _length(rest: Data) -> int:
    opens, closes = (_second(text) for text in rest.values())
    return closes - opens


def _second(text: str) -> int:
    hour, minute, second = (int(part) for part in text.split(":"))
    return 3600 * hour + 60 * minute + second


# --- who starts together


def test_two_who_must_meet_where_one_therapist_works_are_left_out_and_that_is_proven(desk: Desk) -> None:
    visits = [person("kim", 1, 20 * HOUR, 21 * HOUR, "ana"), person("lou", 1, 20 * HOUR, 21 * HOUR, "ana", 0)]
    visits[0]["unassigned_cost"], visits[1]["unassigned_cost"] = 700, 6500
    crew = [hand("ana", 12 * HOUR, 22 * HOUR)]
    plan = desk.solved(a_problem([[0, 800], [900, 0]], crew, visits, together=[["kim", "lou"]]))
    assert plan["objective"]["total"] == 7200


def test_two_who_can_never_meet_are_proven_to_be_left_out_where_the_road_costs_nothing(desk: Desk) -> None:
    """ben has two breaks that nobody can keep who works that day, and no leg of anybody's takes time."""
    breaks = ((11 * HOUR + 1400, 11 * HOUR + 3800, 900), (11 * HOUR + 2150, 11 * HOUR + 2150, 1800))
    crew = [hand("ana", 10 * HOUR, 14 * HOUR), hand("ben", 10 * HOUR, 14 * HOUR, *breaks)]
    visits = [person(n, 0, 11 * HOUR + 2000, 14 * HOUR, service=1800) for n in ("kim", "lou")]
    plan = desk.solved(a_problem([[0]], crew, visits, together=[["kim", "lou"]], slot_seconds=1800))
    assert plan["objective"]["total"] == 2 * DAY_OFF


@pytest.mark.parametrize("slot", [60, 300, 900])
def test_three_who_start_together_are_served_on_any_grid(desk: Desk, slot: int) -> None:
    crew = [hand(name) for name in ("ana", "ben", "cy")]
    names = ["kim", "lou", "max"]
    visits = [person(n, 1 + k, 9 * HOUR + 100 * k, 14 * HOUR, "ana ben cy") for k, n in enumerate(names)]
    table = [[abs(a - b) * 650 + (a < b) * 40 for b in range(4)] for a in range(4)]
    plan = desk.solved(a_problem(table, crew, visits, together=[names], slot_seconds=slot))
    assert left_out(plan) == {}
    assert len(set(starts(plan).values())) == 1


@pytest.mark.parametrize("slot", [60, 300])
def test_a_couple_among_others_is_served_on_a_fine_grid(desk: Desk, slot: int) -> None:
    lunch = (11 * HOUR, 14 * HOUR, 1800)
    crew = [hand(name, 8 * HOUR, 18 * HOUR, lunch) for name in ("ana", "ben", "cy")]
    visits = [person(f"v{k}", k, 9 * HOUR, 9 * HOUR + 4500, "ana ben cy", 5400) for k in range(1, 3)]
    visits += [person(f"v{k}", k, 9 * HOUR, 16 * HOUR, "ana ben cy", 5400) for k in range(3, 6)]
    table = [[0 if a == b else 500 + (277 * a + 431 * b) % 1300 for b in range(6)] for a in range(6)]
    problem = a_problem(table, crew, visits, together=[["v1", "v2"]], slot_seconds=slot)
    assert left_out(desk.solved(problem)) == {}


# --- households


def test_the_leg_from_a_place_to_itself_counts_between_two_people_of_a_household(desk: Desk) -> None:
    visits = [person(n, 1, 9 * HOUR, 12 * HOUR, "ana", s) for n, s in (("kim", 1500), ("lou", 0))]
    problem = a_problem([[11, 2200], [900, 270]], [hand("ana")], visits, households=[["kim", "lou"]])
    plan = desk.solved(problem)
    assert plan["objective"] == {**plan["objective"], "total": 3370, "travel": 3370}
    first, second = plan["routes"][0]["stops"]
    assert (first["visit"], second["visit"], second["waiting_seconds"]) == ("kim", "lou", 0)
    assert _length({"from": first["leave"], "to": second["arrive"]}) == 270


def test_one_of_a_household_may_start_together_with_somebody_elsewhere(desk: Desk) -> None:
    visits = [person("kim", 1, 9 * HOUR, 15 * HOUR), person("lou", 1, 9 * HOUR, 15 * HOUR)]
    visits.append(person("max", 2, 10 * HOUR + 10, 11 * HOUR))
    legs = [[0, 700, 600], [500, 0, 900], [800, 400, 0]]
    ties = {"households": [["kim", "lou"]], "together": [["lou", "max"]]}
    plan = desk.solved(a_problem(legs, [hand("ana"), hand("ben")], visits, **ties))
    assert left_out(plan) == {}
    assert starts(plan)["lou"] == starts(plan)["max"]


# --- requests of clients, as `plan` gets them


COLUMNS = "id,client,phone,address,treatment,minutes,availability,start,therapist,group,together\n"


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The sample practice with one stone heater for three, who all give hot stone."""
    folder = tmp_path_factory.mktemp("practice")
    assert Desk(folder).run("init", "mine").returncode == 0
    text = (folder / "mine" / "practice.toml").read_text(encoding="utf-8")
    return text.replace("shared_equipment = {} ", "shared_equipment = { stone_heater = 1 } ")


def planned(desk: Desk, practice: str, rows: str) -> tuple[int, Data]:
    (desk.folder / "practice.toml").write_text(practice, encoding="utf-8")
    (desk.folder / "day.csv").write_text(COLUMNS + rows, encoding="utf-8")
    done = desk.run("plan", "day.csv", "--practice", "practice.toml", "--date", "2026-11-24", "--out", "out")
    plan: Data = json.loads((desk.folder / "out" / "plan.json").read_text(encoding="utf-8"))
    checked = desk.run("verify", "out/plan.json")
    assert checked.returncode == 0, checked.stdout
    assert plan["proof"]["status"] == "optimal"
    return done.returncode, plan


def bought(row: Data) -> int | None:
    """How many heaters one of the remedies wants."""
    changes = (remedy["change"] for remedy in row["remedies"] if remedy["kind"] == "more_equipment")
    return next((change["shared_equipment"]["stone_heater"] for change in changes), None)


def test_a_couple_who_both_want_hot_stone_are_told_of_a_second_heater_and_the_others_keep_their_day(
    desk: Desk, practice: str
) -> None:
    exit_code, plan = planned(
        desk,
        practice,
        "p1,Pia Probe,780-555-0171,11204 43 Avenue NW,hot stone,60,,,,g,yes\n"
        "p2,Quin Probe,780-555-0171,11204 43 Avenue NW,hot stone,60,,,,g,yes\n"
        "r1,Ron Probe,780-555-0172,10205 101 Street NW,relaxation,60,,,,,\n"
        "s1,Sue Probe,780-555-0173,8331 104 Street NW,deep tissue,60,,,,,\n",
    )
    assert exit_code == 3
    assert left_out(plan) == {"p1": "equipment", "p2": "equipment"}
    assert set(starts(plan)) == {"r1", "s1"}
    assert [bought(row) for row in plan["unassigned"]] == [2, 2]


HOUSEHOLD = (
    "p1,Pia Probe,780-555-0171,11204 43 Avenue NW,relaxation,60,10-13:30,,must:chloe,g,\n"
    "p2,Quin Probe,780-555-0171,11204 43 Avenue NW,hot stone,60,10-13:30,,must:chloe,g,\n"
)


def test_people_in_turn_have_the_heater_and_who_wants_it_of_another_therapist_is_told(
    desk: Desk, practice: str
) -> None:
    wish = "r1,Ron Probe,780-555-0172,10205 101 Street NW,hot stone,60,9:30-11:45,,must:ana,,\n"
    exit_code, plan = planned(desk, practice, HOUSEHOLD + wish)
    assert exit_code == 3
    assert left_out(plan) == {"r1": "equipment"}
    assert [stop["visit"] for route in plan["routes"] for stop in route["stops"]] == ["p1", "p2"]
    assert bought(plan["unassigned"][0]) == 2


def test_who_was_promised_a_time_has_the_heater_before_people_who_were_not(desk: Desk, practice: str) -> None:
    promised = "r1,Ron Probe,780-555-0172,10205 101 Street NW,hot stone,60,,10:00,must:ana,,\n"
    exit_code, plan = planned(desk, practice, HOUSEHOLD + promised)
    assert exit_code == 3
    assert left_out(plan) == {"p1": "equipment", "p2": "equipment"}
    assert starts(plan) == {"r1": "10:00:00"}
    assert [bought(row) for row in plan["unassigned"]] == [2, 2]


def test_a_couple_among_six_visits_on_the_five_minute_grid_is_served(desk: Desk, practice: str) -> None:
    homes = ("11204 43 Avenue NW", "8331 104 Street NW", "10205 101 Street NW", "9810 103A Avenue NW")
    rows = [f"q{k},Quin {k},780-555-018{k},{home},relaxation,60,,,,," for k, home in enumerate(homes)]
    rows += [f"p{k},Pia {k},780-555-0171,10345 105 Street NW,relaxation,60,,,,g,yes" for k in range(2)]
    fine = practice.replace("start_grid_minutes = 15 ", "start_grid_minutes = 5 ")
    assert fine != practice
    exit_code, plan = planned(desk, fine, "\n".join(rows) + "\n")
    assert (exit_code, left_out(plan)) == (0, {})
    assert starts(plan)["p0"] == starts(plan)["p1"]


# --- files that cannot be right


@pytest.mark.parametrize(
    ("ties", "said"),
    [
        ({"together": [[]]}, "together"),
        ({"together": [["kim"]]}, "kim"),
        ({"together": [["kim", "lou", "kim"]]}, "kim"),
        ({"together": [["kim", "lou"], ["kim", "max"]]}, "kim"),
        ({"households": [["kim", "lou"], ["lou", "nan"]]}, "lou"),
        ({"households": [["kim", "max"]]}, "one door"),
    ],
)
def test_groups_that_cannot_be_are_refused_by_name(desk: Desk, ties: Data, said: str) -> None:
    visits = [person(n, p, 9 * HOUR, 15 * HOUR) for n, p in (("kim", 1), ("lou", 1), ("max", 2), ("nan", 1))]
    legs = [[0, 700, 600], [500, 0, 900], [800, 400, 0]]
    assert said in desk.refused(a_problem(legs, [hand("ana"), hand("ben")], visits, **ties))
