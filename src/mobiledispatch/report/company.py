"""Who is served with whom: a couple at the same time, the people of a household in turn."""

from mobiledispatch.report.day import DaySheet

_NUMBERS = ("first", "second", "third", "fourth", "fifth", "sixth")
_COUNTS = ("none", "one", "two", "three", "four", "five", "six")


def company_words(day: DaySheet, visit: str) -> str:
    """Such as `with Ben, at the same time` or `second of two`; nothing for a visit of its own.

    Therapists are named, and no client: it may stand on the map.
    """
    return _at_the_same_time(day, visit) or _in_turn(day, visit)


def _at_the_same_time(day: DaySheet, visit: str) -> str:
    group = next((group for group in day.together if visit in group), ())
    others = [r.therapist for r in day.plan.routes if any(s.visit in group and s.visit != visit for s in r.stops)]
    names = " and ".join(day.name_of(therapist).split()[0] for therapist in others)
    return f"with {names}, at the same time" if names else ""


def _in_turn(day: DaySheet, visit: str) -> str:
    group = next((group for group in day.households if visit in group), ())
    if not group:
        return ""
    position, count = group.index(visit), len(group)
    if count >= len(_COUNTS):
        return f"number {position + 1} of {count}, one after the other"
    return f"{_NUMBERS[position]} of {_COUNTS[count]}, one after the other"
