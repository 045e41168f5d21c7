"""Ways to falsify a plan.json, each certain to break a rule where it can be done at all."""

import copy
import datetime
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from mobiledispatch.model.clock import full_clock, read_clock
from mobiledispatch.model.problem import Problem

Data = dict[str, Any]


@dataclass(frozen=True)
class Day:
    """A plan to be spoilt, the problem that it answers, and chance."""

    plan: Data
    problem: Problem
    rng: random.Random

    def stops(self) -> Iterator[tuple[Data, int, Data]]:
        """Every stop in an order of chance, with its route and its number there."""
        found = [(route, k, stop) for route in self.plan["routes"] for k, stop in enumerate(route["stops"])]
        yield from self.rng.sample(found, len(found))

    def routes(self) -> list[Data]:
        return self.rng.sample(self.plan["routes"], len(self.plan["routes"]))

    def breaks(self) -> Iterator[tuple[Data, Data]]:
        found = [(route, rest) for route in self.plan["routes"] for rest in route["breaks"]]
        yield from self.rng.sample(found, len(found))


Change = Callable[[Day], bool]
"""Spoils the day's plan in place; False where the plan has nothing to be spoilt so."""


@dataclass(frozen=True)
class Way:
    """One way: its name, the rules of which one is certainly broken ("unreadable": the file is refused), the fields."""

    name: str
    rules: tuple[str, ...]
    fields: tuple[str, ...]
    change: Change


WAYS: list[Way] = []


def way(rules: str, fields: str) -> Callable[[Change], Change]:
    def known(change: Change) -> Change:
        WAYS.append(Way(change.__name__, tuple(rules.split()), tuple(fields.split()), change))
        return change

    return known


def spoilt(way: Way, plan: Data, problem: Problem, rng: random.Random) -> Data | None:
    """A copy of the plan spoilt in that way; None where that cannot be done."""
    day = Day(copy.deepcopy(plan), problem, rng)
    return day.plan if way.change(day) else None


def moved(text: str, by: int) -> str:
    return full_clock(type(read_clock("00:00"))(max(0, read_clock(text) + by)))


def move(row: Data, by: int, *names: str) -> None:
    for name in names:
        row[name] = moved(row[name], by)


def at(text: str) -> int:
    return read_clock(text)


FOUR = ("arrive", "start", "end", "leave")


def simple(name: str, rules: str, fields: str, change: Change) -> None:
    WAYS.append(Way(name, tuple(rules.split()), tuple(fields.split()), change))


def edit(row: Data, **values: Any) -> bool:
    row.update(values)
    return True


# --- the whole plan

simple("schema", "unreadable", "schema", lambda d: edit(d.plan, schema="mobiledispatch.plan/9"))


@way("date", "date")
def another_date(day: Day) -> bool:
    date = datetime.date.fromisoformat(day.plan["date"]) + datetime.timedelta(days=day.rng.choice([-7, -1, 1, 30]))
    return edit(day.plan, date=date.isoformat())


def _lie(part: str) -> Change:
    return lambda d: edit(d.plan["objective"], **{part: d.plan["objective"][part] + d.rng.choice([-3600, -1, 1, 600])})


for _part in ("total", "travel", "preference", "unassigned", "balance"):
    simple(f"false_{_part}", "objective", f"objective.{_part}", _lie(_part))


@way("objective", "objective.travel objective.preference")
def parts_that_trade(day: Day) -> bool:
    objective = day.plan["objective"]
    return edit(objective, travel=objective["travel"] - 60, preference=objective["preference"] + 60)


# --- the proof

