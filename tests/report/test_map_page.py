"""The map as a file."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from mobiledispatch.model.request import Request
from mobiledispatch.report.map_page import render_map
from report.days import DAY, PLAN, REQUESTS, TREATMENTS
from report.hostile import HOSTILE, hostile_day


def private_values(request: Request) -> Iterator[str]:
    """Everything about a client that only the office or the therapist may read."""
    yield from (request.client, *request.client.split(), request.address, request.city, request.phone, request.email)
    yield from (request.phone[-7:], request.pressure, request.focus, request.reason, request.notes, request.cleared_by)
    yield from (*request.techniques, *request.access)


def test_the_map_holds_nothing_about_a_client_but_ids_places_and_times() -> None:
    own = render_map(replace(DAY, requests={}))
    page = render_map(DAY)
    values = {value for request in REQUESTS for value in private_values(request) if value}
    values |= {treatment.name for treatment in TREATMENTS} | {"Nowhere Crescent", "blood thinners", "medical"}
    # Towns and single words such as "Best" may stand in the page for reasons of its own.
    assert not [value for value in values if page.count(value) > own.count(value)]
    assert page == own


def test_the_reasons_of_lost_and_held_visits_are_from_a_closed_list() -> None:
    page = render_map(DAY)
    assert "street not known" in page
    assert "waits for a call from the office" in page
    for secret in ("Nowhere Crescent", "blood thinners", "physician"):
        assert secret not in page


def test_the_same_day_gives_the_same_page() -> None:
    assert render_map(DAY) == render_map(DAY)


def test_the_page_links_to_nothing() -> None:
    page = re.sub(r"<script>.*?</script>", "", render_map(DAY), flags=re.DOTALL)
    assert not re.findall(r"<(?:link|iframe|object|embed|form|base)\b", page)
    assert not re.findall(r"\ssrc=", page)
    assert all(link.startswith(("data:image/png;base64,", "none")) for link in re.findall(r"url\(([^)]*)\)", page))
    assert "sourceMappingURL" not in render_map(DAY)


def test_the_policy_comes_before_anything_it_governs_and_trusts_no_script_but_the_pages_own() -> None:
    page = render_map(DAY)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert "default-src 'none'" in policy[1]
    scripts = next(part for part in policy[1].split(";") if "script-src" in part)
    assert re.fullmatch(r" script-src( 'sha256-[\w+/]+=')+", scripts)
    assert len(scripts.split()) - 1 == page.count("<script>")
    assert page.index("Content-Security-Policy") < min(
        page.index("<script"), page.index("<style"), page.index("<title")
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_adds_no_tag_and_no_script_to_the_page(text: str) -> None:
    tags = [re.findall(r"<[a-z0-9/!]+", render_map(day).replace("\\u003c", "<")) for day in (DAY, hostile_day(text))]
    assert tags[0] == tags[1]


def test_a_day_without_routes_still_has_a_page_that_lists_the_rest() -> None:
    page = render_map(replace(DAY, plan=replace(PLAN, routes=()), depots={}))
    assert "<b>r5</b>" in page


def test_stops_without_a_place_are_listed_without_a_marker() -> None:
    routes = tuple(replace(r, stops=tuple(replace(s, location=None) for s in r.stops)) for r in PLAN.routes)
    page = render_map(replace(DAY, plan=replace(PLAN, routes=routes), depots={}))
    assert page.count("<button") == page.count('<button type="button" disabled>') == 4
