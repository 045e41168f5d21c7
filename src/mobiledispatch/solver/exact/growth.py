"""The labels that follow those of a layer, and the backward pass, one number at a time.

Both are written for the compiler (solver/compiled.pxd), and used where it was at hand; `by_arrays.py` and
`completion.py` have them a layer at a time, which is quicker in plain Python. Both forms give the same, to the bit.
"""

from typing import TYPE_CHECKING

from mobiledispatch.solver.local.legs import Legs, zeros

if TYPE_CHECKING:
    from mobiledispatch.solver.exact.by_loops import Soil
    from mobiledispatch.solver.exact.completion import Floats, Whole
    from mobiledispatch.solver.exact.layer import Layer
    from mobiledispatch.solver.groundwork.road import Ints


def sweep(
    bounds: "Floats",
    closing: "Floats",
    ways: "Whole",
    cells: "Whole",
    starts: "Whole",
    visits: memoryview,
    step: "Floats",
) -> None:
    """The backward pass (`completion.by_loops`), the latest bucket first."""
    states, buckets, stops, size = closing.shape[0], closing.shape[1], closing.shape[2], closing.shape[2] - 1
    for bucket in range(buckets - 1, -1, -1):
        for at in range(states * stops):
            taken, stop = at // stops, at % stops
            least = min(closing[taken, bucket, stop], bounds[taken, (bucket + 1) * stops + stop])
            for way in range(len(ways)):
                if ways[way, 0] == taken:
                    then, row = ways[way, 1], (way * buckets + bucket) * stops + stop
                    for k in range(starts[row], starts[row + 1]):
                        hope = bounds[then, cells[row * size + visits[k]]] + step[stop * size + visits[k]]
                        if hope < least:
                            least = hope
            bounds[taken, bucket * stops + stop] = least


