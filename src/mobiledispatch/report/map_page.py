"""The day as one HTML page that asks no network for anything: a map of the routes, and a list beside it."""

import base64
import hashlib
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import folium
from branca.element import Element, Figure

from mobiledispatch.model.clock_face import read_by, time_words
from mobiledispatch.model.place import Place
from mobiledispatch.model.plan import Route
from mobiledispatch.report.day import DaySheet, Line
from mobiledispatch.report.inert import html_text
from mobiledispatch.report.map_assets import leaflet_script, leaflet_style
from mobiledispatch.report.map_elements import MARKER_SIZE, PADDING, Conduct, Label, Verbatim, number_elements
from mobiledispatch.report.map_panel import depot_popup, layer_name, render_panel, stop_popup
from mobiledispatch.report.map_style import page_style
from mobiledispatch.report.palette import Look, look
from mobiledispatch.report.towns import TOWNS

# Scripts by their digest alone: whatever else should get into the page, the browser will not run it.
_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def render_map(day: DaySheet) -> str:
    """The page as HTML; the same day gives the same bytes. It holds ids, places and times, and no client's details."""
    with read_by(day.practice.clock):
        return _render(day)


def _render(day: DaySheet) -> str:
    chart = _chart()
    _draw_background(chart, day)
    markers = _Markers()
    for position, route in enumerate(day.plan.routes):
        _draw_route(chart, day, route, look(position), markers)
    _fit(chart, day, markers)
    figure = chart.get_root()
    assert isinstance(figure, Figure)
    number_elements(figure)
    _furnish(figure, day, markers)
    return _sealed(figure.render())


def _chart() -> folium.Map:
    chart = folium.Map(
        location=_pair(TOWNS["Edmonton"]),
        zoom_start=11,
        tiles=None,
        control_scale=True,
        attribution_control=False,
        zoom_snap=0.25,
        max_bounds=False,
    )
    # folium would load these from half a dozen hosts.
    chart.default_js = []
    chart.default_css = []
    chart.options["max_zoom"] = 18
    return chart


@dataclass
class _Markers:
    """What has been drawn: depots, and stops in the order of the day, each with its therapist's layer."""

    depots: list[Element] = field(default_factory=list)
    stops: list[tuple[Element, Element]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def add_stop(self, group: Element, marker: Element, visit: str) -> None:
        self.numbers[visit] = len(self.stops)
        self.stops.append((group, marker))


def _draw_background(chart: folium.Map, day: DaySheet) -> None:
    if day.roads:
        roads = [_pairs(line) for line in day.roads]
        _add_line(chart, roads, "#cfd6cf", 2.5)
    for name, place in TOWNS.items():
        icon = folium.DivIcon(html=name, icon_size=(140, 20), icon_anchor=(70, -12), class_name="town")
        _place_icon(chart, place, icon, {"interactive": False, "keyboard": False, "z_index_offset": -2000})


def _draw_route(chart: folium.Map, day: DaySheet, route: Route, style: Look, markers: _Markers) -> None:
    group = folium.FeatureGroup(name=layer_name(day, route, style)).add_to(chart)
    *there, homewards = _lines(day, route) or ((),)
    # The way home lies below: where both use one road, the way to the clients is what one looks for.
    _draw_line(group, [homewards], style, dash="2 9")
    _draw_line(group, there, style)
    if depot := day.depots.get(route.therapist):
        label = Label(depot_popup(day, route), f"{html_text(day.name_of(route.therapist))}, home")
        markers.depots.append(_draw_marker(group, depot.place, _mark(style, "home"), label))
    for number, stop in enumerate(route.stops, start=1):
        if stop.location:
            tooltip = f"{number}. {html_text(stop.visit)}, {time_words(stop.start)}"
            label = Label(stop_popup(day, route, number, stop), tooltip)
            marker = _draw_marker(group, stop.location.place, _mark(style, "number", str(number)), label)
            markers.add_stop(group, marker, stop.visit)


def _draw_line(group: Element, legs: Sequence[Line], style: Look, dash: str = "") -> None:
    points = [_pairs(leg) for leg in legs if leg]
    if points:
        _add_line(group, points, style.colour, style.weight, dash)


def _add_line(parent: Element, points: list[list[list[float]]], colour: str, weight: float, dash: str = "") -> None:
    line = folium.PolyLine(  # type: ignore[no-untyped-call]
        points, color=colour, weight=weight, opacity=1, dash_array=dash or None
    )
    line.add_to(parent)


def _mark(style: Look, kind: str, text: str = "") -> str:
    return f'<span class="{style.classes}"><b class="mark {kind}">{text}</b></span>'


def _draw_marker(group: Element, place: Place, html: str, label: Label) -> Element:
    half = MARKER_SIZE // 2
    icon = folium.DivIcon(
        html=html, icon_size=(MARKER_SIZE, MARKER_SIZE), icon_anchor=(half, half), popup_anchor=(0, -half)
    )
    marker = _place_icon(group, place, icon, {"rise_on_hover": True})
    label.add_to(marker)
    return marker


def _place_icon(parent: Element, place: Place, icon: folium.DivIcon, options: dict[str, Any]) -> folium.Marker:
    """Add a marker that has its icon from birth: `Marker(icon=)` would first ask for Leaflet's own picture."""
    parent.add_child(icon)
    marker = folium.Marker(_pair(place))
    marker.options |= options | {"icon": icon}
    marker.add_to(parent)
    return marker


def _lines(day: DaySheet, route: Route) -> tuple[Line, ...]:
    """A line a leg: along the roads where somebody knows them, else straight from door to door."""
    known = day.lines.get(route.therapist)
    if known:
        return known
    depot = day.depots.get(route.therapist)
    home = [depot.place] if depot else []
    places = [*home, *(stop.location.place for stop in route.stops if stop.location), *home]
    return tuple(itertools.pairwise(places))


def _fit(chart: folium.Map, day: DaySheet, markers: _Markers) -> None:
    places = [place for route in day.plan.routes for line in _lines(day, route) for place in line]
    places += [depot.place for depot in day.depots.values()] or [TOWNS["Edmonton"]]
    south, north = min(p.lat for p in places), max(p.lat for p in places)
    west, east = min(p.lon for p in places), max(p.lon for p in places)
    bounds = [[south, west], [north, east]]
    chart.fit_bounds(bounds, padding_top_left=PADDING[0], padding_bottom_right=PADDING[1], max_zoom=14)
    folium.LayerControl(position="bottomright", collapsed=False).add_to(chart)
    chart.add_child(Conduct(chart, markers.stops, markers.depots, bounds))


def _furnish(figure: Figure, day: DaySheet, markers: _Markers) -> None:
    head = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    head += '<meta name="referrer" content="no-referrer">\n'
    head += f"<title>{html_text(day.plan.practice or day.practice.name)} {day.plan.date or ''}</title>\n"
    head += f"<style>{leaflet_style()}</style>\n<script>{leaflet_script()}</script>\n"
    figure.header.add_child(Verbatim(head), name="head")
    figure.header.add_child(Verbatim(f"<style>{page_style()}</style>"), name="style")
    figure.html.add_child(Verbatim(render_panel(day, markers.numbers)), name="panel")


def _sealed(page: str) -> str:
    """The page with the digest of each of its scripts in its policy."""
    digests = [hashlib.sha256(script.encode()).digest() for script in _SCRIPT.findall(page)]
    scripts = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    return page.replace("{scripts}", scripts, 1)


def _pair(place: Place) -> list[float]:
    return [round(place.lat, 5), round(place.lon, 5)]


def _pairs(line: Line) -> list[list[float]]:
    return [_pair(place) for place in line]
