"""Words are made to fit."""

import io

import pytest
from docx import Document
from flask import Flask
from hypothesis import given
from hypothesis import strategies as some

from facilitate.cafe.printing.look import (
    cut_to_width,
    largest_size,
    line_count,
    text_width,
    wrap_text,
)
from facilitate.cafe.printing.papers import CafePaperHead, Slip, SlipStop, TablePaper, TableTalk
from facilitate.cafe.printing.slip_word import LINE, ROUNDS, SlipWords, fit_slip, slips_document
from facilitate.cafe.printing.table_word import cards_document, signs_document
from facilitate.lib.boxes import BoxFile
from facilitate.lib.text import Words

OFFICE = "Zyra Rajonale e Shërbimit Social Gjirokastër"


def test_a_long_office_fits_on_two_lines_of_a_slip() -> None:
    assert line_count(OFFICE, 9.5, 83) == 1
    assert cut_to_width(OFFICE, 9.5, 83) == OFFICE
    assert cut_to_width(OFFICE, 9.5, 40) == "Zyra Rajonale e Shërbim…"


def test_the_largest_size_that_fits_is_taken() -> None:
    assert largest_size("Ana", [22, 17, 13], 83) == 22
    assert largest_size("Enkeleida Papadhimitri-Hoxha", [22, 17, 13], 83) == 17
    assert largest_size("A" * 200, [22, 17, 13], 83) == 13


def test_lines_break_between_words() -> None:
    assert wrap_text("Kush paguan për çfarë", 10, 24, 2) == ["Kush paguan", "për çfarë"]
    assert wrap_text("", 10, 24, 2) == []
    assert line_count("", 10, 24) == 0


@given(some.text(), some.floats(6, 40), some.floats(5, 200))
def test_what_was_cut_fits(text: str, points: float, room: float) -> None:
    found = cut_to_width(text, points, room)
    assert text_width(found, points) <= max(room, text_width("…", points)) + 1e-6


@given(some.text(), some.floats(6, 40), some.floats(5, 200), some.integers(1, 4))
def test_wrapped_words_stay_on_their_lines(
    text: str, points: float, room: float, most: int
) -> None:
    found = wrap_text(text, points, room, most)
    assert len(found) <= most
    assert all(
        text_width(line, points) <= max(room, text_width("…", points)) + 1e-6 for line in found
    )


def table_of(questions: list[str], sign: Words) -> TablePaper:
    talks = tuple(TableTalk(number, "", text, ()) for number, text in enumerate(questions, 1))
    return TablePaper(1, "By the window", sign, "Ana Leka", "", 8, talks, room="Salla")


def highest_box(made: bytes, wide: float) -> float:
    """How high (cm) the fullest box of a file gets."""
    measure = BoxFile(made)
    (table,) = Document(io.BytesIO(made)).tables
    return max(
        sum(measure.height(para.text, str(para.style.name), wide) for para in cell.paragraphs)
        for row in table.rows
        for cell in row.cells
    )


def test_no_question_however_long_pushes_the_host_off_a_table_s_card() -> None:
    head = CafePaperHead("Spring", "Café", "", "Salla", "en")
    long = "What would you do otherwise from tomorrow? " * 12
    for asked in ([long[:500]] * 2, [f"{number} {long[:300]}" for number in range(6)]):
        table = table_of(asked, Words())
        assert highest_box(cards_document(head, [table]), 11.2) <= 18.3


def test_a_sign_says_the_whole_question_in_both_languages() -> None:
    head = CafePaperHead("Spring", "Café", "", "Salla", "en")
    long = Words(("What would you do? " * 30)[:500], ("Çfarë do të bënit? " * 30)[:500])
    assert highest_box(signs_document(head, [table_of([], long)]), 17.0) <= 26.9


def test_what_fits_keeps_its_letters() -> None:
    head = CafePaperHead("Spring", "Café", "", "Salla", "en")
    table = table_of(["What would you do otherwise?"], Words("What would you do?", "Po ju?"))
    for made, style, points in (
        (cards_document(head, [table]), "Card Question Large", 22),
        (signs_document(head, [table]), "Sign Question Large", 32),
    ):
        assert BoxFile(made).letter_size(style) == points


@pytest.mark.parametrize(
    ("rounds", "address"), [(1, ""), (3, ""), (4, "/me"), (12, "/me"), (12, "")]
)
def test_what_stands_on_a_slip_fits_with_the_links_of_who_is_online(
    rounds: int, address: str
) -> None:
    link = "https://us02web.zoom.us/j/81234567890?pwd=" + "aB3" * 12
    stops = tuple(SlipStop(number, "12:30", number) for number in range(1, rounds + 1))
    links = tuple((number, link) for number in range(1, rounds + 1))
    slip = Slip("Ana Leka", "", "", "", stops, address=address, links=links)
    head = CafePaperHead("Spring", "Café", "", "Salla", "en")
    made = slips_document(head, [slip])
    (table,) = Document(io.BytesIO(made)).tables
    below = table.rows[1]
    measure, cell = BoxFile(made), below.cells[0]
    high = sum(measure.height(para.text, str(para.style.name), 5.5) for para in cell.paragraphs)
    assert below.height is not None
    assert high <= below.height.cm
    assert cell.text.count("12:30") == rounds
    said = cell.text.count("us02web") == rounds or "see the code" in cell.text
    assert said or rounds == 12, "twelve rounds leave no line; the code is beside them"


@pytest.mark.parametrize(
    "place", ["Berat · Gjirokastër", "Shërbimi Social Shtetëror, Drejtoria Rajonale"]
)
def test_what_a_group_is_called_ends_before_the_code(app: Flask, place: str) -> None:
    """In the size in which it is printed: letters behind the code are cut off."""
    stop = SlipStop(1, "09:00", 10, called=place, room="Salla kryesore")
    with app.test_request_context():
        found = fit_slip(Slip("Ana Leka", "", "", "", (stop,)), 1, SlipWords())
    assert [text_width(text, ROUNDS[size][2]) <= LINE for size, text in found.named] == [True] * 2
    assert found.named[1] == ("large", "Salla kryesore")


def test_the_only_round_is_told_by_its_time_and_a_missing_seat_in_words(app: Flask) -> None:
    said = SlipWords()
    with app.test_request_context():
        assert said.when(SlipStop(1, "09:00", 3), 1) == "09:00"
        assert said.when(SlipStop(1, "", 3), 1) == "Round 1"
        assert said.when(SlipStop(1, "09:00", 3), 3) == "Round 1  09:00"
        assert said.where(SlipStop(1, "09:00", None)) == "no seat"
