"""What the practice has one of goes with one therapist for the whole day: the desk makes no second keeper."""

import random
from dataclasses import replace

import pytest

from mobiledispatch.desk import blocked as reasons
from mobiledispatch.desk.caller import Caller
from mobiledispatch.desk.deciding import decide, joined
from mobiledispatch.desk.inquiry import Asked, Day, day_for
from mobiledispatch.desk.instant import instant_offers
from mobiledispatch.desk.party import party_fits
from mobiledispatch.desk.standing import CALLER
from mobiledispatch.model.booking import BookedDay
from mobiledispatch.model.request import Request
from mobiledispatch.solver import Limits
from mobiledispatch.solver.again import Again
from mobiledispatch.verify import verify
from phone_desk.at_a_desk import AtDesk, a_client
from phone_desk.drawn import a_day, a_place, a_practice, a_wish, asks, with_heaters
from phone_desk.every_order import possible_starts
from phone_desk.test_truth import WEIGHED_OTHERWISE

MONDAY = ("--date", "2026-11-23")


def drawn(seed: int, most: int = 6) -> tuple[Day, Asked, BookedDay]:
    """A day of a practice with one or two heaters, and a caller who mostly wants hot stone."""
    rng = random.Random(f"keeper/{seed}")
    practice = with_heaters(a_practice(rng, rng.choice([2, 3])), rng.choice([1, 1, 2]))
    grounds, booked = a_day(rng, 0, rng.randrange(2, most + 1), practice)
    wish = a_wish(rng, practice)
    if rng.random() < 0.8:
        wish = replace(wish, techniques=("stone",))
    asked = asks(grounds, wish, a_place(rng))
    return day_for(asked, booked), asked, booked


def keepers_of(day: Day) -> set[str]:
    """Who has somebody on their day who wants hot stone, read from the book."""
    return {b.therapist for b in day.standing.bookings if "stone" in b.request.techniques}


def offered(day: Day) -> set[tuple[str, int]]:
    return {(o.therapist, int(o.start)) for o in instant_offers(day.standing, day.windows())}


def with_heaters_for_all(day: Day) -> Day:
    return replace(day, standing=replace(day.standing, problem=replace(day.standing.problem, shared=())))


@pytest.mark.parametrize("seed", range(60))
def test_offers_are_those_of_the_keepers_and_of_others_while_a_piece_is_left(seed: int) -> None:
    day, asked, _ = drawn(seed)
    kept, count = keepers_of(day), asked.grounds.practice.limits.shared_equipment["heater"]
    needs = "stone" in asked.caller.request.techniques
    every = offered(with_heaters_for_all(day))
    assert offered(day) == {(t, s) for t, s in every if not needs or len(kept | {t}) <= count}


@pytest.mark.parametrize("seed", range(25))
def test_the_exact_search_finds_the_starts_that_some_order_with_few_keepers_allows(seed: int) -> None:
    day, _, _ = drawn(seed, most=5)
    decided = list(decide(day.standing, day.visit, day.allowed, Again(Limits(seconds=20))))
    assert all(d.proven for d in decided)
    assert {int(d.start) for d in decided if d.plan} == possible_starts(day.standing, day.visit, day.allowed)
    problem = day.standing.problem
    problem = replace(problem, visits=tuple(day.visit if v.id == CALLER else v for v in problem.visits))
    for plan in (d.plan for d in decided if d.plan):
        assert [v for v in verify(problem, plan) if v.rule not in WEIGHED_OTHERWISE] == []


def test_the_drawn_days_have_too_few_heaters() -> None:
    days = [drawn(seed)[0] for seed in range(60)]
    assert sum(offered(day) != offered(with_heaters_for_all(day)) for day in days) > 10


@pytest.mark.parametrize("seed", range(60))
def test_a_start_that_equipment_stands_against_is_free_as_soon_as_there_is_enough(seed: int) -> None:
    day, _, _ = drawn(seed)
    every = {start for _, start in offered(with_heaters_for_all(day))}
    now = {start for _, start in offered(day)}
    told = reasons.blocked(day.standing, day.visit, day.marks, now, day.refusals, tried_all=False)
    of_equipment = {m for b in told if b.reason == reasons.EQUIPMENT for m in day.marks if b.opens <= m <= b.closes}
    assert of_equipment <= every - now


def two_people(seed: int) -> tuple[Day, list[bool]]:
    """A day and two callers at one time, and which of them wants hot stone."""
    rng = random.Random(f"two keepers/{seed}")
    practice = with_heaters(a_practice(rng, 3), rng.choice([1, 2]))
    grounds, booked = a_day(rng, 0, rng.randrange(4), practice)
    stones = [rng.random() < 0.7, rng.random() < 0.7]
    one, other = (
        Request(id="", client=name, address="x", techniques=("stone" if hot else "relax",), minutes=60)
        for name, hot in zip("ab", stones, strict=True)
    )
    asked = asks(grounds, one, a_place(rng))
    return day_for(replace(asked, caller=Caller(one, "", (other,), together=True)), booked), stones


