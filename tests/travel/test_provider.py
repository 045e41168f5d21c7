"""Choosing a provider, and the buffer that planning adds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobiledispatch.errors import BadInput
from mobiledispatch.model.clock import Seconds, minutes
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.practice import TravelRules
from mobiledispatch.travel import make_provider, plan_times


def test_the_default_rules_choose_the_embedded_estimate() -> None:
    assert make_provider(TravelRules()).name == "estimate"


def test_an_unknown_provider_is_refused_with_the_names_of_the_known() -> None:
    with pytest.raises(BadInput, match=r"'teleport' is unknown.*estimate"):
        make_provider(TravelRules(provider="teleport"))


def test_a_short_leg_gets_the_least_buffer_and_a_long_one_its_share() -> None:
    bare = TravelTimeMatrix(((Seconds(0), Seconds(60)), (Seconds(4500), Seconds(0))))
    assert plan_times(bare, TravelRules()).seconds == ((0, 360), (4950, 0))


@given(st.integers(1, 20_000), st.integers(0, 20_000), st.floats(0, 50), st.integers(0, 900))
def test_the_buffer_keeps_longer_legs_longer_and_detours_no_shorter(a: int, b: int, percent: float, least: int) -> None:
    legs = (Seconds(a), Seconds(b), Seconds(a + b))
    rules = TravelRules(buffer_percent=percent, buffer_minimum=Seconds(least))
    first, second, both = (plan_times(TravelTimeMatrix(((leg,),)), rules).seconds[0][0] for leg in legs)
    assert first >= a + least
    assert both <= first + second
    assert both >= max(first, second)


def test_no_leg_needs_no_buffer_and_metres_stay() -> None:
    bare = TravelTimeMatrix(((Seconds(0),),), ((0,),))
    assert plan_times(bare, TravelRules(buffer_minimum=minutes(9))) == bare
