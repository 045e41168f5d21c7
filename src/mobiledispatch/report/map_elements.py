"""What folium lacks: text that is never taken for a template, and pop-ups that are not template literals."""

import itertools

from branca.element import Element, MacroElement
from folium.template import Template

MARKER_SIZE = 28
"""Pixels across; map_style says the same."""

PADDING = ((40, 40), (60, 90))
"""Pixels kept free around the routes, top left and bottom right, where the layer control stands."""


class Verbatim(Element):
    """Text that goes into the page as it is. (branca compiles the text of an `Element` as a template.)"""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Verbatim"
        self.text = text


class Label(MacroElement):
    """A pop-up and a tooltip for the marker it is added to; both are HTML, passed as JSON strings."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            {{ this._parent.get_name() }}
                .bindPopup({{ this.popup|tojavascript }}, {{ this.popup_options|tojavascript }})
                .bindTooltip({{ this.tooltip|tojavascript }}, {{ this.tooltip_options|tojavascript }});
        {% endmacro %}
        """
    )

    def __init__(self, popup: str, tooltip: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Label"
        self.popup, self.popup_options = (
            popup,
            {
                "min_width": 190,
                "max_width": 300,
                "auto_pan_padding_top_left": [56, 16],
                "auto_pan_padding_bottom_right": [16, 16],
            },
        )
        self.tooltip, self.tooltip_options = tooltip, {"direction": "top", "offset": [0, -14]}


class Conduct(MacroElement):
    """How the page behaves: a button with `data-marker="n"` opens the nth stop, markers step aside for each other at
    every zoom, and a print shows the whole map.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var chart = {{ this.chart.get_name() }};
            var stops = [{% for group, marker in this.stops %}
                [{{ group.get_name() }}, {{ marker.get_name() }}],{% endfor %}
            ];
            var markers = [{% for depot in this.depots %}{{ depot.get_name() }}, {% endfor %}].concat(
                stops.map(function (stop) { return stop[1]; }));
            document.querySelectorAll("[data-marker]").forEach(function (button) {
                button.addEventListener("click", function () {
                    var stop = stops[Number(button.dataset.marker)];
                    stop[0].addTo(chart);
                    stop[1].openPopup();
                    chart.getContainer().scrollIntoView({ block: "nearest" });
                });
            });
            var size = {{ this.size }};
            var steps = [[0, 0]];
            for (var far = 6; far <= 4 * size; far += 4) {
                for (var turn = 0; turn < 12; turn += 1) {
                    steps.push([far * Math.cos(turn * Math.PI / 6), far * Math.sin(turn * Math.PI / 6)]);
                }
            }
            function stepAside() {
                var taken = [];
                markers.forEach(function (marker) {
                    var icon = marker.getElement();
                    if (!icon) { return; }
                    var home = chart.latLngToLayerPoint(marker.getLatLng());
                    function isFree(step) {
                        return !taken.some(function (point) {
                            return Math.abs(point[0] - home.x - step[0]) < size
                                && Math.abs(point[1] - home.y - step[1]) < size;
                        });
                    }
                    var step = steps.find(isFree) || steps[0];
                    taken.push([home.x + step[0], home.y + step[1]]);
                    icon.style.marginLeft = step[0] - size / 2 + "px";
                    icon.style.marginTop = step[1] - size / 2 + "px";
                });
            }
            chart.on("zoomend overlayadd overlayremove", stepAside);
            stepAside();
            window.matchMedia("print").addEventListener("change", function () {
                chart.invalidateSize({ animate: false });
                chart.fitBounds({{ this.bounds|tojson }}, {{ this.fit|tojson }});
            });
        {% endmacro %}
        """
    )

    def __init__(
        self, chart: Element, stops: list[tuple[Element, Element]], depots: list[Element], bounds: list[list[float]]
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Conduct"
        self.chart, self.stops, self.depots, self.bounds, self.size = chart, stops, depots, bounds, MARKER_SIZE
        corners = {"paddingTopLeft": PADDING[0], "paddingBottomRight": PADDING[1]}
        self.fit = {"animate": False, "maxZoom": 14, **corners}


def number_elements(root: Element) -> None:
    """Name the elements below `root` by their order instead of at random: the same day gives the same page."""
    count = itertools.count()
    waiting = [root]
    while waiting:
        element = waiting.pop()
        element._id = str(next(count))
        waiting.extend(element._children.values())
