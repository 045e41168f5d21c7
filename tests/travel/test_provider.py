"""Choosing a provider, and the buffer that planning adds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobiledispatch.errors import BadInput, ServiceDown
from mobiledispatch.model.clock import Seconds, minutes
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.place import Place
from mobiledispatch.model.practice import TravelRules
from mobiledispatch.travel import make_provider, plan_times
from mobiledispatch.travel.estimate import load_estimate
from travel.servers import Answer, serving

TWO = (Place(lat=53.54, lon=-113.49), Place(lat=53.52, lon=-113.52))


def test_the_default_rules_choose_the_embedded_estimate() -> None:
    assert make_provider(TravelRules()).name == "estimate"


def test_an_unknown_provider_is_refused_with_the_names_of_the_known() -> None:
    with pytest.raises(BadInput, match=r"'teleport' is unknown.*estimate"):
        make_provider(TravelRules(provider="teleport"))


def test_an_engine_is_asked_only_once_after_it_failed_whether_it_stops_the_day_or_not() -> None:
    with serving(Answer(b"<html>", 404)) as (url, script):
        strict = make_provider(TravelRules(provider="osrm", url=url, on_failure="stop"))
        for _ in range(3):
            with pytest.raises(ServiceDown, match="answers HTTP 404"):
                strict.table(TWO)
        heard: list[str] = []
        easy = make_provider(TravelRules(provider="osrm", url=url), heard.append)
        tables = [easy.table(TWO) for _ in range(3)]
    assert tables == [load_estimate().table(TWO)] * 3
    assert (len(heard), len(script.asked)) == (1, 2)


@pytest.mark.parametrize(("provider", "port"), [("osrm", 5000), ("valhalla", 8002)])
def test_without_an_address_the_engines_usual_port_on_this_machine_is_asked(provider: str, port: int) -> None:
    roads = make_provider(TravelRules(provider=provider, on_failure="stop", timeout_seconds=0.001))
    with pytest.raises(ServiceDown, match=f"at http://127.0.0.1:{port}: "):
        roads.table(TWO)


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
