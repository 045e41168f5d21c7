"""Places to a matrix: how long the road takes, and where it runs."""

import sys
from collections.abc import Callable

from mobiledispatch.errors import BadInput
from mobiledispatch.model.practice import ROAD_PROVIDERS, TravelRules
from mobiledispatch.travel.provider import TravelProvider
from mobiledispatch.travel.rules import plan_times

__all__ = ["TravelProvider", "make_provider", "plan_times"]


def warn(text: str) -> None:
    """Say on stderr what did not go as the practice wished."""
    print(f"warning: {text}", file=sys.stderr)


def make_provider(rules: TravelRules, tell: Callable[[str], None] = warn) -> TravelProvider:
    """The provider that the practice chose, with the estimate behind it if on_failure says so; then `tell` hears of it.

    BadInput for a name that nobody answers to, and for a url that is no server's address.
    """
    if rules.provider not in ROAD_PROVIDERS:
        known = ", ".join(ROAD_PROVIDERS)
        raise BadInput(f"travel provider {rules.provider!r} is unknown. Choose one of: {known}.")
    from mobiledispatch.travel.estimate import load_estimate

    if rules.provider == "estimate":
        return load_estimate()
    from mobiledispatch.travel.fallback import UntilItFails, WithEstimate

    engine = _engine(rules)
    return UntilItFails(engine) if rules.on_failure == "stop" else WithEstimate(engine, load_estimate, tell)


def _engine(rules: TravelRules) -> TravelProvider:
    from mobiledispatch.travel import osrm, valhalla
    from mobiledispatch.travel.asking import Server

    if rules.provider == "osrm":
        return osrm.Osrm(Server("OSRM", rules.url or osrm.USUAL_URL, rules.timeout_seconds))
    return valhalla.Valhalla(Server("Valhalla", rules.url or valhalla.USUAL_URL, rules.timeout_seconds))
