"""Every option of every desk command is applied or refused by its name: none is dropped."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import typer

from mobiledispatch.cli import COMMANDS, PHONE_DESK, app_for
from mobiledispatch.model.booking import Booking
from mobiledispatch.model.request import Answer, Status, Strength
from phone_desk.conftest import TypedDesk

MONDAY = "2026-11-23"
WISH = ("--address", "10345 105 Street NW", "--treatment", "therapeutic", "--minutes", "60", "--date", MONDAY)
ZOE = ("--client", "Zoe Quirke", "--phone", "780-555-0199")
SLOT = ("--start", "12:00", "--therapist", "ana")


@dataclass(frozen=True)
class Plain:
    """What is typed after the option, and what the book then says of the visit."""

    value: str
    seen: Callable[[Booking], object]


PLAIN = {
    "client": Plain("Nora Blue", lambda b: b.request.client == "Nora Blue"),
    "phone": Plain("587-555-0123", lambda b: b.request.phone == "+15875550123"),
    "email": Plain("nora@example.com", lambda b: b.request.email == "nora@example.com"),
    "address": Plain("8331 104 Street NW", lambda b: b.request.address == "8331 104 Street NW" and b.location),
    "unit": Plain("204", lambda b: b.request.unit == "204"),
    "city": Plain("Edmonton", lambda b: b.request.city == "Edmonton"),
    "postal_code": Plain("T5J 1E6", lambda b: b.request.postal_code == "T5J 1E6"),
    "treatment": Plain("relaxation", lambda b: b.request.techniques == ("relaxation",)),
    "minutes": Plain("90", lambda b: b.request.minutes == 90),
    "availability": Plain("11-15", lambda b: str(b.request.availability[0]) == "11:00-15:00"),
    "gender": Plain("prefer:female", lambda b: b.request.gender[0].strength is Strength.PREFER),
    "access": Plain("buzzer 12", lambda b: b.request.access == ("buzzer 12",)),
    "pressure": Plain("firm", lambda b: b.request.pressure == "firm"),
    "focus": Plain("neck", lambda b: b.request.focus == "neck"),
    "reason": Plain("desk work", lambda b: b.request.reason == "desk work"),
    "priority": Plain("1", lambda b: b.request.priority == 1),
    "notes": Plain("a dog", lambda b: b.request.notes == "a dog"),
    "open_wounds": Plain("no", lambda b: b.request.open_wounds is Answer.NO),
    "fractures": Plain("no", lambda b: b.request.fractures is Answer.NO),
    "blood_thinners": Plain("no", lambda b: b.request.blood_thinners is Answer.NO),
    "cleared_by": Plain("Dr. Roy", lambda b: b.request.cleared_by == "Dr. Roy"),
    "first_visit": Plain("", lambda b: b.request.first_visit),
    "date": Plain("2026-11-24", lambda b: str(b.date) == "2026-11-24"),
    "start": Plain("13:00", lambda b: b.start == 13 * 3600),
    "therapist": Plain("chloe", lambda b: b.therapist == "chloe"),
    "people": Plain("2", lambda b: b.request.group),
    "second_client": Plain("Ben Quirke", lambda b: b.request.group),
    "waiting_list": Plain("", lambda b: b.status is Status.REQUESTED and not b.is_placed),
}
"""Options that stand for themselves, with values for which there is room."""

ELSEWHERE = {
    "second_treatment": "test_the_second_person_has_a_wish_of_their_own",
    "second_minutes": "test_the_second_person_has_a_wish_of_their_own",
    "together": "test_together_and_in_turn_are_applied_or_exclude_each_other",
    "in_turn": "test_together_and_in_turn_are_applied_or_exclude_each_other",
    "second_person": "test_a_second_person_of_the_same_name_has_to_be_said",
    "bump": "test_only_with_bump_a_visit_without_a_promise_loses_its_time",
    "deep": "test_deep_allows_the_day_in_another_order",
    "override": "test_an_override_is_written_down",
    "weather": "test_snow_widens_what_is_told",
    "practice": "test_the_practice_is_the_one_that_is_named",
    "as_json": "test_json_is_json",
    "visit": "test_a_visit_that_is_not_in_the_book_is_named",
    "reason": "test_a_reason_is_written_down",
    "only": "test_parties.py",
    "days": "test_small_truths.py",
    "until": "test_small_truths.py",
    "usual": "test_small_truths.py",
    "text": "test_commands.py",
    "history": "test_commands.py",
    "requests": "test_commands.py",
    "hours": "test_small_truths.py",
    "off": "test_small_truths.py",
}
"""Options that mean something only beside others: the test here, or the file of tests, that shows what they do."""


def options_of(command: str) -> list[str]:
    """The names of all parameters that the command line of a command has, as typer made them."""
    app: Any = typer.main.get_command(app_for([command]))
    found = app.commands[command] if hasattr(app, "commands") else app
    return [p.name for p in found.params if p.name != "help"]


DESK = [name for name, command in COMMANDS.items() if command.panel == PHONE_DESK]
EVERY = [(command, option) for command in DESK for option in options_of(command)]


@pytest.mark.parametrize(("command", "option"), EVERY)
def test_no_option_of_a_desk_command_is_without_a_test_of_what_it_does(command: str, option: str) -> None:
    assert option in PLAIN or option in ELSEWHERE, f"{command} --{option}"
    where = ELSEWHERE.get(option, "test_options.py")
    assert where in globals() or where.endswith(".py"), where


def typed(option: str) -> tuple[str, ...]:
    value = PLAIN[option].value
    return (f"--{option.replace('_', '-')}", *([value] if value else []))


def plain_options(command: str) -> list[str]:
    return [o for o in options_of(command) if o in PLAIN]


def is_applied_or_refused(desk: TypedDesk, option: str, name: str, words: tuple[str, ...]) -> None:
    before = desk.visit(name)
    ended = desk(*words, *typed(option))
    after = desk.visit(name)
    if ended.code == 2:
        assert f"--{option.replace('_', '-')}" in ended.err
        assert after == before
    else:
        assert ended.code in (0, 3), ended.err
        assert PLAIN[option].seen(after), f"{ended.out}{after}"


@pytest.mark.parametrize("option", plain_options("book"))
def test_a_word_beside_a_held_slot_is_in_the_book_once_it_is_booked(desk: TypedDesk, option: str) -> None:
    assert desk("hold", *WISH, *ZOE, *SLOT).code == 0
    is_applied_or_refused(desk, option, "B0001", ("book", "B0001"))


@pytest.mark.parametrize("option", plain_options("book"))
def test_a_word_beside_a_waiting_visit_is_in_the_book_once_it_is_booked(desk: TypedDesk, option: str) -> None:
    assert desk("book", *WISH, *ZOE, "--waiting-list").code == 3
    start = () if option in ("start", "waiting_list") else ("--start", "12:00")
    is_applied_or_refused(desk, option, "B0001", ("book", "B0001", *start))


@pytest.mark.parametrize("option", plain_options("edit"))
def test_a_word_of_edit_is_in_the_book(desk: TypedDesk, option: str) -> None:
    assert desk("book", *WISH, *ZOE, *SLOT).code == 0
    is_applied_or_refused(desk, option, "B0001", ("edit", "B0001"))


@pytest.mark.parametrize("option", plain_options("move"))
def test_a_word_of_move_is_in_the_book(desk: TypedDesk, option: str) -> None:
    assert desk("book", *WISH, *ZOE, *SLOT).code == 0
    is_applied_or_refused(desk, option, "B0001", ("move", "B0001"))


@pytest.mark.parametrize("command", ["hold", "book"])
@pytest.mark.parametrize("option", plain_options("book"))
def test_a_word_of_a_new_visit_is_in_the_book(desk: TypedDesk, command: str, option: str) -> None:
    if option not in options_of(command):
        return
    base = dict(zip((*WISH, *ZOE, *SLOT)[::2], (*WISH, *ZOE, *SLOT)[1::2], strict=True))
    if option == "waiting_list":
        del base["--start"], base["--therapist"]
    base.pop(f"--{option.replace('_', '-')}", None)
    if option in ("treatment", "gender", "address"):
        base.pop("--therapist", None)
    ended = desk(command, *(word for pair in base.items() for word in pair), *typed(option))
    assert ended.code in (0, 3), ended.err
    assert PLAIN[option].seen(desk.visit("B0001")), ended.out


def test_the_second_person_has_a_wish_of_their_own(desk: TypedDesk) -> None:
    second = ("--people", "2", "--second-treatment", "relaxation", "--second-minutes", "30")
    desk.answer("book", *WISH, *ZOE, *SLOT, *second)
    other = desk.visit("B0002").request
    assert (other.techniques, other.minutes) == (("relaxation",), 30)
    for option in (("--second-treatment", "relaxation"), ("--second-minutes", "30")):
        refused = desk("slots", *WISH, *option)
        assert (refused.code, option[0] in refused.err) == (2, True)


def test_together_and_in_turn_are_applied_or_exclude_each_other(desk: TypedDesk) -> None:
    both = desk("slots", *WISH, "--people", "2", "--together", "--in-turn")
    assert both.code == 2
    assert "--in-turn and --together" in both.err
    assert "--together needs --people 2" in desk("slots", *WISH, "--together").err
    assert "--in-turn needs --people 2" in desk("slots", *WISH, "--in-turn").err
    at_once = desk.answer("slots", *WISH, "--people", "2", "--together")["offers"][0]["party"]
    assert at_once[0]["start"] == at_once[1]["start"]
    assert at_once[0]["therapist"] != at_once[1]["therapist"]
    in_turn = desk.answer("slots", *WISH, "--people", "2", "--in-turn")["offers"][0]["party"]
    assert in_turn[0]["start"] < in_turn[1]["start"]
    assert in_turn[0]["therapist"] == in_turn[1]["therapist"]


def test_a_second_person_of_the_same_name_has_to_be_said(desk: TypedDesk) -> None:
    desk.answer("book", *WISH, *ZOE, *SLOT)
    again = ("book", *WISH, *ZOE, "--start", "14:00")
    assert desk.answer(*again, code=4)["conflict"]["reason"] == "already_booked"
    assert desk.answer(*again, "--second-person")["status"] == "booked"


def test_only_with_bump_a_visit_without_a_promise_loses_its_time(desk: TypedDesk) -> None:
    rows = "".join(f"u{k},C{k},1034{k} 105 Street NW,sports,90,must:ben\n" for k in (1, 3, 5))
    (desk.folder / "open.csv").write_text(f"id,client,address,treatment,minutes,therapist\n{rows}", encoding="utf-8")
    desk.answer("import", str(desk.folder / "open.csv"), "--date", MONDAY)
    wish = ("--address", "10345 105 Street NW", "--treatment", "sports", "--minutes", "90", "--date", MONDAY)
    take = ("book", *wish, *ZOE, "--start", "12:00", "--therapist", "ben", "--deep")
    refused = desk.answer(*take, code=4)["conflict"]
    assert refused["reason"] == "would_bump"
    assert desk.answer(*take, "--bump")["status"] == "booked"


def test_deep_allows_the_day_in_another_order(desk: TypedDesk) -> None:
    desk.answer("book", *WISH, *ZOE, "--start", "10:00", "--therapist", "ana")
    other = ("--client", "Olu Ade", "--phone", "780-555-0144", "--start", "10:00", "--therapist", "ana")
    desk.answer("hold", *WISH, *other, code=4)
    assert desk.answer("hold", *WISH, *other, "--deep")["changes"]


def test_an_override_is_written_down(desk: TypedDesk) -> None:
    soon = ("--start", "11:00", "--therapist", "chloe")
    at_ten = f"{MONDAY}T10:00"
    assert desk("book", *WISH, *ZOE, *soon, now=at_ten).code == 4
    desk.answer("book", *WISH, *ZOE, *soon, "--override", "Dana", now=at_ten)
    (found,) = desk.answer("find", "B0001", "--history")
    assert "decided by Dana" in found["history"][-1]["detail"]


def test_snow_widens_what_is_told(desk: TypedDesk) -> None:
    dry = desk.answer("hold", *WISH, *ZOE, *SLOT)
    snow = desk.answer("hold", *WISH, *ZOE, *SLOT, "--weather", "snow")
    assert (dry["window"], snow["window"]) == (["12:00", "12:30"], ["12:00", "12:45"])
    for command in ("book", "edit", "move"):
        assert "--weather 'hail'" in desk(command, "B0002", "--weather", "hail").err


def test_the_practice_is_the_one_that_is_named(desk: TypedDesk) -> None:
    for command in DESK:
        if "practice" in options_of(command):
            words = ["x"] if {"visit", "text", "requests"} & set(options_of(command)) or command == "shift" else []
            words += ["--off"] if command == "shift" else ["--notes", "x"] if command == "edit" else []
            dated = ["--date", MONDAY] if command == "export" else []
            ended = TypedDesk(desk.folder / "nowhere")(command, *words, *dated)
            assert ended.code == 2, command
            assert "nowhere" in ended.err, command


def test_json_is_json(desk: TypedDesk) -> None:
    held = desk.answer("hold", *WISH, *ZOE, *SLOT)
    assert held["visit"] == "B0001"
    assert desk.answer("day", "--date", MONDAY)["date"] == MONDAY


def test_a_visit_that_is_not_in_the_book_is_named(desk: TypedDesk) -> None:
    for command in ("book", "edit", "move", "cancel", "no-show"):
        words = ("--notes", "x") if command == "edit" else ()
        ended = desk(command, "B0042", *words)
        assert (ended.code, "B0042" in ended.err) == (2, True), command


def test_a_reason_is_written_down(desk: TypedDesk) -> None:
    desk.answer("book", *WISH, *ZOE, *SLOT)
    desk.answer("cancel", "B0001", "--reason", "has the flu")
    (found,) = desk.answer("find", "B0001", "--history")
    assert found["history"][-1]["detail"] == "has the flu"
