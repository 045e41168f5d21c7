"""Broken rules in words: one line each, naming visit, rule and amount."""

from collections.abc import Sequence

from mobiledispatch.model.plan import Violation
from mobiledispatch.report.inert import one_line
from mobiledispatch.report.words import counted


def render_violations(found: Sequence[Violation]) -> str:
    """One line a violation; one line of praise where there is none.

    >>> render_violations([Violation("shift", "v3", "ana", 120, "seconds", "back at 17:02:00, shift closes 17:00")])
    'v3: shift, 120 seconds: back at 17:02:00, shift closes 17:00'
    """
    if not found:
        return "Every rule is kept."
    lines = (f"{v.visit or v.therapist or 'plan'}: {v.rule}, {_much(v)}: {v.detail}" for v in found)
    return "\n".join(map(one_line, lines))


def _much(one: Violation) -> str:
    return counted(one.amount, one.unit.removesuffix("s"))