@pytest.mark.parametrize("seed", range(40))
def test_of_two_at_one_time_each_who_wants_it_needs_a_heater_of_their_own(seed: int) -> None:
    day, stones = two_people(seed)
    count = day.standing.practice.limits.shared_equipment["heater"]
    every = party_fits(with_heaters_for_all(day).standing.draft, joined(day.standing, day.visit), day.allowed)
    allowed = {
        (fit.start, fit.therapists)
        for fit in every
        if len(keepers_of(day) | {t for t, hot in zip(fit.therapists, stones, strict=True) if hot}) <= count
        or not any(stones)
    }
    found = party_fits(day.standing.draft, joined(day.standing, day.visit), day.allowed)
    assert {(fit.start, fit.therapists) for fit in found} == allowed


def test_the_drawn_couples_have_too_few_heaters() -> None:
    days = [two_people(seed)[0] for seed in range(40)]
    assert sum(offered(day) != offered(with_heaters_for_all(day)) for day in days) > 10


@pytest.fixture
def one_heater(at_desk: AtDesk) -> AtDesk:
    """A desk with one stone heater, which Chloé has on Monday for a visit at eleven."""
    file = at_desk.folder / "practice.toml"
    text = file.read_text(encoding="utf-8").replace("shared_equipment = {}", "shared_equipment = { stone_heater = 1 }")
    file.write_text(text, encoding="utf-8")
    at_desk.json("book", *wanting(1, "hot stone"), "--start", "11:00", "--therapist", "chloe")
    return at_desk


def wanting(number: int, treatment: str) -> tuple[str, ...]:
    """The words of a client who wants that on Monday."""
    words = list(a_client(number, f"Client {number}"))
    words[words.index("therapeutic")] = treatment
    return (*words, *MONDAY)


def test_the_one_heater_is_offered_with_its_keeper_alone(one_heater: AtDesk) -> None:
    offers = one_heater.json("slots", *wanting(2, "hot stone"))["offers"]
    assert {o["therapist"] for o in offers} == {"chloe"}
    assert {"chloe", "ana"} <= {o["therapist"] for o in one_heater.json("slots", *wanting(2, "relaxation"))["offers"]}


def test_who_asks_for_a_second_keeper_is_told_with_whom_the_heater_goes(one_heater: AtDesk) -> None:
    """At half past two Chloé is long done with it, and still nobody carries it across town."""
    told = one_heater.json("book", *wanting(2, "hot stone"), "--start", "14:30", "--therapist", "ana", code=4)[
        "conflict"
    ]
    assert told["reason"] == "equipment"
    assert "the practice has 1 stone heater, which goes with Chloé all day (B0001)" in told["detail"]
    assert (told["visit"], told["by"]) == ("B0001", "maria")
    assert {o["therapist"] for o in told["nearest"]} == {"chloe"}


def test_a_visit_does_not_turn_into_one_that_needs_a_second_heater(one_heater: AtDesk) -> None:
    one_heater.json("book", *wanting(2, "relaxation"), "--start", "14:00", "--therapist", "ana")
    other = one_heater.json("edit", "B0002", "--treatment", "hot stone")
    assert other["therapist"] == "chloe"


def test_who_else_needs_the_heater_goes_along_when_it_changes_hands(one_heater: AtDesk) -> None:
    one_heater.json("book", *wanting(2, "hot stone"), "--start", "14:00", "--therapist", "chloe")
    moved = one_heater.json("move", "B0002", "--therapist", "ana", "--start", "14:00")
    assert moved["kind"] == "reshuffle"
    assert [(c["visit"], c["therapist"]) for c in moved["changes"]] == [("B0001", "ana")]


def test_the_heater_does_not_change_hands_against_the_wish_of_a_client_who_needs_it(one_heater: AtDesk) -> None:
    one_heater.json("edit", "B0001", "--therapist", "must:chloe")
    one_heater.json("book", *wanting(2, "hot stone"), "--start", "14:00", "--therapist", "chloe")
    told = one_heater.json("move", "B0002", "--therapist", "ana", "--start", "14:00", code=4)["conflict"]
    assert told["reason"] == "equipment"
    one_heater.json("cancel", "B0001")
    assert one_heater.json("move", "B0002", "--therapist", "ana", "--start", "14:00")["kind"] == "instant"


