"""The inner loop of local search: visits are taken out of a plan and put back, thousands of times.

Slack induction by string removals: Christiaens and Vanden Berghe, Transportation Science 54(2), 2020.
"""

import math
from array import array
from typing import TYPE_CHECKING

from mobiledispatch.solver.local.legs import zeros
from mobiledispatch.solver.local.rows import Rows

if TYPE_CHECKING:
    from mobiledispatch.solver.local.tables import Tables


class Kernel(Rows):
    """One plan, and beside it a trial: of a slot's two rows `side` says which the plan has, and the trial has it too
    as long as it has not touched it. A trial that is taken changes their places.

    `where` is the slot of each visit in the trial, -1 if it has none; `loose` are the visits that the trial has taken
    out and those that were out, `was` their slots in the plan.
    """

    def __init__(self, t: "Tables", seed: int, most_met: int) -> None:
        super().__init__(t, seed)
        self.movable, self.is_movable, self.movables = t.movable, t.is_movable, len(t.movable)
        self.near, self.leaving, self.dear = t.near, t.leaving, t.dear
        self.ranks, self.rank_count = t.ranks, t.rank_count
        self.need_from, self.needs, self.pieces, self.kinds = t.need_from, t.needs, t.pieces, len(t.pieces)
        self.users, self.carried = zeros("i", self.kinds), zeros("i", self.kinds * self.slots)
        self.side, self.is_touched, self.touched = (zeros("i", self.slots) for _ in range(3))
        self.where, self.loose, self.was, self.out = (zeros("i", self.visits) for _ in range(4))
        self.touched_count = self.loose_count = self.out_count = 0
        for visit in range(self.visits):
            self.where[visit] = -1
        self.key = zeros("q", self.visits)
        self.total = self.best_total = self.rounds = 0
        self.best_length, self.best_order = zeros("i", self.slots), zeros("i", self.slots * self.stride)
        self.best_cost = zeros("q", self.slots)
        self.most_met, self.met_count, self.seen = most_met, 0, zeros("q", 65536)
        self.met_slot, self.met_cost, self.met_length = zeros("i", most_met), zeros("q", most_met), zeros("i", most_met)
        self.met_order = zeros("i", most_met * self.stride)
        self.mark = zeros("q", self.visits)
        for visit in range(self.visits):
            self.mark[visit] = self.draw(1 << 30)
        self.settle()

    def row(self, slot: int) -> int:
        """The row that holds a slot's route in the trial, which is the plan's own as long as nothing touches it."""
        return 2 * slot + (self.side[slot] ^ self.is_touched[slot])

    def touch(self, slot: int) -> int:
        """The row of a slot that the trial may change."""
        row = self.row(slot)
        if self.is_touched[slot]:
            return row
        self.is_touched[slot] = 1
        self.touched[self.touched_count] = slot
        self.touched_count += 1
        here, there, length = row * self.stride, (row ^ 1) * self.stride, self.length[row]
        for p in range(length + 2):
            self.order[there + p] = self.order[here + p]
        for p in range(1, length + 1):
            self.soonest[there + p], self.latest[there + p] = self.soonest[here + p], self.latest[here + p]
        for p in range(self.states, (length + 1) * self.states):
            self.free[there * self.states + p] = self.free[here * self.states + p]
            self.needed[there * self.states + p] = self.needed[here * self.states + p]
        row ^= 1
        self.length[row], self.cost[row], self.hands[row] = length, self.cost[row ^ 1], self.hands[row ^ 1]
        return row

    def insert(self, slot: int, visit: int, place: int) -> bool:
        row = self.touch(slot)
        at, length = row * self.stride, self.length[row]
        for p in range(length + 1, place, -1):
            self.order[at + p + 1] = self.order[at + p]
        self.order[at + place + 1] = visit
        self.length[row] = length + 1
        self.hands[row] += self.massage[visit]
        self._send(visit, slot)
        return self.recount(row, place, length - place)

    def cut(self, slot: int, visit: int, longest: float) -> bool:
        """Take out some visits in a row, `visit` among them or in a gap that is spared; False if that breaks the rest.

        It can on roads that break the triangle: a stop less takes longer.
        """
        row = self.touch(slot)
        at, length = row * self.stride, self.length[row]
        place = 0
        while self.order[at + place + 1] != visit:
            place += 1
        most = longest if longest < length else length
        count, spared = min(length, int(1 + self.share() * most)), 0
        if 1 < count < length and self.draw(2):
            spared = 1
            while count + spared < length and self.draw(2):
                spared += 1
        span = count + spared
        lowest = max(0, place - span + 1)
        first = lowest + self.draw(min(place, length - span) - lowest + 1)
        gap = first + (1 + self.draw(count - 1) if spared else count)
        kept = first
        for p in range(first, length):
            stop = self.order[at + p + 1]
            if p < first + span and not gap <= p < gap + spared and self.is_movable[stop]:
                self._loosen(stop)
                self.hands[row] -= self.massage[stop]
            else:
                self.order[at + kept + 1] = stop
                kept += 1
        self.order[at + kept + 1] = self.order[at + length + 1]
        self.length[row] = kept
        return self.recount(row, first, length - first - span)

    def _loosen(self, visit: int) -> None:
        self.loose[self.loose_count], self.was[self.loose_count] = visit, self.where[visit]
        self.loose_count += 1
        self._send(visit, -1)

    def _send(self, visit: int, slot: int) -> None:
        """Say that a visit has another slot now, or none, and who carries the equipment that it needs."""
        before = self.where[visit]
        for k in range(self.need_from[visit], self.need_from[visit + 1]):
            kind = self.needs[k]
            if before >= 0:
                self.carried[before * self.kinds + kind] -= 1
                self.users[kind] -= 0 if self.carried[before * self.kinds + kind] else 1
            if slot >= 0:
                self.users[kind] += 0 if self.carried[slot * self.kinds + kind] else 1
                self.carried[slot * self.kinds + kind] += 1
        self.where[visit] = slot

    def _can_carry(self, visit: int, slot: int) -> bool:
        """Is there a piece of all that a visit needs, with the slot or with nobody?"""
        for k in range(self.need_from[visit], self.need_from[visit + 1]):
            kind = self.needs[k]
            if not self.carried[slot * self.kinds + kind] and self.users[kind] >= self.pieces[kind]:
                return False
        return True

    def run(self, rounds: int, temperature: float) -> None:
        """So many rounds of ruin and recreate at one temperature, in seconds of cost."""
        for _ in range(rounds):
            self.rounds += 1
            if self._ruin():
                self._recreate()
                self._judge(temperature)
            else:
                self._undo()

    def _ruin(self) -> bool:
        self._begin()
        seed = self.movable[self.draw(self.movables)]
        if self.out_count and self.draw(1000) < 300:
            seed = self.out[self.draw(self.out_count)]
        served = busy = 0
        for slot in range(self.slots):
            length = self.length[2 * slot + self.side[slot]]
            served += length
            busy += 1 if length else 0
        if not busy:
            return True
        longest = min(10.0, served / busy)
        strings = int(1 + self.share() * (40 / (1 + longest) - 1))
        for k in range(self.movables):
            visit = self.near[seed * self.movables + k]
            slot = self.where[visit]
            if slot >= 0 and not self.is_touched[slot]:
                if not self.cut(slot, visit, longest):
                    return False
                if self.touched_count >= strings:
                    break
        return True

    def _begin(self) -> None:
        """A trial like the plan, with the visits that are left out loose."""
        self.touched_count = self.loose_count = 0
        for k in range(self.out_count):
            self._loosen(self.out[k])

    def _line_up(self) -> None:
        """Put the loose visits in one of several orders, at times with the dearest to leave out first."""
        rank = self.draw(self.rank_count + 3) - 3
        dear_first = self.draw(10) < 6
        for k in range(self.loose_count):
            visit, was = self.loose[k], self.was[k]
            key = self.draw(self.visits) if rank < 0 else self.ranks[rank * self.visits + visit]
            if dear_first:
                key += self.dear[visit] * self.visits
            key = key * self.visits + visit
            self.key[visit] = key
            p = k
            while p > 0 and self.key[self.loose[p - 1]] > key:
                self.loose[p], self.was[p] = self.loose[p - 1], self.was[p - 1]
                p -= 1
            self.loose[p], self.was[p] = visit, was

    def _recreate(self) -> None:
        """Put the loose visits back, each where it costs least; those that pay nowhere stay out."""
        self._line_up()
        for k in range(self.loose_count):
            visit = self.loose[k]
            least, best, fresh = self.leaving[visit], -1, -1
            known = visit * self.row_count
            for slot in range(self.slots):
                row = self.row(slot)
                if not self.length[row]:
                    if self.duty[slot] == fresh:
                        continue  # a free day of the same duty: one is as good as another
                    fresh = self.duty[slot]
                if self.place_version[known + row] != self.version[row]:
                    self.look(row, visit)
                # A place is passed over at times, so that the cheapest is not always taken (a "blink").
                pays = self.place_added[known + row] < least and self.draw(1000) >= 30
                if pays and self._can_carry(visit, slot):
                    least, best = self.place_added[known + row], slot
            self.work += self.slots
            if best >= 0:
                self.insert(best, visit, self.place[known + self.row(best)])

    def _judge(self, temperature: float) -> None:
        """Take the trial for the plan if it is better, or not much worse."""
        total = self.total
        for k in range(self.touched_count):
            row = self.row(self.touched[k])
            total += self.cost[row] - self.cost[row ^ 1]
        for k in range(self.loose_count):
            visit = self.loose[k]
            if (self.where[visit] < 0) != (self.was[k] < 0):
                total += self.leaving[visit] if self.where[visit] < 0 else -self.leaving[visit]
        if total < self.total - temperature * math.log(1 - self.share()):
            self._take(total)
        else:
            self._undo()

    def _undo(self) -> None:
        for k in range(self.loose_count):
            self._send(self.loose[k], self.was[k])
        for k in range(self.touched_count):
            self.is_touched[self.touched[k]] = 0

    def _take(self, total: int) -> None:
        self.total = total
        self.out_count = 0
        for k in range(self.loose_count):
            if self.where[self.loose[k]] < 0:
                self.out[self.out_count] = self.loose[k]
                self.out_count += 1
        for k in range(self.touched_count):
            slot = self.touched[k]
            self.side[slot] ^= 1
            self.is_touched[slot] = 0
            self._meet(slot)
        if total < self.best_total:
            self._keep()

    def _keep(self) -> None:
        """Remember the plan as the best so far."""
        self.best_total = self.total
        for slot in range(self.slots):
            row = 2 * slot + self.side[slot]
            self.best_length[slot], self.best_cost[slot] = self.length[row], self.cost[row]
            for p in range(self.length[row]):
                self.best_order[slot * self.stride + p] = self.order[row * self.stride + p + 1]

    def _meet(self, slot: int) -> None:
        """Write down a route met on the way, over the oldest, if it was not met lately."""
        row = 2 * slot + self.side[slot]
        length, at = self.length[row], row * self.stride
        name = self.cost[row] * 7919 + self.duty[slot] * 1000003
        for p in range(at + 1, at + length + 1):
            name += self.mark[self.order[p]]
        if length == 0 or self.seen[name & 65535] == name:
            return
        self.seen[name & 65535] = name
        k = self.met_count % self.most_met
        self.met_count += 1
        self.met_slot[k], self.met_cost[k], self.met_length[k] = slot, self.cost[row], length
        for p in range(length):
            self.met_order[k * self.stride + p] = self.order[at + p + 1]

    def put(self, slot: int, visits: tuple[int, ...]) -> bool:
        """Give a slot this route; False, and a free day, if no timing keeps it. `settle` when all have theirs."""
        row = 2 * slot + self.side[slot]
        at = row * self.stride
        self.length[row] = self.hands[row] = 0
        if len(visits) > self.longest:
            visits = ()
        for visit in visits:
            self.length[row] += 1
            self.order[at + self.length[row]] = visit
            self.hands[row] += self.massage[visit]
        self.order[at + self.length[row] + 1] = self.end[self.duty[slot]]
        if self.hands[row] <= self.limit[self.duty[slot]] and self.recount(row, 0, 0):
            return True
        self.put(slot, ())
        return False

    def settle(self) -> None:
        """Work out what the plan as it was put costs, and take it for the best so far."""
        self.total = self.out_count = 0
        for visit in range(self.visits):
            self._send(visit, -1)
        for slot in range(self.slots):
            row = 2 * slot + self.side[slot]
            self.total += self.cost[row]
            for p in range(1, self.length[row] + 1):
                self._send(self.order[row * self.stride + p], slot)
        for k in range(self.movables):
            visit = self.movable[k]
            if self.where[visit] < 0:
                self.out[self.out_count] = visit
                self.out_count += 1
                self.total += self.leaving[visit]
        self._keep()

    def fill(self) -> None:
        """Put everybody who is left out where it costs least."""
        self._begin()
        self._recreate()
        self._judge(0.0)

    def best(self) -> list[tuple[int, tuple[int, ...]]]:
        """Cost in seconds and visits of each slot in the best plan since `settle`."""
        return [
            (self.best_cost[slot], self._visits(self.best_order, slot, self.best_length[slot]))
            for slot in range(self.slots)
        ]

    def met(self) -> list[tuple[int, int, tuple[int, ...]]]:
        """Slot, cost and visits of the routes met since this was last asked, as many as were kept."""
        count, self.met_count = min(self.met_count, self.most_met), 0
        return [
            (self.met_slot[k], self.met_cost[k], self._visits(self.met_order, k, self.met_length[k]))
            for k in range(count)
        ]

    def _visits(self, orders: "array[int]", k: int, length: int) -> tuple[int, ...]:
        return tuple([orders[k * self.stride + p] for p in range(length)])
