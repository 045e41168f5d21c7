"""Plans of the drawn days with all keys, spoilt where people, pieces and breaks depend on each other: all refused."""

import json
import random
from pathlib import Path

import pytest

from apart.drawn import MINUTES, WORKDAY, Scale, draw
from mobiledispatch.errors import BadInput
from mobiledispatch.intake.plan_file import read_plan
from mobiledispatch.intake.problem_file import read_problem
from mobiledispatch.model.problem import Problem
from mobiledispatch.report.plan_json import plan_data
from mobiledispatch.solver import Limits, solve
from mobiledispatch.verify import verify
from tampering import WAYS, Data, spoilt

TIED = {"break", "together", "household", "equipment"}
DAYS = range(60)
PATIENT = Limits(seconds=60)


@pytest.mark.parametrize("scale", [WORKDAY, MINUTES], ids=lambda scale: scale.name)
def test_every_spoilt_plan_of_a_drawn_day_is_refused_for_the_rule_that_it_breaks(tmp_path: Path, scale: Scale) -> None:
    ways = [way for way in WAYS if TIED & set(way.rules)]
    passed, tried = [], set()
    for seed in DAYS:
        (tmp_path / "problem.json").write_text(json.dumps(draw(seed, scale)), encoding="utf-8")
        problem = read_problem(tmp_path / "problem.json")
        good = plan_data(solve(problem, PATIENT))
        for way in ways if good["routes"] else ():
            plan = spoilt(way, good, problem, random.Random(f"{way.name} {seed}"))
            if plan is not None:
                tried.add(way.name)
                if not broken_rules(tmp_path, problem, plan) & {*way.rules, "unreadable"}:
                    passed.append((way.name, seed))
    assert passed == []
    assert len(tried) >= len(ways) - 3


def broken_rules(folder: Path, problem: Problem, plan: Data) -> set[str]:
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    try:
        return {v.rule for v in verify(problem, read_plan(folder / "plan.json"))}
    except BadInput:
        return {"unreadable"}
