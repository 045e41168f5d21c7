"""Timetable, solver and verifier beside a search over every second of small drawn days."""

import pytest

from break_differences import differences

UNEVEN_ROADS = (265, 758)
"""Days whose best break begins so that the one after it begins or ends as the road changes its speed."""
NO_LENGTH = (754, 780, 919, 1280)
"""A break of no length at a stop of no length."""
BETWEEN_FLATS = (1513, 20434, 21229)
"""A household whose two flats have a road between them that is slower at times."""


@pytest.mark.parametrize("seed", [*range(60), *UNEVEN_ROADS, *NO_LENGTH, *BETWEEN_FLATS])
def test_breaks_are_reckoned_as_a_search_over_every_second_finds_them(seed: int) -> None:
    assert list(differences(seed)) == []
