"""An explanation in little time: a reason for everybody before anything else, and one note on what was not sought."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from explain.days import best, day, visit
from mobiledispatch.explain import Steps, explain
from mobiledispatch.model.plan import Plan, Remedy
from mobiledispatch.model.problem import Problem


class Allowed:
    """Runs down by what is spent."""

    def __init__(self, seconds_left: float) -> None:
        self.seconds_left = seconds_left

    def spend(self, work: float, /) -> None:
        self.seconds_left -= work


FULL = day(*(visit(f"v{k}", "10:00", "10:00") for k in range(8)), visit("never", therapists=()))


def explained(left: float, solve: Callable[[Problem, float], Plan | None] | None = None) -> tuple[Plan, Steps]:
    steps = Steps(Allowed(left))
    return explain(FULL, best(FULL), solve, _another_day, steps), steps


def _another_day(name: str) -> Remedy:
    return Remedy("another_day", f"{name} tomorrow")


def test_without_any_time_everybody_has_a_reason_and_one_note_says_so() -> None:
    plan, steps = explained(0)
    assert len(plan.unassigned) == 8
    assert all(u.reason and u.detail and not u.remedies for u in plan.unassigned)
    (note,) = steps.notes()
    assert all(u.visit in note for u in plan.unassigned)


def test_with_time_enough_nothing_is_noted_and_it_is_as_it_always_was() -> None:
    plan, steps = explained(1e9, best)
    assert steps.notes() == ()
    assert plan == explain(FULL, best(FULL), best, _another_day)
    assert all(u.remedies for u in plan.unassigned)


def test_reasons_of_all_come_before_remedies_of_any() -> None:
    counted = [explained(left / 1000)[0] for left in range(0, 40, 2)]
    known = [sum("nobody has looked" not in u.detail for u in plan.unassigned) for plan in counted]
    remedied = [sum(bool(u.remedies) for u in plan.unassigned) for plan in counted]
    assert known == sorted(known)
    assert 0 in remedied
    assert max(remedied) > 0
    never = [next(u for u in plan.unassigned if u.visit == "never").reason for plan in counted]
    assert all(
        r == "no_therapist" for r, plan in zip(never, counted, strict=True) if any(u.remedies for u in plan.unassigned)
    )


def test_more_names_than_anybody_reads_are_counted() -> None:
    steps = Steps(Allowed(0))
    for k in range(13):
        assert steps.take("reason", f"v{k}", lambda: "why", 1.0) is None
    (note,) = steps.notes()
    assert "v9 and 3 more" in note
    assert "v10" not in note


def test_a_step_that_would_not_end_in_time_is_not_begun() -> None:
    steps = Steps(Allowed(10))
    assert steps.take("deep", "v1", lambda: "found", 6.0) == "found"
    assert steps.take("deep", "v2", lambda: pytest.fail("begun"), 6.0) is None
    assert steps.take("quick", "v2", lambda: "found", 1.0) == "found"
    assert list(steps.cut_short) == ["v2"]


def test_a_question_that_there_is_no_time_for_is_noted() -> None:
    steps = Steps(Allowed(100))
    asked: list[float] = []

    def no_time(_: Problem, gap: float) -> None:
        asked.append(gap)

    plan = explain(FULL, best(FULL), no_time, None, steps)
    assert asked
    assert len(steps.notes()) == 1
    assert all(u.reason for u in plan.unassigned)


def test_a_visit_that_failed_the_check_keeps_its_reason() -> None:
    plan = best(FULL)
    told = replace(plan.unassigned[0], reason="program_fault", detail="a fault")
    again = explain(FULL, replace(plan, unassigned=(told, *plan.unassigned[1:])))
    assert again.unassigned[0] == told
    assert all(u.reason != "program_fault" for u in again.unassigned[1:])
