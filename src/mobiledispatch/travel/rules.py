"""What a practice adds to the bare driving time."""

import math
from dataclasses import replace

from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.matrix import NO_WAY, TravelTimeMatrix
from mobiledispatch.model.practice import TravelRules


def plan_times(matrix: TravelTimeMatrix, rules: TravelRules) -> TravelTimeMatrix:
    """The matrix with every leg's buffer in it: a share of the leg, at least a minimum; no leg, no buffer.

    >>> bare = TravelTimeMatrix(((Seconds(0), Seconds(1200)), (Seconds(6000), Seconds(0))))
    >>> plan_times(bare, TravelRules(buffer_percent=10, buffer_minimum=Seconds(300))).seconds
    ((0, 1500), (6600, 0))
    """
    return replace(matrix, seconds=tuple(tuple(_planned(t, rules) for t in row) for row in matrix.seconds))


def _planned(leg: Seconds, rules: TravelRules) -> Seconds:
    if not leg or leg >= NO_WAY:
        return leg
    # A float's last digit must not tip a whole second over: 1200 s at 10 % are 1320 s, not 1321.
    share = math.ceil(round(leg * rules.buffer_percent / 100, 6))
    return Seconds(leg + max(share, rules.buffer_minimum))
