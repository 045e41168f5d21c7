"""Why a visit is on no route, and the smallest changes that would put it on one."""

from mobiledispatch.explain.account import AnotherDay, explain
from mobiledispatch.explain.another_day import OtherDay, OtherDays
from mobiledispatch.explain.change import all_or_none, among, applied
from mobiledispatch.explain.deeper import Deeper, Solve
from mobiledispatch.explain.reasons import Reason
from mobiledispatch.explain.remedies import RemedyKind
from mobiledispatch.explain.steps import Steps

__all__ = [
    "AnotherDay",
    "Deeper",
    "OtherDay",
    "OtherDays",
    "Reason",
    "RemedyKind",
    "Solve",
    "Steps",
    "all_or_none",
    "among",
    "applied",
    "explain",
]