class Growth(Legs):
    """One duty's labels of the next length, each kept only as long as no other of its set, last visit and breaks is
    as cheap and as early.

    What begins with `from_` belongs to the layer that they grow from, a flat array a field as in `Layer`; the fields of
    the new ones have a place for so many as `give_room` last said. Labels whose sets, last visits and breaks have the
    same sum are chained: the first is at `heads`, the others each at `onwards`.
    """

    def __init__(self, soil: "Soil") -> None:
        super().__init__(soil.tables, 0)
        self.size, self.words, self.rows, self.cuts = soil.size, soil.words, soil.rows, len(soil.fines)
        self.first_state, self.numbers = soil.number * self.states, soil.numbers
        self.dawn, self.bucket, self.limit, self.threshold = soil.dawn, soil.bucket, soil.limit, soil.threshold
        self.legs, self.step, self.costs, self.bits, self.bars = (
            soil.legs,
            soil.step,
            soil.costs,
            soil.bits.data,
            soil.bars.data,
        )
        self.bounds, self.next_cell = soil.bounds, soil.next_cell
        self.weights, self.divisors, self.fines = soil.weights, soil.divisors, soil.fines
        self.count = self.came = self.mask = 0
        self.hopeful = zeros("i", self.size + 1)

    def give_room(self, made: "Layer", alive: "Ints", onwards: "Ints") -> None:
        """Write what is made to these fields from now on."""
        self.sets, self.met = made.sets.reshape(-1).data, made.met.reshape(-1)
        self.last, self.taken, self.free, self.hands = made.last, made.taken, made.free, made.hands_on
        self.cost, self.reduced, self.parent = made.cost, made.reduced, made.parent
        self.alive, self.onwards = alive, onwards

    def start(self, layer: "Layer") -> None:
        """Grow from this layer now; what was made of the one before is forgotten."""
        self.from_sets, self.from_met = layer.sets.reshape(-1).data, layer.met.reshape(-1)
        self.from_last, self.from_taken, self.from_free = layer.last, layer.taken, layer.free
        self.from_hands, self.from_cost, self.from_reduced = layer.hands_on, layer.cost, layer.reduced
        self.count, self.mask = 0, 255
        self._chain_all()

    def _chain_all(self) -> None:
        while self.mask < 2 * self.count:
            self.mask = 4 * self.mask + 3
        self.heads = zeros("i", self.mask + 1)
        for k in range(self.mask + 1):
            self.heads[k] = -1
        for k in range(self.count):
            if self.alive[k]:
                head = self._head(k)
                self.onwards[k], self.heads[head] = self.heads[head], k

    def extend(self, first: int, last: int) -> int:
        """Add what may follow the labels from `first` to before `last` and still pay; how many came, kept or not."""
        self.came = 0
        if self.mask < self.count:
            self._chain_all()
        for taken in range(self.states):
            state = self.first_state + taken
            for way in range(self.way_from[state], self.way_from[state + 1]):
                self.cells = self.next_cell[taken * self.states + self.way_then[way]]
                for label in range(first, last):
                    if self.from_taken[label] == taken:
                        self._follow(label, way)
        return self.came

    def _follow(self, label: int, way: int) -> None:
        """Add every visit that may follow a label after a leg with a way's breaks."""
        then, size, at = self.way_then[way], self.size, self.from_last[label] * self.size
        free, reduced = self.from_free[label], self.from_reduced[label]
        table = then * self.rows * (size + 1)
        here = (self._row(free) * (size + 1) + self.from_last[label]) * size
        # The road is asked about those alone that have hope from the beginning of the bucket.
        count = 0
        for visit in range(size):
            self.hopeful[count] = visit
            if reduced + self.step[at + visit] + self.bounds[table + self.cells[here + visit]] < self.threshold:
                count += 1
        for k in range(count):
            visit = self.hopeful[k]
            if self._is_barred(label, visit):
                continue
            number, gain = self.numbers[visit], reduced + self.step[at + visit]
            over = self.begin(number, self.arrival(free, self.legs[at + visit], way)) + self.service[number]
            if over >= self.never:
                continue
            hope = gain + self.bounds[table + self._row(over) * (size + 1) + visit]
            # Fines only make a label dearer, so they are worked out for those alone that still had hope.
            fines = self._fined(label, visit) if hope < self.threshold else 0.0
            if hope + fines < self.threshold:
                self._add(label, visit, then, over, gain + fines)

    def _row(self, free: int) -> int:
        """`bucket_of`."""
        row = (free - self.dawn) // self.bucket
        return row if row < self.rows - 2 else self.rows - 2

    def _is_barred(self, label: int, visit: int) -> bool:
        """Does the label serve the visit or a rival, or has it no hands-on time left for it?"""
        for k in range(self.words):
            if self.from_sets[label * self.words + k] & self.bars[visit * self.words + k]:
                return True
        return bool(self.from_hands[label] + self.massage[self.numbers[visit]] > self.limit)

    def _fined(self, label: int, visit: int) -> float:
        """`CutPrices.fined`, added up in the same order."""
        fines, had, weight = 0.0, label * self.cuts, visit * self.cuts
        for k in range(self.cuts):
            met = self.from_met[had + k]
            if met < self.divisors[k] and met + self.weights[weight + k] >= self.divisors[k]:
                fines += self.fines[k]
        return fines

    def _add(self, label: int, visit: int, taken: int, free: int, reduced: float) -> None:
        """Add a label, unless one that came before is as good, and drop those that it beats."""
        new = self.count
        for k in range(self.words):
            self.sets[new * self.words + k] = self.from_sets[label * self.words + k] | self.bits[visit * self.words + k]
        self.last[new], self.taken[new], self.free[new] = visit, taken, free
        self.cost[new] = self.from_cost[label] + self.costs[self.from_last[label] * self.size + visit]
        self.came += 1
        head = self._head(new)
        if self._is_beaten(new, head):
            return
        self.parent[new], self.reduced[new], self.alive[new] = label, reduced, 1
        self.hands[new] = self.from_hands[label] + self.massage[self.numbers[visit]]
        for k in range(self.cuts):
            self.met[new * self.cuts + k] = self.from_met[label * self.cuts + k] + self.weights[visit * self.cuts + k]
        self.onwards[new], self.heads[head] = self.heads[head], new
        self.count += 1

    def _is_beaten(self, new: int, head: int) -> bool:
        """Is a label of the chain as cheap and as early? If not, those for which that is true of the new one go."""
        before, known = -1, self.heads[head]
        while known >= 0:
            stays = True
            if self._are_alike(known, new):
                if self.cost[known] <= self.cost[new] and self.free[known] <= self.free[new]:
                    return True
                stays = self.cost[known] < self.cost[new] or self.free[known] < self.free[new]
            if stays:
                before = known
            else:
                self.alive[known] = 0
                if before < 0:
                    self.heads[head] = self.onwards[known]
                else:
                    self.onwards[before] = self.onwards[known]
            known = self.onwards[known]
        return False

    def _are_alike(self, one: int, other: int) -> bool:
        if self.last[one] != self.last[other] or self.taken[one] != self.taken[other]:
            return False
        k = 0
        while k < self.words and self.sets[one * self.words + k] == self.sets[other * self.words + k]:
            k += 1
        return k == self.words

    def _head(self, label: int) -> int:
        """Where the chain of a label's set, last visit and breaks begins."""
        total = self.last[label] * self.states + self.taken[label]
        for k in range(self.words):
            word = self.sets[label * self.words + k]
            total = (total * 1000003 + (word & self.low_bits)) % 2147483647
            total = (total * 1000003 + (word >> 32)) % 2147483647
        head: int = total & self.mask
        return head
