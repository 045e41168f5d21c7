"""Who is asked in which order: what is remembered, then the packaged tables, then, where allowed, the network."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mobiledispatch.geocode.answer import Ambiguous, Answer, Geocoder, Placed, Query, Reason, Refused
from mobiledispatch.geocode.civic import Civic
from mobiledispatch.geocode.memory import Memory
from mobiledispatch.geocode.offline import Offline, locate_civic
from mobiledispatch.geocode.parse import parse, tidy
from mobiledispatch.geocode.street import QUADRANTS
from mobiledispatch.geocode.terms import TERMS, may_keep, spacing
from mobiledispatch.geocode.towns import EDMONTON, SAME_ROADS
from mobiledispatch.model.place import Location, Quality
from mobiledispatch.model.practice import GeocodingRules

if TYPE_CHECKING:
    from mobiledispatch.geocode.online import Online
    from mobiledispatch.geocode.region import Region

_WORTH_ASKING = (Reason.UNKNOWN_STREET, Reason.NUMBER_OUT_OF_RANGE, Reason.NOT_FOUND)


def today() -> datetime.date:
    return datetime.datetime.now(tz=datetime.UTC).date()


class Chain:
    """A Geocoder over memory, tables and network; `memory` and `online` may be None.

    What the network finds is remembered only if it `keeps`: some services do not allow it.
    """

    def __init__(
        self,
        memory: Memory | None,
        online: "Online | None",
        date: Callable[[], datetime.date] = today,
        keeps: bool = True,
    ) -> None:
        self.memory, self.online, self.date, self.keeps = memory, online, date, keeps

    def locate(self, query: Query) -> Answer:
        civic = parse(query)
        if isinstance(civic, Refused):
            known = self.recall(text_key(query))
            return Placed(known) if known else civic
        if known := self.recall(memory_key(civic)):
            return Placed(known)
        offline = locate_civic(civic)
        if known := self.recall(*meant(civic, offline)):
            return Placed(known)
        if self.online is None or not worth_asking(offline):
            return offline
        return self.weigh(civic, offline, self.online.locate_civic(civic))

    def recall(self, *keys: str) -> Location | None:
        """What is remembered under these keys, if they mean one place only."""
        found = [known for key in keys if self.memory and (known := self.memory.recall(key))]
        return found[0] if len(found) == 1 else None

    def weigh(self, civic: Civic, offline: Answer, online: Answer) -> Answer:
        """The network's answer where it has one; else the tables', with what happened said."""
        if isinstance(online, Placed):
            exact = online.location.quality in (Quality.ROOFTOP, Quality.INTERPOLATED)
            if self.memory and self.keeps and exact:
                self.memory.remember(memory_key(civic), online.location, self.date())
            return online if exact or not isinstance(offline, Placed) else offline
        if isinstance(offline, Placed) and isinstance(online, Refused):
            return replace(offline, notes=(*offline.notes, online.detail))
        if isinstance(offline, Refused) and online.reason is Reason.SERVICE_DOWN:
            return Refused(Reason.SERVICE_DOWN, f"{offline.detail} {online.detail}")
        return online


def worth_asking(offline: Answer) -> bool:
    """Whether the network could do better: streets that nobody knows, and places only as good as a postal code."""
    if isinstance(offline, Placed):
        return offline.location.quality in (Quality.POSTAL, Quality.TOWN)
    return isinstance(offline, Refused) and offline.reason in _WORTH_ASKING


def meant(civic: Civic, offline: Answer) -> tuple[str, ...]:
    """Keys of what an address without a quadrant may mean; none where that is a question for the client."""
    if isinstance(offline, Placed):
        return (one_name(offline.location.normalized),)
    if isinstance(offline, Ambiguous) or civic.quadrant or not civic.may_be_edmonton:
        return ()
    return tuple(memory_key(replace(civic, quadrant=quadrant)) for quadrant in sorted(set(QUADRANTS.values())))


def memory_key(civic: Civic) -> str:
    """One key for an address, however it was written; without a town it means Edmonton."""
    return one_name(str(replace(civic, town=civic.town or EDMONTON)))


def one_name(written: str) -> str:
    """A normalized address with one name for towns that have two.

    >>> one_name("2 Brower Drive, Strathcona County")
    '2 Brower Drive, Sherwood Park'
    """
    line, comma, town = written.rpartition(", ")
    return f"{line}{comma}{SAME_ROADS.get(town, town)}"


def text_key(query: Query) -> str:
    """The key of an address that cannot be understood, as it was written: a person may have said where it is."""
    return f"as written: {tidy(f'{query.address}, {query.city}')}"


def offline_geocoder() -> Geocoder:
    """Answers from the packaged tables alone."""
    return Offline()


def make_geocoder(rules: GeocodingRules, memory: Path | None, region: "Region | None" = None) -> Geocoder:
    """The practice's geocoder: `memory` is the folder where places are remembered, None for nowhere.

    The network's answers must lie in `region`, by default around Edmonton. ValueError for a provider nobody has heard
    of, or one that lacks its key or its address.
    """
    known = Memory(memory) if memory else None
    forget_what_may_not_be_kept(known)
    if not rules.online:
        return Chain(known, None)
    # Nobody who stays offline pays for these.
    from mobiledispatch.geocode.online import Online
    from mobiledispatch.geocode.polite import Turnstile, shared_file
    from mobiledispatch.geocode.region import AROUND_EDMONTON
    from mobiledispatch.geocode.services import PROVIDERS

    region = region or AROUND_EDMONTON
    if rules.provider not in PROVIDERS:
        raise ValueError(
            f"geocoding provider {rules.provider!r} is unknown. Use one of {', '.join(sorted(PROVIDERS))}."
        )
    turnstile = Turnstile(shared_file(), rules.url or rules.provider, spacing(rules))
    online = Online(rules.provider, PROVIDERS[rules.provider](rules, region), turnstile, region)
    return Chain(known, online, keeps=may_keep(rules))


def forget_what_may_not_be_kept(memory: Memory | None) -> None:
    """Forget answers older than their service allows, also of one that is no longer asked."""
    for name, terms in TERMS.items():
        if memory and terms.keep_days:
            memory.forget(f"online:{name}", today() - datetime.timedelta(days=terms.keep_days))
