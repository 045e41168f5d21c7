"""Leaflet as it ships in a Python package, made ready to stand inside the page."""

import base64
import re
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

_SCRIPT_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_LINK = re.compile(r"url\((?P<path>[^)]*)\)")


def _leaflet() -> Traversable:
    return resources.files("xstatic.pkg.leaflet") / "data"


@cache
def leaflet_script() -> str:
    """Leaflet's JavaScript, without the link to its source map."""
    return _SCRIPT_MAP.sub("", (_leaflet() / "leaflet.js").read_text("utf-8"))


@cache
def leaflet_style() -> str:
    """Leaflet's CSS with its pictures inside it; links that only old browsers follow are emptied."""
    return _LINK.sub(_picture, (_leaflet() / "leaflet.css").read_text("utf-8"))


def _picture(link: re.Match[str]) -> str:
    file = _leaflet() / link["path"].strip("\"'")
    if not link["path"].endswith(".png"):
        return "none"
    return f"url(data:image/png;base64,{base64.b64encode(file.read_bytes()).decode()})"
