"""Places to a matrix: how long the road takes, and where it runs."""

from mobiledispatch.errors import BadInput
from mobiledispatch.model.practice import TravelRules
from mobiledispatch.travel.provider import TravelProvider
from mobiledispatch.travel.rules import plan_times

__all__ = ["TravelProvider", "make_provider", "plan_times"]

_KNOWN = ("estimate",)


def make_provider(rules: TravelRules) -> TravelProvider:
    """The provider that the practice chose. BadInput for a name that nobody answers to."""
    if rules.provider not in _KNOWN:
        raise BadInput(f"travel provider {rules.provider!r} is unknown. Choose one of: {', '.join(_KNOWN)}.")
    from mobiledispatch.travel.estimate import load_estimate

    return load_estimate()