simple("blessed", "proof", "proof.status", lambda d: edit(d.plan["proof"], status="blessed"))
simple("negative_seconds", "proof", "proof.seconds", lambda d: edit(d.plan["proof"], seconds=-1.0))
simple("seconds_of_years", "proof", "proof.seconds", lambda d: edit(d.plan["proof"], seconds=1e9))
simple("no_limit", "proof", "proof.seconds", lambda d: edit(d.plan["proof"], seconds=None))
simple("two_limits", "proof", "proof.effort", lambda d: edit(d.plan["proof"], effort=10.0))
simple("negative_effort", "proof", "proof.effort", lambda d: edit(d.plan["proof"], seconds=None, effort=-1.0))
simple("optimal_without_bound", "proof", "proof.lower_bound", lambda d: _proof(d, "optimal", None, 0.0))
simple("optimal_with_a_gap", "proof", "proof.gap", lambda d: _proof(d, "optimal", _total(d), 0.02))
simple("optimal_without_gap", "proof", "proof.gap", lambda d: _proof(d, "optimal", _total(d), None))
simple("optimal_below", "proof", "proof.lower_bound", lambda d: _proof(d, "optimal", _total(d) - 1, 0.0))
simple("optimal_above", "proof", "proof.lower_bound", lambda d: _proof(d, "optimal", _total(d) + 1, 0.0))
simple("bounded_without_bound", "proof", "proof.lower_bound", lambda d: _proof(d, "bounded", None, 0.01))
simple("bounded_above", "proof", "proof.lower_bound", lambda d: _proof(d, "bounded", _total(d) + 60, 0.0))
simple("bounded_at_the_total", "proof", "proof.status", lambda d: _proof(d, "bounded", _total(d), 0.0))
simple("bounded_false_gap", "proof", "proof.gap", lambda d: _proof(d, "bounded", _total(d) // 2, 0.01))
simple("bounded_without_gap", "proof", "proof.gap", lambda d: _proof(d, "bounded", _total(d) // 2, None))
simple("feasible_with_bound", "proof", "proof.status", lambda d: _proof(d, "feasible", _total(d) - 1, None))
simple("feasible_with_gap", "proof", "proof.gap", lambda d: _proof(d, "feasible", None, 0.0))


def _total(day: Day) -> int:
    total: int = day.plan["objective"]["total"]
    return total


def _proof(day: Day, status: str, bound: int | None, gap: float | None) -> bool:
    return edit(day.plan["proof"], status=status, lower_bound=bound, gap=gap)


# --- who is in the plan


@way("lost", "lost[].visit")
def everybody_lost(day: Day) -> bool:
    names = [v.id for v in day.problem.visits]
    day.plan.update(routes=[], unassigned=[])
    day.plan["lost"] += [{"visit": name, "reason": "unknown_street"} for name in names]
    return True


@way("held lost", "held[].visit lost[].visit")
def a_served_visit_set_aside(day: Day) -> bool:
    for route, k, stop in day.stops():
        del route["stops"][k]
        day.plan[day.rng.choice(["held", "lost"])].append({"visit": stop["visit"], "reason": "medical"})
        return True
    return False


@way("held lost", "unassigned[].visit held[].visit lost[].visit")
def an_unassigned_visit_set_aside(day: Day) -> bool:
    if not day.plan["unassigned"]:
        return False
    gone = day.plan["unassigned"].pop(day.rng.randrange(len(day.plan["unassigned"])))
    day.plan[day.rng.choice(["held", "lost"])].append({"visit": gone["visit"], "reason": "medical"})
    return True


def _add_stranger(key: str) -> Change:
    def change(day: Day) -> bool:
        day.plan[key].append({"visit": "ghost", "reason": "day_full", "detail": "", "remedies": []})
        return True

    return change


def _drop_one(key: str) -> Change:
    def change(day: Day) -> bool:
        rows = day.plan[key]
        return bool(rows) and bool(rows.pop(day.rng.randrange(len(rows))))

    return change


def _double_one(key: str) -> Change:
    def change(day: Day) -> bool:
        rows = day.plan[key]
        return bool(rows) and not rows.append(copy.deepcopy(day.rng.choice(rows)))

    return change


for _key, _rule in (("unassigned", "coverage"), ("held", "held"), ("lost", "lost")):
    simple(f"a_stranger_{_key}", _rule, f"{_key}[].visit", _add_stranger(_key))
    simple(f"one_{_key}_is_forgotten", _rule, f"{_key}[].visit", _drop_one(_key))
    simple(f"one_{_key}_twice", "coverage", f"{_key}[].visit", _double_one(_key))


@way("held", "held[].visit lost[].visit")
def held_called_lost(day: Day) -> bool:
    day.plan["lost"].append(day.plan["held"].pop())
    return True


@way("coverage", "unassigned[].visit")
def served_and_unassigned(day: Day) -> bool:
    for _, _, stop in day.stops():
        day.plan["unassigned"].append({"visit": stop["visit"], "reason": "day_full"})
        return True
    return False


@way("coverage", "routes[].stops[].visit")
def a_stop_of_nobody(day: Day) -> bool:
    return any(edit(stop, visit="nobody") for _, _, stop in day.stops())


@way("coverage", "routes[].stops[].visit")
def a_stop_is_forgotten(day: Day) -> bool:
    for route, k, _ in day.stops():
        del route["stops"][k]
        return True
    return False


@way("coverage", "routes[].stops[].visit")
def a_visit_is_served_twice(day: Day) -> bool:
    for route, _, stop in day.stops():
        route["stops"].append(copy.deepcopy(stop))
        return True
    return False


# --- who drives, and from when until when


@way("therapist", "routes[].therapist")
def a_therapist_whom_nobody_knows(day: Day) -> bool:
    return any(edit(route, therapist="zed") for route in day.routes())


@way("therapist", "routes[].therapist")
def two_routes_of_one_therapist(day: Day) -> bool:
    routes = day.routes()
    return len(routes) > 1 and edit(routes[0], therapist=routes[1]["therapist"])


@way("coverage", "routes[].stops[].visit")
def a_route_is_forgotten(day: Day) -> bool:
    return bool(day.plan["routes"]) and bool(day.plan["routes"].pop())


@way("skill", "routes[].therapist")
def a_stop_of_who_may_not_serve_it(day: Day) -> bool:
    for route, k, stop in day.stops():
        for other in day.routes():
            if other["therapist"] not in day.problem.visit(stop["visit"]).therapists:
                other["stops"].append(route["stops"].pop(k))
                return True
    return False


@way("hands_on", "routes[].stops[].visit")
def more_massage_than_a_day_holds(day: Day) -> bool:
    for route in day.routes():
        limit = day.problem.therapist(route["therapist"]).hands_on_limit
        visits = [day.problem.visit(stop["visit"]) for _, _, stop in day.stops()]
        if limit is not None and sum(v.massage for v in visits) > limit:
            route["stops"] = [stop for _, _, stop in day.stops()]
            return True
    return False


@way("shift", "routes[].leave_depot")
def leaves_before_the_shift(day: Day) -> bool:
    for route in day.routes():
        opens = day.problem.therapist(route["therapist"]).shift.opens
        return edit(route, leave_depot=full_clock(type(opens)(opens - 1)))
    return False


@way("travel", "routes[].leave_depot")
def leaves_when_it_should_arrive(day: Day) -> bool:
    for route in day.routes():
        if route["stops"][0]["travel_seconds"]:
            return edit(route, leave_depot=route["stops"][0]["arrive"])
    return False


@way("shift", "routes[].back_at_depot")
def back_after_the_shift(day: Day) -> bool:
    for route in day.routes():
        closes = day.problem.therapist(route["therapist"]).shift.closes
        return edit(route, back_at_depot=full_clock(type(closes)(closes + 1)))
    return False


@way("shift", "routes[].back_at_depot")
def back_after_midnight(day: Day) -> bool:
    return any(edit(route, back_at_depot="25:10:00") for route in day.routes())


@way("travel", "routes[].back_at_depot")
def back_before_driving_off(day: Day) -> bool:
    return any(edit(route, back_at_depot=moved(route["stops"][-1]["leave"], -1)) for route in day.routes())


@way("travel", "routes[].travel_seconds")
def a_route_of_false_seconds(day: Day) -> bool:
    return any(edit(r, travel_seconds=r["travel_seconds"] + day.rng.choice([-1, 1, 60])) for r in day.routes())


@way("travel", "routes[].travel_metres")
def a_route_of_false_metres(day: Day) -> bool:
    return any(edit(r, travel_metres=r["travel_metres"] + day.rng.choice([-1, 1, 500])) for r in day.routes())


@way("times travel break", "routes[].leave_depot routes[].back_at_depot routes[].travel_seconds")
def away_without_a_stop(day: Day) -> bool:
    idle = [t for t in day.problem.therapists if all(r["therapist"] != t.id for r in day.plan["routes"])]
    name = idle[0].id if idle else day.plan["routes"].pop()["therapist"]
    hours = {"leave_depot": "10:00:00", "back_at_depot": "12:00:00", "travel_seconds": 900, "travel_metres": 9000}
    day.plan["routes"].append({"therapist": name, **hours, "breaks": [], "stops": []})
    return True


# --- breaks


@way("break", "routes[].breaks[].start routes[].breaks[].end")
def a_break_is_left_out(day: Day) -> bool:
    for route, rest in day.breaks():
        due = list(day.problem.therapist(route["therapist"]).breaks)
        if all(at(route["back_at_depot"]) > b.start_window.closes for b in due):
            route["breaks"].remove(rest)
            return True
    return False


@way("break", "routes[].breaks[].end")
def a_break_is_shortened(day: Day) -> bool:
    return any(edit(rest, end=moved(rest["end"], -60)) for _, rest in day.breaks())


@way("break", "routes[].breaks[].end")
def a_break_is_longer_than_due(day: Day) -> bool:
    return any(edit(rest, end=moved(rest["end"], 60)) for _, rest in day.breaks())


@way("unreadable", "routes[].breaks[].start routes[].breaks[].end")
def a_break_ends_before_it_begins(day: Day) -> bool:
    return any(edit(rest, start=rest["end"], end=rest["start"]) for _, rest in day.breaks())


def _put(rest: Data, opens: int) -> bool:
    length = at(rest["end"]) - at(rest["start"])
    begin = type(read_clock("00:00"))
    return edit(rest, start=full_clock(begin(opens)), end=full_clock(begin(opens + length)))


@way("break", "routes[].breaks[].start")
def a_break_before_the_shift(day: Day) -> bool:
    for route, rest in day.breaks():
        return _put(rest, day.problem.therapist(route["therapist"]).shift.opens - 1800)
    return False


@way("break", "routes[].breaks[].start")
def a_break_after_the_return(day: Day) -> bool:
    return any(_put(rest, at(route["back_at_depot"])) for route, rest in day.breaks())


@way("break", "routes[].breaks[].start")
def a_break_outside_its_window(day: Day) -> bool:
    for route, rest in day.breaks():
        due = day.problem.therapist(route["therapist"]).breaks
        return _put(rest, max(b.start_window.closes for b in due) + 1)
    return False


def _on(part: str, begin: Callable[[Data, Problem], int], least: Callable[[Data, Problem], int]) -> None:
    def change(day: Day) -> bool:
        for route, _, stop in day.stops():
            if route["breaks"] and least(stop, day.problem) > 0:
                return _put(day.rng.choice(route["breaks"]), begin(stop, day.problem))
        return False

    simple(f"a_break_on_{part}", "break", "routes[].breaks[].start", change)


_on("set_up", lambda s, p: at(s["start"]) - p.visit(s["visit"]).setup, lambda s, p: p.visit(s["visit"]).setup)
_on("massage", lambda s, _: at(s["start"]), lambda s, _: at(s["end"]) - at(s["start"]))
_on("tear_down", lambda s, _: at(s["end"]), lambda s, _: at(s["leave"]) - at(s["end"]))


@way("break", "routes[].breaks[].start")
def a_break_a_second_after_its_window(day: Day) -> bool:
    for route, rest in day.breaks():
        return _put(rest, max(b.start_window.closes for b in day.problem.therapist(route["therapist"]).breaks) + 1)
    return False


@way("break", "routes[].breaks[].start")
def a_break_a_second_before_its_window(day: Day) -> bool:
    for route, rest in day.breaks():
        return _put(rest, min(b.start_window.opens for b in day.problem.therapist(route["therapist"]).breaks) - 1)
    return False


@way("break", "routes[].breaks[].start")
def a_break_that_runs_into_the_set_up(day: Day) -> bool:
    for route, _, stop in day.stops():
        for rest in route["breaks"]:
            begun = at(stop["start"]) - day.problem.visit(stop["visit"]).setup
            if at(stop["leave"]) > begun:
                return _put(rest, begun + 1 - at(rest["end"]) + at(rest["start"]))
    return False


@way("break", "routes[].breaks[].start")
def a_break_begun_before_leaving_the_door(day: Day) -> bool:
    for route, _, stop in day.stops():
        for rest in route["breaks"]:
            if at(stop["leave"]) > at(stop["start"]):
                return _put(rest, at(stop["leave"]) - 1)
    return False


@way("break", "routes[].breaks[].start")
def two_breaks_of_which_one_begins_a_second_too_soon(day: Day) -> bool:
    for route in day.routes():
        if len(route["breaks"]) > 1:
            first, then = sorted(route["breaks"], key=lambda rest: at(rest["start"]))[:2]
            return _put(then, at(first["end"]) - 1)
    return False


@way("break", "routes[].breaks[].start")
def a_break_twice(day: Day) -> bool:
    for route, rest in day.breaks():
        route["breaks"].append(dict(rest))
        return True
    return False


@way("break", "routes[].breaks[].start")
def two_breaks_at_one_time(day: Day) -> bool:
    for route in day.routes():
        if len(route["breaks"]) > 1:
            first, then = route["breaks"][:2]
            return _put(then, min(at(first["start"]) + 60, at(first["end"]) - 1))
    return False


@way("break", "routes[].breaks[].start")
def more_breaks_than_due(day: Day) -> bool:
    for route in day.routes():
        end = read_clock(route["leave_depot"])
        route["breaks"].append({"start": full_clock(end), "end": full_clock(type(end)(end + 300))})
        return True
    return False


# --- each stop


def _four(by: Callable[[Day, Data], int], name: str, rules: str) -> None:
    def change(day: Day) -> bool:
        for _, _, stop in day.stops():
            move(stop, by(day, stop), *FOUR)
            return True
        return False

    simple(name, rules, " ".join(f"routes[].stops[].{t}" for t in FOUR), change)


def _before_all(day: Day, stop: Data) -> int:
    return min(w.opens for w in day.problem.visit(stop["visit"]).start_windows) - at(stop["start"]) - 60


def _after_all(day: Day, stop: Data) -> int:
    return max(w.closes for w in day.problem.visit(stop["visit"]).start_windows) - at(stop["start"]) + 60


_four(_before_all, "a_stop_before_its_windows", "window")
_four(_after_all, "a_stop_after_its_windows", "window")
_four(lambda _, stop: 86_400 + 3600 - at(stop["arrive"]), "a_stop_after_midnight", "window")


def _one_time(name: str) -> None:
    def change(day: Day) -> bool:
        for _, _, stop in day.stops():
            move(stop, day.rng.choice([-60, 60, 1]), name)
            return True
        return False

    simple(f"another_{name}", "times", f"routes[].stops[].{name}", change)


for _name in FOUR:
    _one_time(_name)


@way("promise", "routes[].stops[].start")
def a_promise_is_broken(day: Day) -> bool:
    for _, _, stop in day.stops():
        promise = day.problem.visit(stop["visit"]).promise
        if promise:
            move(stop, promise.closes + 60 - at(stop["start"]), *FOUR)
            return True
    return False


@way("window skill", "routes[].stops[].start")
def a_pin_is_moved(day: Day) -> bool:
    for _, _, stop in day.stops():
        windows = day.problem.visit(stop["visit"]).start_windows
        if len(windows) == 1 and windows[0].opens == windows[0].closes:
            move(stop, 60, *FOUR)
            return True
    return False


@way("travel", "routes[].stops[].arrive")
def arrives_before_driving_off(day: Day) -> bool:
    for route, k, stop in day.stops():
        if k:
            since = route["stops"][k - 1]["leave"]
            waits = at(stop["start"]) - day.problem.visit(stop["visit"]).setup - at(since) + 1
            return edit(stop, arrive=moved(since, -1), waiting_seconds=waits)
    return False


@way("travel", "routes[].stops[].arrive")
def a_peak_driven_at_base_speed(day: Day) -> bool:
    for route, k, stop in day.stops():
        since = route["leave_depot"] if k == 0 else route["stops"][k - 1]["leave"]
        rests = any(at(since) <= at(b["start"]) < at(stop["arrive"]) for b in route["breaks"])
        slow = at(stop["arrive"]) - at(since) - stop["travel_seconds"]
        if not rests and slow > 0 and not stop["waiting_seconds"]:
            return edit(stop, arrive=moved(stop["arrive"], -slow), waiting_seconds=slow)
    return False


def _figure(key: str, rules: str, *by: int) -> None:
    def change(day: Day) -> bool:
        return any(edit(stop, **{key: stop[key] + day.rng.choice(by)}) for _, _, stop in day.stops())

    simple(f"false_{key}", rules, f"routes[].stops[].{key}", change)


_figure("travel_seconds", "travel", -1, 1, 300)
_figure("travel_metres", "travel", -1, 1, 300)
_figure("waiting_seconds", "times", -60, 60, 600)
_figure("slack_seconds", "slack", 36_000, -36_000)


@way("slack", "routes[].stops[].slack_seconds")
def a_second_too_much_slack(day: Day) -> bool:
    for route, _, stop in day.stops():
        if _plain(day, route):
            return edit(stop, slack_seconds=stop["slack_seconds"] + 1)
    return False


@way("slack", "routes[].stops[].slack_seconds")
def a_second_too_little_slack(day: Day) -> bool:
    for route, _, stop in day.stops():
        if _plain(day, route) and stop["slack_seconds"]:
            return edit(stop, slack_seconds=stop["slack_seconds"] - 1)
    return False


def _plain(day: Day, route: Data) -> bool:
    """Is there one reading only of how late the stops of the route may run?"""
    tied = {name for shared in day.problem.shared for name in shared.visits}
    one_break = len(day.problem.therapist(route["therapist"]).breaks) < 2
    return one_break and not tied & {stop["visit"] for stop in route["stops"]}


@way("promise", "routes[].stops[].promise[]")
def another_promise(day: Day) -> bool:
    return any(edit(stop, promise=["06:00:00", "06:30:00"]) for _, _, stop in day.stops())


@way("promise", "routes[].stops[].promise[]")
def a_promise_is_forgotten(day: Day) -> bool:
    return any(edit(stop, promise=None) for _, _, stop in day.stops() if stop["promise"])


def _somewhere_else(key: str) -> None:
    def change(day: Day) -> bool:
        return any(
            edit(s["place"], **{key: s["place"][key] + day.rng.choice([-0.001, 0.01])}) for _, _, s in day.stops()
        )

    simple(f"another_{key}", "place", f"routes[].stops[].place.{key}", change)


_somewhere_else("lat")
_somewhere_else("lon")


@way("place", "routes[].stops[].place.quality")
def a_better_place_than_is_known(day: Day) -> bool:
    for _, _, stop in day.stops():
        other = "rooftop" if stop["place"]["quality"] != "rooftop" else "grid"
        return edit(stop["place"], quality=other)
    return False


@way("unreadable", "routes[].stops[].place.lat")
def off_the_globe(day: Day) -> bool:
    return any(edit(stop["place"], lat=123.0) for _, _, stop in day.stops())


@way("unreadable", "routes[].stops[].start")
def a_time_that_is_none(day: Day) -> bool:
    return any(edit(stop, start=day.rng.choice(["noon", 43_200, None])) for _, _, stop in day.stops())


# --- visits that depend on each other


def _stop_of(day: Day, name: str) -> tuple[Data, int, Data] | None:
    return next((found for found in day.stops() if found[2]["visit"] == name), None)


def _pair(
    day: Day, groups: tuple[tuple[str, ...], ...]
) -> tuple[tuple[Data, int, Data], tuple[Data, int, Data]] | None:
    for group in groups:
        first, other = _stop_of(day, group[0]), _stop_of(day, group[1])
        if first and other:
            return first, other
    return None


@way("together", "routes[].stops[].start")
def a_couple_a_minute_apart(day: Day) -> bool:
    pair = _pair(day, day.problem.together)
    if pair:
        move(pair[1][2], 60, *FOUR)
    return bool(pair)


@way("together", "routes[].stops[].visit")
def a_couple_with_one_therapist(day: Day) -> bool:
    pair = _pair(day, day.problem.together)
    if pair:
        (route, _, _), (other, k, stop) = pair
        route["stops"].append(stop)
        del other["stops"][k]
    return bool(pair)


@way("together", "routes[].stops[].visit")
def half_a_couple_left_out(day: Day) -> bool:
    return _left_out(day, day.problem.together)


@way("household", "routes[].stops[].visit")
def half_a_household_left_out(day: Day) -> bool:
    return _left_out(day, day.problem.households)


def _left_out(day: Day, groups: tuple[tuple[str, ...], ...]) -> bool:
    pair = _pair(day, groups)
    if pair:
        route, k, stop = pair[1]
        del route["stops"][k]
        day.plan["unassigned"].append({"visit": stop["visit"], "reason": "day_full"})
    return bool(pair)


@way("household", "routes[].stops[].visit")
def a_household_out_of_order(day: Day) -> bool:
    pair = _pair(day, day.problem.households)
    if pair:
        first, other = pair[0][2], pair[1][2]
        first["visit"], other["visit"] = other["visit"], first["visit"]
    return bool(pair)


@way("household", "routes[].stops[].visit")
def a_household_in_two_routes(day: Day) -> bool:
    pair = _pair(day, day.problem.households)
    others = [r for r in day.routes() if pair and r is not pair[1][0]]
    if pair and others:
        route, k, stop = pair[1]
        others[0]["stops"].append(stop)
        del route["stops"][k]
    return bool(pair and others)


@way("household", "routes[].stops[].start")
def a_household_kept_waiting(day: Day) -> bool:
    pair = _pair(day, day.problem.households)
    if pair:
        move(pair[1][2], 60, "start", "end", "leave")
        pair[1][2]["waiting_seconds"] += 60
    return bool(pair)


@way("equipment", "routes[].stops[].visit")
def one_heater_with_two_therapists(day: Day) -> bool:
    for shared in day.problem.shared:
        using = [route for route in day.routes() if any(s["visit"] in shared.visits for s in route["stops"])]
        others = [route for route in day.routes() if route not in using]
        for route in using:
            users = [k for k, stop in enumerate(route["stops"]) if stop["visit"] in shared.visits]
            if others and len(users) > 1 and len(using) == shared.count:
                others[0]["stops"].append(route["stops"].pop(users[-1]))
                return True
    return False


@way("equipment", "routes[].stops[].visit")
def a_heater_more_than_there_is_for_somebody_left_out(day: Day) -> bool:
    out = {row["visit"] for row in day.plan["unassigned"]}
    for shared in day.problem.shared:
        using = [route for route in day.routes() if any(s["visit"] in shared.visits for s in route["stops"])]
        others = [route for route in day.routes() if route not in using and route["stops"]]
        wanting = sorted(out & set(shared.visits))
        if wanting and others and len(using) == shared.count:
            others[0]["stops"].append({**others[0]["stops"][-1], "visit": wanting[0]})
            day.plan["unassigned"] = [row for row in day.plan["unassigned"] if row["visit"] != wanting[0]]
            return True
    return False


# --- the timeline


def _line(day: Day, *kinds: str) -> Data | None:
    lines = [line for route in day.routes() for line in route["timeline"] if line["kind"] in kinds]
    return day.rng.choice(lines) if lines else None


def _edited(kinds: str, **by: Callable[[Data], Any]) -> Change:
    def change(day: Day) -> bool:
        line = _line(day, *kinds.split())
        return line is not None and edit(line, **{key: value(line) for key, value in by.items()})

    return change


_EVERY = "leave drive break setup massage teardown back"
_TIMELINE = "routes[].timeline[]"
simple("another_activity", "timeline", f"{_TIMELINE}.kind", _edited("massage setup drive", kind=lambda _: "wait"))
simple("begins_later", "timeline", f"{_TIMELINE}.from", _edited(_EVERY, **{"from": lambda x: moved(x["from"], 60)}))
simple("ends_later", "timeline", f"{_TIMELINE}.to", _edited(_EVERY, to=lambda line: moved(line["to"], 60)))
simple("of_another_visit", "timeline", f"{_TIMELINE}.visit", _edited(_EVERY, visit=lambda _: "nobody"))


@way("timeline", "routes[].timeline[].kind")
def a_line_is_left_out(day: Day) -> bool:
    for route in day.routes():
        route["timeline"].pop(day.rng.randrange(len(route["timeline"])))
        return True
    return False
