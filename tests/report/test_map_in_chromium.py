"""The map in a real browser: nothing asked of any network, nothing hostile run, everything to be read."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

from mobiledispatch.report.day import DaySheet
from mobiledispatch.report.map_page import render_map
from report.days import DAY
from report.hostile import HOSTILE, hostile_day

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None and os.environ.get("CI"):
        pytest.fail("CI has no chromium: install the package chromium")
    if chromium is None:
        pytest.skip("no chromium on this machine: install the package chromium to see the map in a browser")
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield one
        one.close()


@dataclass
class Visit:
    """A page, and everything it did."""

    page: Page
    requests: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.troubles.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        self.page.on("dialog", self.note_dialog)

    def note_dialog(self, dialog: Dialog) -> None:
        self.troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def shows(self, selector: str) -> int:
        return self.page.locator(selector).count()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    yield Visit(context.new_page())
    context.close()


# Markers step aside for each other once the map is drawn: a click is aimed only when none has moved for ten frames.
SETTLED = """() => new Promise(done => {
    let before = "", still = 0;
    const look = () => {
        const boxes = [...document.querySelectorAll(".leaflet-marker-icon")].map(m => m.getBoundingClientRect());
        const now = boxes.map(box => `${box.x},${box.y}`).join(";");
        still = now === before ? still + 1 : 0;
        before = now;
        if (still > 10) done(); else requestAnimationFrame(look);
    };
    look();
})"""


def look_at(visit: Visit, day: DaySheet, folder: Path) -> str:
    file = folder / "map.html"
    file.write_text(render_map(day), "utf-8", newline="")
    visit.page.goto(file.as_uri())
    visit.page.evaluate(SETTLED)
    return file.as_uri()


def test_the_page_asks_for_itself_and_nothing_else(visit: Visit, tmp_path: Path) -> None:
    url = look_at(visit, DAY, tmp_path)
    for button in visit.page.locator("[data-marker]").all():
        button.click()
    visit.page.locator(".leaflet-control-zoom-in").click()
    visit.page.wait_for_load_state("networkidle")
    assert visit.requests == [url]
    assert visit.troubles == []


def test_every_stop_has_a_numbered_marker_and_every_therapist_a_home(visit: Visit, tmp_path: Path) -> None:
    look_at(visit, DAY, tmp_path)
    assert visit.page.locator(".leaflet-marker-icon .mark.number").all_inner_texts() == ["1", "2", "1", "2"]
    assert visit.shows(".leaflet-marker-icon .mark.home") == 2


def test_no_marker_hides_another_even_at_one_door(visit: Visit, tmp_path: Path) -> None:
    look_at(visit, DAY, tmp_path)
    boxes = [icon.bounding_box() for icon in visit.page.locator(".leaflet-marker-icon:has(.mark)").all()]
    corners = [(box["x"], box["y"]) for box in boxes if box]
    assert len(corners) == 6
    overlaps = [(a, b) for a in corners for b in corners if a < b and abs(a[0] - b[0]) < 27 and abs(a[1] - b[1]) < 27]
    assert overlaps == []


def test_all_markers_are_inside_the_map_and_beside_the_panel(visit: Visit, tmp_path: Path) -> None:
    look_at(visit, DAY, tmp_path)
    chart, panel = visit.page.locator(".folium-map").bounding_box(), visit.page.locator(".panel").bounding_box()
    assert chart
    assert panel
    assert chart["x"] + chart["width"] <= panel["x"]
    for icon in visit.page.locator(".leaflet-marker-icon:has(.mark)").all():
        box = icon.bounding_box()
        assert box
        assert chart["x"] <= box["x"] <= chart["x"] + chart["width"] - box["width"]
        assert chart["y"] <= box["y"] <= chart["y"] + chart["height"] - box["height"]


def test_a_marker_opens_the_four_times_of_its_stop(visit: Visit, tmp_path: Path) -> None:
    look_at(visit, DAY, tmp_path)
    visit.page.locator(".leaflet-marker-icon .mark.number").nth(1).click()
    words = " ".join(visit.page.locator(".leaflet-popup-content").inner_text().split())
    assert words.startswith(
        "2. r2 Ana Lopez arrive 11:50 wait 10 min massage starts 12:30 massage ends 14:00 leave 14:20"
    )


def test_the_panel_opens_a_stop_even_of_a_hidden_layer(visit: Visit, tmp_path: Path) -> None:
    look_at(visit, DAY, tmp_path)
    visit.page.locator(".leaflet-control-layers-selector").nth(1).uncheck()
    visit.page.locator("[data-marker='2']").click()
    assert "1. r3" in visit.page.locator(".leaflet-popup-content").inner_text()
    assert visit.page.locator(".leaflet-control-layers-selector").nth(1).is_checked()


def test_each_therapists_layer_takes_its_markers_and_lines_away(visit: Visit, tmp_path: Path) -> None:
    look_at(visit, DAY, tmp_path)
    lines = visit.shows(".leaflet-overlay-pane path")
    assert lines == 4  # there, and the way home, for each of two
    visit.page.locator(".leaflet-control-layers-selector").first.uncheck()
    assert visit.shows(".leaflet-marker-icon .mark.number") == 2
    assert visit.shows(".leaflet-overlay-pane path") == 2
    visit.page.locator(".leaflet-control-layers-selector").first.check()
    assert visit.shows(".leaflet-marker-icon .mark.number") == 4


def test_the_panel_lists_every_visit_that_is_on_no_route(visit: Visit, tmp_path: Path) -> None:
    look_at(visit, DAY, tmp_path)
    words = " ".join(visit.page.locator(".panel").inner_text().split())
    assert "Unassigned r5 the day is full: would fit an empty day" in words
    assert "Lost r6 street not known" in words
    assert "Held r7 waits for a call from the office" in words


def test_a_telephone_shows_the_map_first_and_the_list_below_it(visit: Visit, tmp_path: Path) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    look_at(visit, DAY, tmp_path)
    chart, panel = visit.page.locator(".folium-map").bounding_box(), visit.page.locator(".panel").bounding_box()
    assert chart
    assert panel
    assert panel["y"] >= chart["y"] + chart["height"]
    assert panel["width"] == chart["width"] == 390


def test_a_print_holds_the_whole_map(visit: Visit, tmp_path: Path) -> None:
    look_at(visit, DAY, tmp_path)
    visit.page.emulate_media(media="print")
    visit.page.locator(".leaflet-control-zoom").wait_for(state="hidden")
    chart = visit.page.locator(".folium-map").bounding_box()
    assert chart
    visit.page.wait_for_timeout(100)
    for icon in visit.page.locator(".leaflet-marker-icon:has(.mark)").all():
        box = icon.bounding_box()
        assert box
        assert box["x"] + box["width"] <= chart["x"] + chart["width"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_shown_and_does_nothing(visit: Visit, tmp_path: Path, text: str) -> None:
    url = look_at(visit, hostile_day(text), tmp_path)
    for button in visit.page.locator("[data-marker]").all():
        button.click()
    visit.page.locator(".leaflet-marker-icon .mark.number").first.hover()
    visit.page.locator(".leaflet-tooltip").wait_for()
    assert visit.requests == [url]
    assert visit.troubles == []
    shown = visit.page.locator(".leaflet-control-layers-overlays").text_content() or ""
    assert "".join(c for c in text if c.isprintable() and c != " ") in shown.replace(" ", "")


def test_a_script_that_got_into_the_page_all_the_same_would_not_run(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "map.html"
    attack = '<script>alert(1)</script><img src="x.png" onerror="alert(2)"><img src="http://192.0.2.1/x.png"></aside>'
    file.write_text(render_map(DAY).replace("</aside>", attack, 1), "utf-8", newline="")
    visit.page.goto(file.as_uri())
    visit.page.wait_for_load_state("networkidle")
    assert not [trouble for trouble in visit.troubles if trouble.startswith("dialog")]
    assert [trouble for trouble in visit.troubles if "Content Security Policy" in trouble]
    assert visit.shows(".leaflet-marker-icon .mark.number") == 4
