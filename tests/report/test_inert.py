"""Text made harmless."""

import html

from hypothesis import given
from hypothesis import strategies as st

from mobiledispatch.report.inert import csv_cell, html_text, one_line


@given(st.text())
def test_page_text_reads_as_typed_and_holds_no_sign_with_a_meaning(text: str) -> None:
    inert = html_text(text)
    assert not set(inert) & set("<>\"'`$\\{}%")
    assert html.unescape(inert) == one_line(text)


@given(st.text())
def test_a_line_of_text_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@given(st.text())
def test_a_cell_reads_as_typed_behind_at_most_one_apostrophe(text: str) -> None:
    assert csv_cell(text).removeprefix("'") == one_line(text).removeprefix("'")


def test_names_of_every_script_are_shown_as_typed() -> None:
    for name in ("Zoë Roy", "Nguyễn Thị Ánh", "李小龍", "محمد", "ᐊᓪᓚ", "O'Brien-Łuć 👩‍⚕️"):
        assert one_line(name) == name