def test_two_at_one_time_who_both_want_the_one_heater_hear_that_there_is_one(one_heater: AtDesk) -> None:
    one_heater.json("cancel", "B0001")
    couple = ("--people", "2", "--second-client", "Bo", "--together")
    told = one_heater.json("slots", *wanting(2, "hot stone"), *couple)
    assert told["offers"] == []
    of_equipment = [b for b in told["blocked"] if b["reason"] == "equipment"]
    assert of_equipment
    assert all("2 therapists are needed at once; the practice has 1 stone heater" in b["detail"] for b in of_equipment)
    mixed = one_heater.json("slots", *wanting(2, "hot stone"), *couple, "--second-treatment", "relaxation")
    assert mixed["offers"]


def test_the_day_says_who_keeps_the_heater(one_heater: AtDesk) -> None:
    assert {r["therapist"]: r["keeps"] for r in one_heater.json("day", *MONDAY)["routes"]} == {
        "ana": [],
        "ben": [],
        "chloe": ["stone_heater"],
    }
    assert "Chloé Tremblay (chloe), 9:30 am-7:30 pm, keeps the stone heater" in one_heater.text("day", *MONDAY)


def test_openings_without_an_address_are_those_of_the_keeper(one_heater: AtDesk) -> None:
    told = one_heater.json("slots", *MONDAY, "--treatment", "hot stone")
    assert {o["therapist"] for o in told["openings"]} == {"chloe"}


def test_a_date_on_which_only_the_heater_is_missing_says_so(one_heater: AtDesk) -> None:
    """Chloé, who has it, is away in the afternoon: Ana has time, and no heater."""
    one_heater.json("shift", "chloe", *MONDAY, "--hours", "9:30-13:30")
    told = one_heater.json("slots", *MONDAY, "--treatment", "hot stone")
    assert [b["reason"] for b in told["blocked"]] == ["equipment"]


def test_people_in_turn_need_the_heater_if_any_of_them_does(one_heater: AtDesk) -> None:
    """The second of the two wants hot stone: the whole stop is the keeper's."""
    words = (*wanting(2, "relaxation"), "--people", "2", "--second-client", "Bo", "--in-turn")
    offers = one_heater.json("slots", *words, "--second-treatment", "hot stone")["offers"]
    assert {o["therapist"] for o in offers} == {"chloe"}


def test_the_sheet_of_a_planned_day_says_who_of_the_book_needs_the_heater_next(one_heater: AtDesk) -> None:
    """Chloé has it on Monday; on Wednesday Ana is booked to need it, and nobody on Tuesday."""
    one_heater.json("edit", "B0001", "--therapist", "must:chloe")
    words = [w if w != MONDAY[1] else "2026-11-25" for w in wanting(2, "hot stone")]
    one_heater.json("book", *words, "--start", "13:00", "--therapist", "ana")
    out = one_heater.folder / "out"
    assert one_heater("plan", "--from-book", *MONDAY, "--out", str(out)).code == 0
    sheet = " ".join((out / "sheets" / "chloe.txt").read_text(encoding="utf-8").split())
    assert "The practice has 1 stone heater: it stays with you all day. Needed next on Wednesday 25 November" in sheet
    assert "by Ana Kowalczyk, first at 1:00 pm: hand it over before that." in sheet
    assert "heater" not in (out / "sheets" / "ana.txt").read_text(encoding="utf-8")


def test_the_other_dates_of_a_file_say_when_the_heater_is_needed_next(one_heater: AtDesk) -> None:
    file, out = one_heater.folder / "days.csv", one_heater.folder / "out"
    rows = "q1,Cy,10345 105 Street NW,hot stone,60,2026-11-26\nq2,Di,10345 105 Street NW,hot stone,60,2026-11-27\n"
    file.write_text(f"id,client,address,treatment,minutes,date\n{rows}", encoding="utf-8")
    one_heater("plan", str(file), "--date", "2026-11-26", "--out", str(out))
    sheets = " ".join((file.read_text(encoding="utf-8")) for file in (out / "sheets").iterdir())
    assert "Needed next on Friday 27 November (q2); who serves that is not planned yet." in " ".join(sheets.split())


def test_who_cannot_come_is_told_what_the_therapist_lacks(one_heater: AtDesk) -> None:
    """Not the skill, nor the equipment, nor the client's wish in one breath."""
    told = one_heater.json("book", *wanting(2, "hot stone"), "--start", "14:00", "--therapist", "ben", code=4)[
        "conflict"
    ]
    assert "ben does not give hot stone" in told["detail"]
    female = (*wanting(2, "therapeutic"), "--gender", "female")
    told = one_heater.json("book", *female, "--start", "14:00", "--therapist", "ben", code=4)["conflict"]
    assert "ben is not whom the client wants" in told["detail"]
