"""What is to be seen in the best plan of a drawn day, so that nobody takes three thousand empty days for a proof."""

from collections.abc import Iterator

from apart.brute_force import Best, optimum
from apart.day import Data
from apart.plan import plan_of


def sights(data: Data) -> set[str]:
    """The rules that the best plan of the day has to do with."""
    best = optimum(data)
    routes = plan_of(data, best)["routes"]
    served = {stop["visit"]: route["therapist"] for route in routes for stop in route["stops"]}
    return {*_company(data, served), *_breaks(data, routes), *_day(data, best, served)}


def _company(data: Data, served: dict[str, str]) -> Iterator[str]:
    households = [h for h in data.get("households", []) if h[0] in served]
    ties = [group for group in data.get("together", []) if group[0] in served]
    if households:
        yield "household served"
    for group in ties:
        yield "couple served" if len(group) == 2 else "three served at one time"
    if len(ties) > 1:
        yield "two couples served"
    if any(set(h) & set(group) for h in households for group in ties):
        yield "household with one of a couple served"
    for shared in data.get("shared_equipment", []):
        if any(set(group) <= set(shared["visits"]) for group in ties):
            yield "couple that both need a shared piece served"


def _breaks(data: Data, routes: list[Data]) -> Iterator[str]:
    due = {t["id"]: t["breaks"] for t in data["therapists"]}
    for route in routes:
        if len(route["breaks"]) == 2:
            yield "two breaks taken"
        if len(route["breaks"]) < len(due[route["therapist"]]):
            yield "break not due at the return"
        if route["breaks"] and "speed_profile" in data:
            yield "break taken and peaks"


def _day(data: Data, best: Best, served: dict[str, str]) -> Iterator[str]:
    if served:
        yield "somebody served"
    if "speed_profile" in data and served:
        yield "peaks"
    if any("pinned_start" in v or "pinned_therapist" in v for v in data["visits"] if v["id"] in served):
        yield "pinned visit served"
    if any("promise" in v for v in data["visits"] if v["id"] in served):
        yield "promised visit served"
    for key, sight in (("shared_equipment", "equipment costs"), ("together", "starting together costs")):
        if data.get(key) and optimum({**data, key: []}).total < best.total:
            yield sight
