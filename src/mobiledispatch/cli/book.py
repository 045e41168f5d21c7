"""`book`: a held slot, or a start named in full, becomes a promise to the client."""

from typing import Annotated

import typer

from mobiledispatch.cli import desk_words as said


def book(
    visit: Annotated[str, typer.Argument(help="A held slot, or a visit that waits; or say it all.")] = "",
    start: said.Start = "",
    therapist: said.Seat = "",
    client: said.Client = "",
    phone: said.Phone = "",
    address: said.Address = "",
    treatment: said.Treatment = "",
    minutes: said.Minutes = "",
    date: said.Date = "",
    availability: said.Availability = "",
    gender: said.Gender = "",
    first_visit: said.FirstVisit = False,
    unit: said.Unit = "",
    city: said.City = "",
    postal_code: said.PostalCode = "",
    email: said.Email = "",
    access: said.Access = "",
    notes: said.Notes = "",
    open_wounds: said.Wounds = "",
    fractures: said.Fractures = "",
    blood_thinners: said.Thinners = "",
    cleared_by: said.Cleared = "",
    waiting_list: Annotated[bool, typer.Option("--waiting-list", help="No start: wait for room that day.")] = False,
    bump: said.Bump = False,
    deep: said.Deep = False,
    second_person: said.Second = False,
    override: said.Override = "",
    weather: said.Weather = "dry",
    practice: said.Practice = "",
    as_json: said.AsJson = False,
) -> None:
    """Book a held slot, or a start with the same words as for hold, and the three screening questions.

    Exit 3 if the visit is put on medical hold or on the waiting list, 4 if the start cannot be had.
    """
    from mobiledispatch.cli.desk_output import conflicts_shown, show_taken
    from mobiledispatch.desk.orders import book_words

    desk = said.open_desk(practice, weather)
    words = said.words(
        start=start, therapist=therapist, client=client, phone=phone, address=address, treatment=treatment,
        minutes=minutes, date=date, availability=availability, gender=gender, first_visit=first_visit, unit=unit,
        city=city, postal_code=postal_code, email=email, access=access, notes=notes, open_wounds=open_wounds,
        fractures=fractures, blood_thinners=blood_thinners, cleared_by=cleared_by, waiting_list=waiting_list,
        bump=bump, second_person=second_person, deep=deep,
    )  # fmt: skip
    with conflicts_shown(as_json):
        taken = book_words(desk, visit, words, override)
    for remark in taken.notes:
        typer.echo(f"note: {remark}", err=True)
    show_taken(taken, desk, taken.state, as_json)
    raise typer.Exit(0 if taken.booking.is_placed else 3)
