"""What changed about a request, in words: the values where they are no secret, else the name alone."""

from dataclasses import fields

from mobiledispatch.model.request import Request, Wish

_NOT_TOLD = frozenset({"id", "line", "date", "start", "status", "group", "together"})
_HEALTH = ("pressure", "focus", "reason", "open_wounds", "fractures", "blood_thinners", "cleared_by", "notes")
_PRIVATE = frozenset({*_HEALTH, "phone", "email"})
"""The history is read by many: what is told to a therapist alone stands in the visit, not in it."""


def edits_of(was: Request, now: Request, private: bool = True) -> tuple[str, ...]:
    """Each field that differs, such as `minutes: 60 -> 90`; unless `private`, without what only a therapist is told."""
    told = []
    for field in fields(Request):
        before, after = getattr(was, field.name), getattr(now, field.name)
        if field.name not in _NOT_TOLD and before != after:
            name = {"techniques": "treatment"}.get(field.name, field.name).replace("_", " ")
            secret = field.name in _PRIVATE and not private
            told.append(f"{name} changed" if secret else f"{name}: {_words(before)} -> {_words(after)}")
    return tuple(told)


def _words(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(_words, value)) or "none"
    if isinstance(value, Wish):
        return f"{value.strength}:{value.value}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("\n", " / ") or "none"
