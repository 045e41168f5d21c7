"""The tables say who was better, and the verdict hides nothing."""

from prove_days import render_proofs, render_tally, render_versions, verdict
from race import Run
from standings import best_known, best_peer, is_promised, render_standings, render_summary, render_verdict


def _run(
    solver: str, objective: int | None, *, day: str = "d", visits: int = 20, limit: float = 1.0, **more: object
) -> Run:
    said: dict[str, object] = {"status": "feasible", "bound": None, "fault": ""} | more
    return Run(
        day=day,
        visits=visits,
        lunch=False,
        solver=solver,
        limit=limit,
        objective=objective,
        status=str(said["status"]),
        bound=said["bound"] if isinstance(said["bound"], int) else None,
        unassigned=0,
        seconds=0.5,
        start_up=0.1,
        megabytes=100,
        processor=float(str(said.get("processor", 0.5))),
        fault=str(said["fault"]),
    )


def test_the_best_known_counts_every_solver_and_the_best_peer_only_the_others() -> None:
    runs = [_run("ours", 90), _run("vroom", 100), _run("pyvrp", 95), _run("ortools", None)]
    assert best_known(runs) == {"d": 90}
    assert best_peer(runs) == {("d", 1.0): 95}


def test_the_promise_starts_later_for_larger_days() -> None:
    assert [is_promised(40, 1), is_promised(60, 1), is_promised(60, 2), is_promised(80, 2), is_promised(80, 5)] == [
        True,
        False,
        True,
        False,
        True,
    ]


def test_a_day_on_which_we_are_behind_is_named() -> None:
    said = render_verdict([_run("ours", 1010), _run("vroom", 1000)])
    assert "0 of 1 days" in said
    assert "NOT held (behind: d +1.00 %)" in said


def test_a_promise_kept_on_every_day_is_held() -> None:
    assert render_verdict([_run("ours", 1000), _run("vroom", 1000)]).endswith("worst +0.00 %: held")


def test_a_plan_that_we_fail_to_make_breaks_the_promise() -> None:
    assert "NOT held" in render_verdict([_run("ours", None, fault="no plan"), _run("vroom", 1000)])


def test_a_failure_is_shown_and_not_left_out() -> None:
    runs = [_run("ours", 100, status="optimal"), _run("vroom", None, fault="t0 keeps no timetable")]
    assert "failed: t0 keeps no timetable" in render_standings(runs)
    assert "| 1 | vroom | 1 | - | - | 0 | 0 | 1 |" in render_summary(runs)


def test_the_excess_is_over_the_best_known() -> None:
    table = render_standings([_run("ours", 100, status="optimal"), _run("vroom", 102)])
    assert "| 1 | d | 100 | 0.9804 | +0.00 % (proven) | +2.00 % |" in table


def test_a_proven_plan_that_is_not_the_best_known_is_a_contradiction() -> None:
    assert verdict(_run("ours", 100, status="optimal", bound=100), 99) == "BOUND TOO HIGH"
    assert verdict(_run("ours", 99, status="optimal", bound=99), 100) == "NOT EQUAL"


def test_an_unproven_plan_is_compared_and_a_proven_best_one_is_equal() -> None:
    assert verdict(_run("ours", 101, status="bounded", bound=90), 100) == "+1.00 %"
    assert verdict(_run("ours", 100, status="optimal", bound=100), 100) == "equal"


def test_the_tally_counts_contradictions() -> None:
    runs = [_run("ours", 99, status="optimal", bound=99), _run("ours", 50, day="e", status="bounded", bound=40)]
    assert render_tally(runs, {"d": 100}).startswith("1 of 2 proven; 0 of 1 equal to the best known; 1 contradictions")
    assert "| e | 20 | bounded | 50 | 40 | 20.00 % |" in render_proofs(runs, {})


def test_two_versions_are_told_apart_day_by_day_and_at_the_median_of_each_size() -> None:
    ours = [_run("ours", 90, day=day, visits=60, processor=work) for day, work in (("a", 1.0), ("b", 3.0), ("c", 2.0))]
    before = [_run("before", 90, day=day, visits=60, processor=4.0) for day in "abc"]
    told = render_versions(ours, before)
    assert "| b | 90 feasible | 90 feasible | 3.00 | 4.00 | 0.75 | 100 | 100 |" in told
    assert told.endswith("60 visits: 0.50 of the other version's processor time at the median.")
