"""Phones, postal codes, answers, wishes, treatments and names as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobiledispatch.intake.people import (
    genders,
    read_answer,
    read_email,
    read_line_of_text,
    read_phone,
    read_postal_code,
    read_text,
    read_wishes,
    read_yes_or_no,
)
from mobiledispatch.intake.treatments import read_access, read_pressure, read_techniques
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.request import Answer, Strength, Wish

CREW = {"ana": "ana", "anakowalczyk": "ana", "ben": "ben"}


@pytest.mark.parametrize(
    "text",
    [
        *("780-555-0100", "(780) 555-0100", "780.555.0100", "7805550100", "1 780 555 0100", "+1 780-555-0100"),
        *("‪780‑555‑0100‬", "7805550100.0"),
    ],
)
def test_a_phone_number_is_one_number_however_it_is_written(text: str) -> None:
    assert read_phone(text) == "+17805550100"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("587 555 0100", "+15875550100"), ("825-555-0100", "+18255550100"), ("368-555-0100", "+13685550100")),
        *(("416-555-0100", "+14165550100"), ("+49 30 123456", "+4930123456")),
        *(("780-555-0100 ext. 12", "+17805550100;ext=12"), ("780-555-0100 x12", "+17805550100;ext=12")),
    ],
)
def test_other_area_codes_and_countries_and_extensions_are_kept(text: str, number: str) -> None:
    assert read_phone(text) == number
    assert read_phone(number) == number


@pytest.mark.parametrize("text", ["7.80555E+09", "7,80555E+09", "7.8e9"])
def test_a_phone_number_that_a_spreadsheet_shortened_names_its_cure(text: str) -> None:
    with pytest.raises(ValueError, match="reformat the column as text"):
        read_phone(text)


@pytest.mark.parametrize("text", ["555-0100", "080-555-0100", "780-155-0100", "call her", "780-555-01001", "+1 23"])
def test_what_is_no_phone_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="780, 587, 825 or 368"):
        read_phone(text)


@pytest.mark.parametrize("text", ["T5J 2R7", "t5j2r7", "T5J-2R7", " T5J  2R7 "])
def test_a_postal_code_is_written_as_the_post_writes_it(text: str) -> None:
    assert read_postal_code(text) == "T5J 2R7"


@pytest.mark.parametrize("text", ["T5J", "T5O 2R7", "90210", "T5J 2R77"])
def test_what_is_no_postal_code_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="T5J 2R7"):
        read_postal_code(text)


@pytest.mark.parametrize("text", ["ana", "ana@", "a b@example.com", "ana@example", "ana@example..com"])
def test_what_is_no_email_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"name@example\.com"):
        read_email(text)


def test_answers_are_yes_no_or_unknown_and_nothing_else() -> None:
    assert [read_answer(t) for t in ("Yes", "y", "N", "false", "?", "not sure")] == [
        *(Answer.YES, Answer.YES, Answer.NO, Answer.NO, Answer.UNKNOWN, Answer.UNKNOWN)
    ]
    assert read_yes_or_no("yes")
    assert not read_yes_or_no("no")
    for reader in (read_answer, read_yes_or_no):
        with pytest.raises(ValueError, match="write yes"):
            reader("perhaps")


def test_unknown_is_no_answer_where_only_yes_or_no_will_do() -> None:
    with pytest.raises(ValueError, match="write yes or no"):
        read_yes_or_no("unknown")


def test_wishes_name_therapists_by_id_or_by_name() -> None:
    assert read_wishes("Must: Ana; not:ben", CREW, "therapist") == (
        Wish(Strength.MUST, "ana"),
        Wish(Strength.NOT, "ben"),
    )
    assert read_wishes("prefer:ana kowalczyk", CREW, "therapist") == (Wish(Strength.PREFER, "ana"),)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("must:anna", "did you mean ana"),
        ("mst:ana", "did you mean must"),
        ("ana", "write must:ana, prefer:ana or not:ana"),
        ("must:ana; not:ana", "both wants and refuses ana"),
    ],
)
def test_a_wish_that_is_not_clear_is_asked_about(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        read_wishes(text, CREW, "therapist")


def test_genders_have_several_spellings() -> None:
    assert read_wishes("must:F; not:man", genders(), "gender") == (
        Wish(Strength.MUST, "female"),
        Wish(Strength.NOT, "male"),
    )


def test_names_are_kept_as_typed_in_nfc() -> None:
    assert read_line_of_text("  Zoe\N{COMBINING DIAERESIS}  O'Neil-Smith ") == "Zoë O'Neil-Smith"
    assert read_line_of_text("<script>alert(1)</script>") == "<script>alert(1)</script>"
    assert read_text("gate code 12\r\nsecond door ") == "gate code 12\nsecond door"


def test_control_characters_are_refused_because_terminals_obey_them() -> None:
    with pytest.raises(ValueError, match="control character"):
        read_line_of_text("Ana\x1b[31m")


@given(st.text(max_size=20))
def test_reading_a_line_of_text_twice_changes_nothing_more(text: str) -> None:
    try:
        once = read_line_of_text(text)
    except ValueError:
        return
    assert read_line_of_text(once) == once


@pytest.mark.parametrize("text", ["deep_tissue", "Deep-Tissue", "DT", "deep tissue massage", "  DEEP TISSUE "])
def test_a_treatment_goes_by_code_name_and_aliases(text: str, practice: Practice) -> None:
    assert read_techniques(text, practice) == ("deep_tissue",)


def test_an_order_of_techniques_keeps_its_order(practice: Practice) -> None:
    assert read_techniques("DT > relax", practice) == ("deep_tissue", "relaxation")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("sprots", "did you mean sports"),
        ("deep_tissue>relaxaton", "did you mean relaxation"),
        ("deep_tissue>", "missing beside >"),
        ("reiki", "known are: therapeutic, deep_tissue"),
    ],
)
def test_an_unknown_treatment_names_the_nearest_and_is_never_guessed(
    text: str, complaint: str, practice: Practice
) -> None:
    with pytest.raises(ValueError, match=complaint):
        read_techniques(text, practice)


def test_pressure_may_differ_by_area() -> None:
    assert read_pressure("Lower back=FIRM; legs=light") == "lower back=firm; legs=light"
    with pytest.raises(ValueError, match="did you mean firm"):
        read_pressure("frim")


def test_access_words_are_known_or_kept_as_typed_but_never_misspelt() -> None:
    assert read_access("Elevator; stairs; Buzzer 204") == ("elevator", "walk_up", "Buzzer 204")
    with pytest.raises(ValueError, match="did you mean elevator"):
        read_access("elevatr")
