"""The words of the phone desk's commands, each with its help, and the desk that they are spoken at."""

import datetime
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mobiledispatch.cli.spoken import Options, Words
from mobiledispatch.errors import BadInput

if TYPE_CHECKING:
    from mobiledispatch.desk.session import Desk

NOW = "MOBILEDISPATCH_NOW"
"""The environment variable that rehearsals set: the time it is, in the practice's zone unless it names another."""

WHO = "MOBILEDISPATCH_DESK"
"""The environment variable that says who sits at this desk; without it, the user of the machine."""

Practice = Annotated[
    str, typer.Option(help="The practice.toml; default: $MOBILEDISPATCH_PRACTICE, or upwards from this folder.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for another program.")]
Date = Annotated[str, typer.Option(help="A date, such as 2026-11-23, tomorrow, next tuesday, dec 25, in 3 weeks.")]
Override = Annotated[str, typer.Option(help="Name of the person overriding a policy (recorded).")]
Weather = Annotated[str, typer.Option(help="What slows the roads: dry, winter, snow or storm.")]

CALLER: Options = {
    "client": Annotated[
        str, typer.Option(help="The client's name; one in the book brings address, treatment and length.")
    ],
    "phone": Annotated[str, typer.Option(help="The client's telephone number.")],
    "address": Annotated[str, typer.Option(help="House number, street and quadrant.")],
    "treatment": Annotated[str, typer.Option(help="Which treatment, or an order such as deep_tissue>relaxation.")],
    "minutes": Annotated[str, typer.Option(help="Length of the massage, such as 60.")],
    "date": Date,
    "availability": Annotated[
        str, typer.Option(help='When the client is at home, such as "after 3pm" or "9-12; 2-4pm".')
    ],
    "gender": Annotated[str, typer.Option(help="female, male, or as a wish: prefer:female.")],
    "first_visit": Annotated[bool, typer.Option("--first-visit", help="A new client: intake takes longer.")],
    "unit": Annotated[str, typer.Option(help="Suite or apartment.")],
    "city": Annotated[str, typer.Option(help="The town, if not Edmonton.")],
    "postal_code": Annotated[str, typer.Option(help="The postal code.")],
    "access": Annotated[str, typer.Option(help='From car to door, such as "elevator; paid parking".')],
}
"""Who calls, where they live, and what they want."""

PARTY: Options = {
    "people": Annotated[str, typer.Option(help="How many are to be served at that door: 1 or 2.")],
    "second_client": Annotated[str, typer.Option("--second-client", help="The second person's name.")],
    "second_treatment": Annotated[
        str, typer.Option("--second-treatment", help="The second person's treatment, if it is another.")
    ],
    "second_minutes": Annotated[
        str, typer.Option("--second-minutes", help="The second person's length, if it is another.")
    ],
    "in_turn": Annotated[bool, typer.Option("--in-turn", help="One after the other with one therapist (the default).")],
    "together": Annotated[bool, typer.Option("--together", help="At the same time, with a therapist each.")],
}
"""Who else is to be served at that door."""

SEAT: Options = {
    "start": Annotated[str, typer.Option(help="When the massage is to start, such as 14:30.")],
    "therapist": Annotated[str, typer.Option(help="Who comes (ana), or a wish as for slots (must:ana).")],
    "bump": Annotated[bool, typer.Option("--bump", help="Allow a visit without a promised time to lose its time.")],
    "deep": Annotated[bool, typer.Option("--deep", help="Allow other visits to be rearranged.")],
}
"""Which start is taken, and at what price to the rest of the day."""

DETAILS: Options = {
    "email": Annotated[str, typer.Option(help="The client's e-mail address.")],
    "pressure": Annotated[str, typer.Option(help="light, moderate, firm or deep; also per area: lower back=firm.")],
    "focus": Annotated[str, typer.Option(help="Areas that want more time.")],
    "reason": Annotated[str, typer.Option(help="Why the client wants a massage.")],
    "priority": Annotated[str, typer.Option(help="1 (first to be served) to 5 (only if there is room).")],
    "notes": Annotated[str, typer.Option(help="What the therapist should know.")],
}
"""What else is known of a client, and of what is wanted."""

TAKEN: Options = {
    **SEAT,
    **CALLER,
    **PARTY,
    **DETAILS,
    "second_person": Annotated[
        bool, typer.Option("--second-person", help="A different person with the same name and phone.")
    ],
}
"""All that a slot is taken with."""

ANSWERS: Options = {
    "open_wounds": Annotated[str, typer.Option("--open-wounds", help="Open wounds? yes, no or unknown.")],
    "fractures": Annotated[str, typer.Option("--fractures", help="Bone breaks or fractures? yes, no or unknown.")],
    "blood_thinners": Annotated[str, typer.Option("--blood-thinners", help="Blood thinners? yes, no or unknown.")],
    "cleared_by": Annotated[str, typer.Option("--cleared-by", help="The physician who has cleared a yes.")],
}
"""The three screening questions, and who has cleared a yes."""


_ALL = ("start", "client", "address", "treatment", "minutes")


def says_it_all(words: Words) -> bool:
    """Can a visit be taken with these words alone, without the book or a question?"""
    return all(words.get(name) for name in _ALL)


def open_desk(practice: str, weather: str = "dry") -> "Desk":
    """The desk of the practice that is meant, now. BadInput for a weather or a time that is none."""
    from mobiledispatch.desk.session import Desk
    from mobiledispatch.intake.practice_place import find_practice
    from mobiledispatch.model.clock_face import put_up

    if weather not in (known := ("dry", "winter", "snow", "storm")):
        raise BadInput(f"--weather {weather!r} is none of {', '.join(known)}.")
    path = find_practice(Path.cwd(), os.environ, Path(practice) if practice else None)
    desk = Desk(path, the_time(), _who(), weather)
    put_up(desk.practice.clock)
    return desk


def the_time() -> datetime.datetime:
    """Now (aware), unless $MOBILEDISPATCH_NOW says otherwise. BadInput if that is no time."""
    given = os.environ.get(NOW)
    if not given:
        return datetime.datetime.now(datetime.UTC)
    from mobiledispatch.model.zone import load_zone

    try:
        told = datetime.datetime.fromisoformat(given)
    except ValueError:
        raise BadInput(f"${NOW} is {given!r}. Write it as 2026-11-23T08:00.") from None
    return told if told.tzinfo else told.replace(tzinfo=load_zone())


def _who() -> str:
    if named := os.environ.get(WHO, "").strip():
        return named[:60]
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "desk"
