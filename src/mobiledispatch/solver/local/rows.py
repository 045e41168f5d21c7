"""Rows: routes with their times, each of which knows in a moment where another visit fits."""

from typing import TYPE_CHECKING

from mobiledispatch.solver.local.legs import Legs, zeros

if TYPE_CHECKING:
    from mobiledispatch.solver.local.tables import Tables


class Rows(Legs):
    """Two rows for each slot, which is one therapist's route: 2k and 2k + 1.

    In a row stand the stops: the start at 0, the end behind the last. `free` holds for each number of stops made, and
    each set of breaks taken, when the therapist is free; `needed` is told from the evening: by when the stop with so
    many stops from it on must be reached for all of them to keep their times. `soonest` and `latest` are the best of
    each, whatever breaks are taken; they rule out most places in two sums.
    """

    def __init__(self, tables: "Tables", seed: int) -> None:
        super().__init__(tables, seed)
        self.duty, self.start, self.end, self.dawns = tables.duty, tables.start, tables.end, tables.dawns
        self.limit, self.able, self.liking, self.evening = tables.limit, tables.able, tables.liking, tables.evening
        self.longest, self.stride = tables.longest, tables.longest + 2
        rows, stops = 2 * self.slots, (2 * self.slots + 1) * self.stride
        self.row_count = rows
        self.length, self.cost, self.hands = zeros("i", rows), zeros("q", rows), zeros("q", rows)
        self.order, self.soonest, self.latest = zeros("i", stops), zeros("q", stops), zeros("q", stops)
        self.free, self.needed = zeros("q", stops * self.states), zeros("q", stops * self.states)
        self.version, self.versions = zeros("q", rows), 0
        self.place_version, self.place_added = zeros("q", rows * self.visits), zeros("q", rows * self.visits)
        self.place = zeros("i", rows * self.visits)
        self.work = 0
        for row in range(rows):
            self._dawn(row)
            self.recount(row, 0, 0)

    def serve(self, duty: int, before: int, after: int, leg: int, visit: int) -> int:
        """Write to `free`, at `after`, when one is free with `visit` served after a leg from `before`; the soonest."""
        soonest = self.never
        for taken in range(self.states):
            self.free[after + taken] = self.never
        for taken in range(self.states):
            since = self.free[before + taken]
            if since >= self.never:
                continue
            state = duty * self.states + taken
            for way in range(self.way_from[state], self.way_from[state + 1]):
                over = self.begin(visit, self.arrival(since, leg, way)) + self.service[visit]
                if over < self.free[after + self.way_then[way]]:
                    self.free[after + self.way_then[way]] = over
                    if over < soonest:
                        soonest = over
        return soonest

    def reaches(self, duty: int, before: int, leg: int, needed: int) -> bool:
        """Does a leg from `before`, a place in `free`, end by what stands at `needed`?"""
        for taken in range(self.states):
            since = self.free[before + taken]
            if since >= self.never:
                continue
            state = duty * self.states + taken
            for way in range(self.way_from[state], self.way_from[state + 1]):
                if self.arrival(since, leg, way) <= self.needed[needed + self.way_then[way]]:
                    return True
        return False

    def need(self, duty: int, after: int, leg: int, visit: int) -> int:
        """Write to `needed`, behind `after`, by when to be at `visit` to keep what is needed there; the latest."""
        latest = self.too_early
        for taken in range(self.states):
            state, leave = duty * self.states + taken, self.too_early
            for way in range(self.way_from[state], self.way_from[state + 1]):
                leave = max(leave, self.latest_departure(self.needed[after + self.way_then[way]], leg, way))
            by = self.latest_begin(visit, leave - self.service[visit])
            self.needed[after + self.states + taken] = by
            latest = max(latest, by)
        return latest

    def _dawn(self, row: int) -> None:
        """Empty a row for good: what stands at its ends never changes."""
        duty, at = self.duty[row >> 1], row * self.stride
        self.order[at], self.order[at + 1] = self.start[duty], self.end[duty]
        for taken in range(self.states):
            self.free[at * self.states + taken] = self.never if taken else self.dawns[duty]
            self.needed[at * self.states + taken] = self.evening[duty * self.states + taken]
        self.soonest[at] = self.dawns[duty] if self.never_faster else -self.never
        self.latest[at] = self.never
        if self.never_faster:
            self.latest[at] = max(self.evening[duty * self.states : (duty + 1) * self.states])

    def recount(self, row: int, first: int, last: int) -> bool:
        """Reckon a row whose `first` stops and `last` last ones keep their times; False if there is no timing."""
        duty, at, length, states = self.duty[row >> 1], row * self.stride, self.length[row], self.states
        self.versions += 1
        self.version[row] = self.versions
        self.cost[row] = 0
        if length == 0:
            return True
        for p in range(first, length):
            visit = self.order[at + p + 1]
            leg = self.leg[self.order[at + p] * self.nodes + visit]
            soonest = self.serve(duty, (at + p) * states, (at + p + 1) * states, leg, visit)
            if soonest >= self.never:
                return False
            self.soonest[at + p + 1] = soonest if self.never_faster else -self.never
        home = self.leg[self.order[at + length] * self.nodes + self.end[duty]]
        if not self.reaches(duty, (at + length) * states, home, at * states):
            return False
        for j in range(last, length):
            visit = self.order[at + length - j]
            leg = self.leg[visit * self.nodes + self.order[at + length - j + 1]]
            latest = self.need(duty, (at + j) * states, leg, visit)
            self.latest[at + j + 1] = latest if self.never_faster else self.never
        self._price(row)
        return True

    def _price(self, row: int) -> None:
        duty, at = self.duty[row >> 1], row * self.stride
        cost, stop = self.balance_cost(self.hands[row]), self.order[at]
        for p in range(at + 1, at + self.length[row] + 1):
            cost += self.leg[stop * self.nodes + self.order[p]] + self.liking[duty * self.visits + self.order[p]]
            stop = self.order[p]
        self.cost[row] = cost + self.leg[stop * self.nodes + self.end[duty]]

    def look(self, row: int, visit: int) -> None:
        """Find the cheapest place for one more visit in a row, and remember it until the row changes."""
        duty, at, length, states = self.duty[row >> 1], row * self.stride, self.length[row], self.states
        hands_on = self.hands[row] + self.massage[visit]
        best, place = self.never, -1
        if self.able[duty * self.visits + visit] and hands_on <= self.limit[duty] and length < self.longest:
            first, last = self.window_from[visit], self.window_from[visit + 1] - 1
            opens, closes, service = self.opens[first], self.closes[last], self.service[visit]
            is_certain = self.is_even and states == 1 and first == last
            onward, back, stop = visit * self.nodes, visit * self.nodes, self.order[at]
            for p in range(length + 1):
                after = self.order[at + p + 1]
                to, away = self.leg_to[back + stop], self.leg[onward + after]
                added = to + away - (self.leg[stop * self.nodes + after] if length else 0)
                if added < best:
                    arrive = self.soonest[at + p] + to
                    begins = arrive if arrive > opens else opens
                    could = arrive <= closes and begins + service + away <= self.latest[at + length - p]
                    if could and (is_certain or self.fits(row, p, to, visit, away)):
                        best, place = added, p
                stop = after
        self.work += length + 1
        known = visit * self.row_count + row
        self.place_version[known], self.place[known] = self.version[row], place
        if place >= 0:
            best += self.liking[duty * self.visits + visit]
            best += self.balance_cost(hands_on) - self.balance_cost(self.hands[row])
        self.place_added[known] = best

    def fits(self, row: int, p: int, to: int, visit: int, away: int) -> bool:
        """Can a visit stand behind the first p stops of a row?"""
        duty, at, states = self.duty[row >> 1], row * self.stride, self.states
        scratch = 2 * self.slots * self.stride * states
        if self.serve(duty, (at + p) * states, scratch, to, visit) >= self.never:
            return False
        return self.reaches(duty, scratch, away, (at + self.length[row] - p) * states)
