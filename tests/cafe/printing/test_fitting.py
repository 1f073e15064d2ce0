"""Words are made to fit."""

from hypothesis import given
from hypothesis import strategies as some

from facilitate.cafe.printing.fitting import cut, largest, lines, width, wrapped

OFFICE = "Zyra Rajonale e Shërbimit Social Gjirokastër"


def test_a_long_office_fits_on_two_lines_of_a_slip() -> None:
    assert lines(OFFICE, 9.5, 83) == 1
    assert cut(OFFICE, 9.5, 83) == OFFICE
    assert cut(OFFICE, 9.5, 40) == "Zyra Rajonale e Shërbim…"


def test_the_largest_size_that_fits_is_taken() -> None:
    assert largest("Ana", [22, 17, 13], 83) == 22
    assert largest("Enkeleida Papadhimitri-Hoxha", [22, 17, 13], 83) == 17
    assert largest("A" * 200, [22, 17, 13], 83) == 13


def test_lines_break_between_words() -> None:
    assert wrapped("Kush paguan për çfarë", 10, 24, 2) == ["Kush paguan", "për çfarë"]
    assert wrapped("", 10, 24, 2) == []
    assert lines("", 10, 24) == 0


@given(some.text(), some.floats(6, 40), some.floats(5, 200))
def test_what_was_cut_fits(text: str, points: float, room: float) -> None:
    found = cut(text, points, room)
    assert width(found, points) <= max(room, width("…", points)) + 1e-6


@given(some.text(), some.floats(6, 40), some.floats(5, 200), some.integers(1, 4))
def test_wrapped_words_stay_on_their_lines(
    text: str, points: float, room: float, most: int
) -> None:
    found = wrapped(text, points, room, most)
    assert len(found) <= most
    assert all(width(line, points) <= max(room, width("…", points)) + 1e-6 for line in found)
