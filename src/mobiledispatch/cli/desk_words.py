"""The words of the phone desk's commands, each with its help, and the desk that they are spoken at."""

import datetime
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

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
Date = Annotated[str, typer.Option(help="A date as 2026-11-23, or today, tomorrow, friday.")]
Client = Annotated[str, typer.Option(help="The client's name; one in the book brings address, treatment and length.")]
Phone = Annotated[str, typer.Option(help="The client's telephone number.")]
Email = Annotated[str, typer.Option(help="The client's e-mail address.")]
Address = Annotated[str, typer.Option(help="House number, street and quadrant.")]
Unit = Annotated[str, typer.Option(help="Suite or apartment.")]
City = Annotated[str, typer.Option(help="The town, if not Edmonton.")]
PostalCode = Annotated[str, typer.Option(help="The postal code.")]
Treatment = Annotated[str, typer.Option(help="Which treatment, or an order such as deep_tissue>relaxation.")]
Minutes = Annotated[str, typer.Option(help="Length of the massage, such as 60.")]
Availability = Annotated[str, typer.Option(help='When the client is at home, such as "after 3pm" or "9-12; 2-4pm".')]
Wishes = Annotated[str, typer.Option(help="Who may come: must:ana, prefer:ana or not:ana.")]
Seat = Annotated[str, typer.Option(help="Who comes (ana), or a wish as for slots (must:ana).")]
Gender = Annotated[str, typer.Option(help="female, male, or as a wish: prefer:female.")]
FirstVisit = Annotated[bool, typer.Option("--first-visit", help="A new client: intake takes longer.")]
Access = Annotated[str, typer.Option(help='From car to door, such as "elevator; paid parking".')]
Notes = Annotated[str, typer.Option(help="What the therapist should know.")]
Start = Annotated[str, typer.Option(help="When the massage is to start, such as 14:30.")]
Wounds = Annotated[str, typer.Option("--open-wounds", help="Open wounds? yes, no or unknown.")]
Fractures = Annotated[str, typer.Option("--fractures", help="Bone breaks or fractures? yes, no or unknown.")]
Thinners = Annotated[str, typer.Option("--blood-thinners", help="Blood thinners? yes, no or unknown.")]
Cleared = Annotated[str, typer.Option("--cleared-by", help="The physician who has cleared a yes.")]
Override = Annotated[str, typer.Option(help="Who decides against the practice's policies; it is written down.")]
Bump = Annotated[bool, typer.Option("--bump", help="Let a visit without a promise lose its place to this one.")]
Deep = Annotated[bool, typer.Option("--deep", help="Put the day in another order if that is what it takes.")]
Second = Annotated[bool, typer.Option("--second-person", help="Another person than the one already booked that day.")]
Weather = Annotated[str, typer.Option(help="What slows the roads: dry, winter, snow or storm.")]


def open_desk(practice: str, weather: str = "dry") -> "Desk":
    """The desk of the practice that is meant, now. BadInput for a weather or a time that is none."""
    from mobiledispatch.desk.session import Desk
    from mobiledispatch.intake.practice_place import find_practice

    if weather not in (known := ("dry", "winter", "snow", "storm")):
        raise BadInput(f"--weather {weather!r} is none of {', '.join(known)}.")
    path = find_practice(Path.cwd(), os.environ, Path(practice) if practice else None)
    return Desk(path, the_time(), _who(), weather)


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


def words(**said: object) -> dict[str, str]:
    """What was typed, by the name of its option, without what was left out."""
    return {name: "yes" if value is True else str(value) for name, value in said.items() if value}
