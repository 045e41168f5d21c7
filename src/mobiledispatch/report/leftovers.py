"""The visits that are on no route: each with its reason and what would mend it."""

from collections.abc import Iterator

from mobiledispatch.model.plan import Unassigned
from mobiledispatch.model.set_aside import Held, Lost
from mobiledispatch.report.day import DaySheet
from mobiledispatch.report.inert import one_line
from mobiledispatch.report.text import wrapped
from mobiledispatch.report.words import ADVICE, address_words, phone_words, reason_words, treatment_words

MEND_ADDRESS = "Mend the address in the requests file, then plan again."


def leftover_lines(day: DaySheet, width: int) -> Iterator[str]:
    """Unassigned, lost and held visits under a heading each; nothing where the day is complete."""
    plan = day.plan
    for heading, visits in (("Unassigned", plan.unassigned), ("Lost", plan.lost), ("Held", plan.held)):
        if visits:
            yield from ("", f"{heading} ({len(visits)})")
        for one in visits:
            yield from wrapped(_who(day, one.visit), width, 4, "  -")
            for sentence in why(one):
                yield from wrapped(one_line(sentence), width, 4)


def _who(day: DaySheet, visit: str) -> str:
    request = day.requests.get(visit)
    if request is None:
        return one_line(visit)
    parts = (f"{request.client} ({visit})", phone_words(request.phone), treatment_words(day.practice, request))
    return one_line(", ".join(part for part in (*parts, address_words(request)) if part))


def why(one: Unassigned | Lost | Held) -> tuple[str, ...]:
    """The reason in words, then its details, then what would change it."""
    detail = _sentence(one.detail)
    reason = _sentence(reason_words(one.reason))
    match one:
        case Unassigned(remedies=remedies):
            mend = [_sentence(remedy.say) for remedy in remedies]
        case Lost(reason="outside_area" | "service_down"):
            mend = []
        case Lost():
            mend = [MEND_ADDRESS]
        case Held(reason="medical") if ADVICE not in detail:
            mend = [ADVICE]
        case _:
            mend = []
    return tuple(sentence for sentence in (reason, detail, *mend) if sentence)


def _sentence(text: str) -> str:
    text = text.strip()
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "?", "!")) else ".") if text else ""
