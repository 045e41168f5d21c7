"""A rule that was added to the nouns and forgotten in one of the rooms fails here (docs/adding-a-rule.md)."""

import ast
import random
import re
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from pathlib import Path

import pytest

import mobiledispatch
from all_rules import all_rules_day
from mobiledispatch.explain import Reason
from mobiledispatch.intake.problem_file import read_problem
from mobiledispatch.model.objective import objective_of
from mobiledispatch.model.practice import Costs, DayLimits, Policies, Quoting, TravelRules
from mobiledispatch.model.problem import BalanceStep, Problem, SharedEquipment
from mobiledispatch.model.therapist import Break, Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.report.problem_json import render_problem
from mobiledispatch.report.words import REASONS
from phone_desk.drawn import a_practice

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "adding-a-rule.md").read_text(encoding="utf-8")
SOURCE = Path(mobiledispatch.__file__).parent
NOUNS = (Problem, Visit, Therapist, Break, SharedEquipment, BalanceStep)
DRAWN = tuple(all_rules_day(seed) for seed in range(8))

BINDS_NO_PLAN = {"Problem.name", "Problem.slot", "Visit.could_serve", "Visit.at_home"}
"""What a plan cannot break: names, the grid of the search, and what only explanations read."""


def public(noun: type) -> Iterator[Field[object]]:
    assert is_dataclass(noun)
    yield from (field for field in fields(noun) if not field.name.startswith("_"))


FIELDS = [(noun, field) for noun in NOUNS for field in public(noun)]
NAMES = [f"{noun.__name__}.{field.name}" for noun, field in FIELDS]


def instances(problem: Problem, noun: type) -> Iterator[object]:
    """Everything of that kind in a problem."""
    found = {
        Problem: (problem,),
        Visit: problem.visits,
        Therapist: problem.therapists,
        Break: tuple(rest for t in problem.therapists for rest in t.breaks),
        SharedEquipment: problem.shared,
        BalanceStep: problem.balance,
    }
    yield from found[noun]


@pytest.mark.parametrize(("noun", "field"), FIELDS, ids=NAMES)
def test_every_field_of_a_problem_is_drawn_by_the_days_with_every_rule_on(noun: type, field: Field[object]) -> None:
    values = [getattr(one, field.name) for problem in DRAWN for one in instances(problem, noun)]
    usual = field.default if field.default_factory is MISSING else field.default_factory()
    if f"{noun.__name__}.{field.name}" == "SharedEquipment.count":
        return  # one of a thing is the hardest case: two are drawn by tests/solver/test_solve.py
    assert any(value != usual for value in values)


@pytest.mark.parametrize("seed", range(8))
def test_every_field_of_a_problem_is_written_and_read(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "problem.json"
    path.write_text(render_problem(DRAWN[seed]), encoding="utf-8")
    read = read_problem(path)
    for field in public(Problem):
        assert getattr(read, field.name) == getattr(DRAWN[seed], field.name), field.name


@pytest.mark.parametrize(("noun", "field"), FIELDS, ids=NAMES)
def test_the_verifier_reads_every_field_that_a_plan_can_break(noun: type, field: Field[object]) -> None:
    name = f"{noun.__name__}.{field.name}"
    read = re.search(rf"\.{field.name}\b", "".join(p.read_text(encoding="utf-8") for p in verifier()))
    assert read or name in BINDS_NO_PLAN


def verifier() -> Iterator[Path]:
    """The verifier's own files, be it one or a room of several."""
    yield from sorted(p for p in SOURCE.rglob("*.py") if p.relative_to(SOURCE).parts[0] in ("verify.py", "verify"))


@pytest.mark.parametrize("name", NAMES)
def test_every_field_of_a_problem_stands_on_the_page(name: str) -> None:
    assert f"`{name}`" in PAGE


def test_every_file_that_the_page_names_is_there() -> None:
    named = {Path(name) for name in re.findall(r"`([\w/-]+\.(?:py|md))`", PAGE)}
    known = {path.name for room in (SOURCE, ROOT / "tests", ROOT / "docs") for path in room.rglob("*.*")}
    known |= {f"{path.name}.py" for path in SOURCE.iterdir() if path.is_dir()} | {"CHANGELOG.md"}
    assert len(named) > 30
    assert {path for path in named if path.name not in known} == set()


def test_every_price_of_a_problem_counts_in_the_one_reckoning() -> None:
    problem = DRAWN[0]
    orders = {problem.therapists[0].id: [v for v in problem.visits if problem.therapists[0].id in v.therapists]}
    cost = objective_of(problem, orders).total
    dearer = tuple(
        replace(v, preference_cost=dict.fromkeys(v.therapists, 10000), unassigned_cost=v.unassigned_cost + 1)
        for v in problem.visits
    )
    assert objective_of(replace(problem, visits=dearer), orders).preference > 0
    assert objective_of(replace(problem, visits=dearer), orders).unassigned > objective_of(problem, orders).unassigned
    assert objective_of(replace(problem, balance=()), orders).total < cost


def test_every_reason_has_its_words() -> None:
    assert {str(reason) for reason in Reason} <= set(REASONS)


def test_every_rule_of_the_practice_is_drawn_at_the_desk() -> None:
    drawn = [a_practice(random.Random(seed), 2) for seed in range(20)]
    for noun, values in ((Costs, [p.costs for p in drawn]), (DayLimits, [p.limits for p in drawn])):
        for field in public(noun):
            usual = field.default if field.default_factory is MISSING else field.default_factory()
            assert any(getattr(value, field.name) != usual for value in values) or field.name == "promised", field.name


@pytest.mark.parametrize("noun", [Costs, DayLimits, Quoting, Policies, TravelRules])
def test_every_rule_of_the_practice_is_read_from_its_file(noun: type) -> None:
    tree = ast.parse((SOURCE / "intake" / "practice_file.py").read_text(encoding="utf-8"))
    calls = [c for c in ast.walk(tree) if isinstance(c, ast.Call) and getattr(c.func, "id", "") == noun.__name__]
    given = {keyword.arg for call in calls for keyword in call.keywords}
    assert {field.name for field in public(noun)} <= given


@pytest.mark.parametrize("name", [f"{noun.__name__}.{f.name}" for noun in (Costs, DayLimits) for f in public(noun)])
def test_every_rule_of_the_practice_that_a_plan_keeps_stands_on_the_page(name: str) -> None:
    assert f"`{name}`" in PAGE
