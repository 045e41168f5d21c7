"""`hold`: keep a start for the caller who is on the line."""

import typer

from mobiledispatch.cli import desk_words as said


def hold(
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
    bump: said.Bump = False,
    deep: said.Deep = False,
    second_person: said.Second = False,
    override: said.Override = "",
    weather: said.Weather = "dry",
    practice: said.Practice = "",
    as_json: said.AsJson = False,
) -> None:
    """Keep a start for a caller for some minutes; it runs out by itself. Exit 4 if the start cannot be had."""
    from mobiledispatch.cli.desk_output import conflicts_shown, show_taken
    from mobiledispatch.desk.orders import chosen
    from mobiledispatch.desk.verbs import hold as keep

    desk = said.open_desk(practice, weather)
    words = said.words(
        start=start, therapist=therapist, client=client, phone=phone, address=address, treatment=treatment,
        minutes=minutes, date=date, availability=availability, gender=gender, first_visit=first_visit, unit=unit,
        city=city, postal_code=postal_code, email=email, access=access, notes=notes, bump=bump,
        second_person=second_person, deep=deep,
    )  # fmt: skip
    with conflicts_shown(as_json):
        asked, choice, remarks = chosen(desk, words, override)
        taken = keep(desk, asked, choice)
    for remark in remarks:
        typer.echo(f"note: {remark}", err=True)
    show_taken(taken, desk, "is held", as_json)
