"""120 written forms of 30 addresses give 30 places; 40 traps give the right question or refusal, never a guess."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geocode.written import FORMS, TRAPS
from mobiledispatch.geocode import Ambiguous, Placed, Query, normalize, offline_geocoder
from mobiledispatch.geocode.answer import Answer, Reason
from mobiledispatch.model.place import Location

WELL_KNOWN = ("interpolated", "grid")


def locate(address: str) -> Answer:
    return offline_geocoder().locate(Query(address))


def location(address: str) -> Location:
    answer = locate(address)
    assert isinstance(answer, Placed), answer
    return answer.location


def test_the_tables_hold_what_they_promise() -> None:
    assert len(FORMS) == 30
    assert sum(1 + len(forms) for forms in FORMS.values()) == 120
    assert len({form for forms in FORMS.values() for form in forms} | set(FORMS)) == 120
    assert len(TRAPS) == 40


@pytest.mark.parametrize("address", FORMS)
def test_every_form_of_an_address_is_the_same_place(address: str) -> None:
    where = location(address)
    assert where.normalized == address
    assert where.quality in WELL_KNOWN
    for form in FORMS[address]:
        assert (location(form).place, location(form).quality) == (where.place, where.quality)


def test_thirty_addresses_are_thirty_places() -> None:
    places = [location(address).place for address in FORMS]
    assert min(a.metres_to(b) for a, b in combinations(places, 2)) > 50


@pytest.mark.parametrize("written", TRAPS)
def test_a_trap_is_a_question_or_a_refusal(written: str) -> None:
    answer = locate(written)
    assert not isinstance(answer, Placed)
    assert answer.reason == TRAPS[written]
    assert answer.detail


@pytest.mark.parametrize("written", [written for written, reason in TRAPS.items() if reason == Reason.AMBIGUOUS])
def test_an_ambiguous_address_shows_what_it_may_mean_and_in_which_neighbourhood(written: str) -> None:
    answer = locate(written)
    assert isinstance(answer, Ambiguous)
    assert len({candidate.location.normalized for candidate in answer.candidates}) >= 2
    assert all(candidate.neighbourhood for candidate in answer.candidates)


@given(
    st.sampled_from([form for forms in FORMS.values() for form in forms] + [*FORMS, *TRAPS]),
    st.sampled_from(
        [str.upper, str.lower, str.title, str.strip, lambda text: f"  {text} ,", lambda text: f"Unit 9, {text}"]
    ),
)
def test_normalizing_twice_is_normalizing_once(written: str, messed: object) -> None:
    assert callable(messed)
    once = normalize(str(messed(written)))
    assert normalize(once) == once
