"""The optimum of a tiny problem.json by living every therapist's day second by second, in every way there is.

More naive than `apart.brute_force`, and apart from it: at each second one waits, drives on, begins a break or begins
at the door. What judges the brute force; for two or three people and days of half a minute.
"""

import itertools
from collections.abc import Iterator
from typing import Any

Data = dict[str, Any]
Served = tuple[tuple[str, int], ...]
"""Whom one has served so far, with the second at which each massage began."""

State = tuple[int, int, str | None, int, frozenset[int], Served, int]
"""The second; where one is or drove off from; whom one drives to (`HOME` for home); work left; breaks; served; cost."""

HOME = "\0home"


def optimum(data: Data) -> int:
    """The least objective."""
    lives = [_lives(data, hand) for hand in data["therapists"]]
    return min(cost for chosen in itertools.product(*lives) if (cost := _cost(data, chosen)) is not None)


def _cost(data: Data, chosen: tuple[tuple[Served, int], ...]) -> int | None:
    """What the day costs if everyone lives so; None if a rule between them is broken."""
    names = [name for served, _ in chosen for name, _ in served]
    if len(set(names)) < len(names):
        return None
    for shared in data.get("shared_equipment", []):
        users = sum(1 for served, _ in chosen if any(name in shared["visits"] for name, _ in served))
        if users > shared.get("count", 1):
            return None
    for group in data.get("together", []):
        if not _together(data, group, chosen):
            return None
    left_out: int = sum(v["unassigned_cost"] for v in data["visits"] if v["id"] not in names)
    return left_out + sum(cost for _, cost in chosen)


def _together(data: Data, group: list[str], chosen: tuple[tuple[Served, int], ...]) -> bool:
    starts = [start for served, _ in chosen for name, start in served if name in group]
    if not starts:
        return True
    alone = all(sum(1 for name, _ in served if name in group) <= 1 for served, _ in chosen)
    return len(starts) == len(group) and len(set(starts)) == 1 and alone and _on_grid(data, group, starts[0])


def _on_grid(data: Data, group: list[str], start: int) -> bool:
    """A multiple of the slot, or a second at which all could begin where they could not a second before."""
    visits = [v for v in data["visits"] if v["id"] in group]
    return start % data["slot_seconds"] == 0 or not all(_may_start(v, start - 1) for v in visits)


def _lives(data: Data, hand: Data) -> list[tuple[Served, int]]:
    """Whom the therapist can have served by the evening, when those began who start with others, at the least cost."""
    tied = {name for group in data.get("together", []) for name in group}
    best: dict[Served, int] = {(): 0}
    first: State = (hand["shift"][0], hand["start"], None, 0, frozenset(), (), 0)
    seen, todo = {first}, [first]
    while todo:
        state = todo.pop()
        if _is_home(data, hand, state):
            served = state[5]
            total = state[6] + _balance(data, served)
            key = tuple(sorted((name, start if name in tied else 0) for name, start in served))
            best[key] = min(total, best.get(key, total))
        for later in _next(data, hand, state, tied):
            if later[0] <= hand["shift"][1] and later not in seen:
                seen.add(later)
                todo.append(later)
    return list(best.items())


def _is_home(data: Data, hand: Data, state: State) -> bool:
    t, _, towards, work, taken, served, _ = state
    if towards != HOME or work > 0:
        return False
    massage = sum(_massage(_visit(data, name)) for name, _ in served)
    limit = hand.get("hands_on_limit")
    owed = [b for k, b in enumerate(hand.get("breaks", [])) if k not in taken and t > b["start_window"][1]]
    return not owed and (limit is None or massage <= limit)


def _massage(visit: Data) -> int:
    massage: int = visit["service_seconds"] - visit.get("setup_seconds", 0) - visit.get("teardown_seconds", 0)
    return massage


def _balance(data: Data, served: Served) -> int:
    massage = sum(_massage(_visit(data, name)) for name, _ in served)
    return sum(max(0, massage - s["over_seconds"]) * s["per_hour"] // 3600 for s in data.get("balance", []))


def _visit(data: Data, name: str) -> Data:
    found: Data = next(v for v in data["visits"] if v["id"] == name)
    return found


def _percent(data: Data, t: int) -> int:
    steps = data.get("speed_profile") or [[0, 100]]
    return int([percent for since, percent in steps if since <= t][-1])


def _next(data: Data, hand: Data, state: State, tied: set[str]) -> Iterator[State]:
    t, here, towards, work, taken, served, cost = state
    due = _due_at_once(data, served)
    if towards is None:
        for name, place in _destinations(data, hand, served):
            leg = data["travel_seconds"][here][place]
            if due in (None, name):
                yield t, here, name, 100 * leg, taken, served, cost + leg
        if due is not None:
            return
    yield from _at_the_door(data, hand, state, tied)
    if towards is not None and work > 0:
        yield t + 1, here, towards, max(0, work - _percent(data, t)), taken, served, cost
    if due is not None:
        return
    yield t + 1, here, towards, work, taken, served, cost
    for k, rest in enumerate(hand.get("breaks", [])):
        opens, closes = rest["start_window"]
        if k not in taken and opens <= t <= closes:
            yield t + rest["seconds"], here, towards, work, taken | {k}, served, cost


def _due_at_once(data: Data, served: Served) -> str | None:
    """Who of a household is waiting for one who has just served the person before."""
    for household in data.get("households", []):
        if served and served[-1][0] in household[:-1]:
            return str(household[household.index(served[-1][0]) + 1])
    return None


def _destinations(data: Data, hand: Data, served: Served) -> Iterator[tuple[str, int]]:
    gone = {name for name, _ in served}
    followers = {b: a for h in data.get("households", []) for a, b in itertools.pairwise(h)}
    for visit in data["visits"]:
        may = hand["id"] in visit["therapists"] and visit.get("pinned_therapist") in (None, hand["id"])
        before = followers.get(visit["id"])
        in_turn = before is None or bool(served and served[-1][0] == before)
        if may and visit["id"] not in gone and in_turn:
            yield visit["id"], visit["place"]
    if served:
        yield HOME, hand["end"]


def _at_the_door(data: Data, hand: Data, state: State, tied: set[str]) -> Iterator[State]:
    t, _, towards, work, taken, served, cost = state
    if towards in (None, HOME) or work > 0:
        return
    visit = _visit(data, str(towards))
    start = t + visit.get("setup_seconds", 0)
    if _may_start(visit, start):
        then = (*served, (visit["id"], start if visit["id"] in tied else 0))
        liking = visit.get("preference_cost", {}).get(hand["id"], 0)
        yield t + visit["service_seconds"], visit["place"], None, 0, taken, then, cost + liking


def _may_start(visit: Data, start: int) -> bool:
    windows = any(opens <= start <= closes for opens, closes in visit["start_windows"])
    promise = visit.get("promise") or [start, start]
    return windows and promise[0] <= start <= promise[1] and visit.get("pinned_start") in (None, start)
