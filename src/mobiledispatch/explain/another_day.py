"""The next day on which a visit fits at all: said of an empty day, for nobody knows yet who else will ask for it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from mobiledispatch.explain.change import all_or_none
from mobiledispatch.explain.deeper import ANY_PLAN, Solve
from mobiledispatch.explain.remedies import RemedyKind
from mobiledispatch.model.plan import Plan, Remedy
from mobiledispatch.model.problem import Problem
from mobiledispatch.timetable.draft import company

DAYS = 7


@dataclass(frozen=True, slots=True)
class OtherDays:
    """The days after `today`, each as a problem that holds the visits in question (None where nobody works)."""

    today: datetime.date
    problem_on: Callable[[datetime.date], Problem | None]
    solve: Solve

    def first_for(self, name: str) -> Remedy | None:
        """The first of the next days on which the visit, with its company, fits; None if there is none."""
        for ahead in range(1, DAYS + 1):
            day = self.today + datetime.timedelta(days=ahead)
            plan = self._plan_alone(day, name)
            if plan:
                return _remedy(name, day, plan)
        return None

    def _plan_alone(self, day: datetime.date, name: str) -> Plan | None:
        problem = self.problem_on(day)
        if problem is None or not all(problem.visit(n).start_windows for n in company(problem, name)):
            return None
        plan = self.solve(all_or_none(problem, company(problem, name)), ANY_PLAN)
        return None if plan.unassigned else plan


def _remedy(name: str, day: datetime.date, plan: Plan) -> Remedy:
    who = " and ".join(route.therapist for route in plan.routes)
    say = f"Another day: {day:%A} {day.day} {day:%B} with {who} (alone on an empty day)."
    return Remedy(RemedyKind.ANOTHER_DAY, say, {"visit": name, "date": day.isoformat()})
