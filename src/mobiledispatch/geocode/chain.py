"""Who is asked in which order: what is remembered, then the packaged tables, then, where allowed, the network."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from mobiledispatch.geocode.answer import Answer, Geocoder, Placed, Query, Reason, Refused
from mobiledispatch.geocode.civic import Civic
from mobiledispatch.geocode.memory import Memory
from mobiledispatch.geocode.offline import Offline, locate_civic
from mobiledispatch.geocode.online import PROVIDERS, Online
from mobiledispatch.geocode.parse import parse
from mobiledispatch.geocode.polite import Turnstile, shared_file
from mobiledispatch.geocode.towns import EDMONTON
from mobiledispatch.model.place import Quality
from mobiledispatch.model.practice import GeocodingRules

_WORTH_ASKING = (Reason.UNKNOWN_STREET, Reason.NUMBER_OUT_OF_RANGE, Reason.NOT_FOUND)


def today() -> datetime.date:
    return datetime.datetime.now(tz=datetime.UTC).date()


class Chain:
    """A Geocoder over memory, tables and network; `memory` and `online` may be None."""

    def __init__(self, memory: Memory | None, online: Online | None, date: Callable[[], datetime.date] = today) -> None:
        self.memory, self.online, self.date = memory, online, date

    def locate(self, query: Query) -> Answer:
        civic = parse(query)
        if isinstance(civic, Refused):
            return civic
        if self.memory and (known := self.memory.recall(memory_key(civic))):
            return Placed(known)
        offline = locate_civic(civic)
        if self.online is None or not worth_asking(offline):
            return offline
        return self.weigh(civic, offline, self.online.locate_civic(civic))

    def weigh(self, civic: Civic, offline: Answer, online: Answer) -> Answer:
        """The network's answer where it has one; else the tables', with what happened said."""
        if isinstance(online, Placed):
            if self.memory and online.location.quality is Quality.ROOFTOP:
                self.memory.remember(memory_key(civic), online.location, self.date())
            better = online.location.quality is Quality.ROOFTOP or not isinstance(offline, Placed)
            return online if better else offline
        if isinstance(offline, Placed) and isinstance(online, Refused):
            return replace(offline, notes=(*offline.notes, online.detail))
        return online


def worth_asking(offline: Answer) -> bool:
    """Whether the network could do better: streets that nobody knows, and places only as good as a postal code."""
    if isinstance(offline, Placed):
        return offline.location.quality in (Quality.POSTAL, Quality.TOWN)
    return isinstance(offline, Refused) and offline.reason in _WORTH_ASKING


def memory_key(civic: Civic) -> str:
    """One key for an address, however it was written; without a town it means Edmonton."""
    return str(replace(civic, town=civic.town or EDMONTON))


def offline_geocoder() -> Geocoder:
    """Answers from the packaged tables alone."""
    return Offline()


def make_geocoder(rules: GeocodingRules, memory: Path | None) -> Geocoder:
    """The practice's geocoder: `memory` is the folder where places are remembered, None for nowhere.

    ValueError for a provider nobody has heard of.
    """
    if not rules.online:
        return Chain(Memory(memory) if memory else None, None)
    if rules.provider not in PROVIDERS:
        raise ValueError(
            f"geocoding provider {rules.provider!r} is unknown. Use one of {', '.join(sorted(PROVIDERS))}."
        )
    online = Online(rules.provider, PROVIDERS[rules.provider](rules), Turnstile(shared_file(memory)))
    return Chain(Memory(memory) if memory else None, online)
