"""Spoilt plans that the verifier passes, and good ones that it refuses: there should be none of either.

    python benchmarks/verify_tampered.py [--plans 500] [--limit 2]

Days with all rules on (`tests/full_days.py`) are drawn and solved. Each plan is verified as it is, and spoilt in one
of the ways of `tests/tampering.py`, which take turns. Exit 1 if one spoilt plan passes or one good plan is refused.
"""

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from full_days import full_day, full_plan
from mobiledispatch.errors import BadInput
from mobiledispatch.intake.plan_file import read_plan
from mobiledispatch.intake.problem_file import read_problem
from mobiledispatch.model.problem import Problem
from mobiledispatch.report.plan_json import plan_data
from mobiledispatch.report.problem_json import render_problem
from mobiledispatch.solver import Limits
from mobiledispatch.verify import verify
from tampering import WAYS, Data, spoilt


@dataclass
class Tally:
    """What has been seen so far."""

    good: int = 0
    refused: int = 0
    passed: list[str] = field(default_factory=list)
    ways: Counter[str] = field(default_factory=Counter)
    proofs: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def render(self) -> str:
        return "\n".join(
            (
                f"{self.ways.total()} spoilt plans, {len(self.ways)} ways: {len(self.passed)} passed",
                f"{self.good} plans that nobody touched: {self.refused} refused",
                f"{', '.join(f'{count} {status}' for status, count in sorted(self.proofs.items()))}; "
                f"{1000 * self.seconds / max(1, self.good):.0f} ms to verify one",
                *(f"passed: {name}" for name in self.passed),
            )
        )


def is_good(folder: Path, problem: Problem, plan: Data) -> bool:
    """Is the plan read, and does it break no rule?"""
    (folder / "plan.json").write_text(json.dumps(plan))
    try:
        return not verify(problem, read_plan(folder / "plan.json"))
    except BadInput:
        return False


def judge(folder: Path, plans: int, limits: Limits) -> Tally:
    """So many days, each solved, verified, spoilt and verified again."""
    tally, turn = Tally(), 0
    for seed in range(plans):
        drawn = full_day(1000 + seed)
        (folder / "problem.json").write_text(render_problem(drawn))
        problem, answer = read_problem(folder / "problem.json"), full_plan(drawn, limits)
        plan = plan_data(answer)
        since = perf_counter()
        tally.refused += not is_good(folder, problem, plan)
        tally.seconds += perf_counter() - since
        tally.good += 1
        tally.proofs[answer.proof.status] += 1
        for _ in WAYS:
            way, turn = WAYS[turn % len(WAYS)], turn + 1
            worse = spoilt(way, plan, problem, random.Random(seed))
            if worse is not None:
                tally.ways[way.name] += 1
                if is_good(folder, problem, worse):
                    tally.passed.append(f"{way.name}, day {1000 + seed}")
                break
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=500)
    parser.add_argument("--limit", type=float, default=2.0, help="seconds for each day")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tally = judge(Path(folder), asked.plans, Limits(seconds=asked.limit))
    print(tally.render())
    return 1 if tally.passed or tally.refused else 0


if __name__ == "__main__":
    sys.exit(main())
