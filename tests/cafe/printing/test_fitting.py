"""Words are made to fit."""

from hypothesis import given
from hypothesis import strategies as some

from facilitate.cafe.printing.look import (
    cut_to_width,
    largest_size,
    line_count,
    text_width,
    wrap_text,
)

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
