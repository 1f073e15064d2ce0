"""What is open shows at each meeting once, in any order of meetings opened and points raised, closed and reopened."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from facilitate.forums.meetings.points import (
    carried_to,
    is_point_late,
    is_same_text,
    open_first,
    raised_at,
)

TODAY = date(2027, 3, 1)


@dataclass(frozen=True)
class Point:
    """A point as the rules see it."""

    id: int
    text: str = ""
    due_on: date | None = None
    closed_on: date | None = None
    raised_at_id: int | None = None


def ids(points: list[Point]) -> list[int]:
    return [point.id for point in points]


def test_late_ones_come_first_then_by_day() -> None:
    points = [
        Point(1),
        Point(2, due_on=date(2027, 4, 1)),
        Point(3, due_on=date(2027, 2, 1)),
        Point(4, due_on=date(2027, 1, 1)),
        Point(5, due_on=date(2027, 1, 1), closed_on=date(2027, 1, 2)),
        Point(6, due_on=TODAY),
    ]
    assert ids(open_first(points, TODAY)) == [4, 3, 6, 2, 1]
    assert [point.id for point in points if is_point_late(point, TODAY)] == [3, 4]


def test_a_meeting_has_before_it_what_others_left_open() -> None:
    points = [
        Point(1, raised_at_id=7),
        Point(2, raised_at_id=8),
        Point(3),
        Point(4, closed_on=TODAY),
    ]
    assert ids(carried_to(points, 8, TODAY, TODAY)) == [1, 3]
    assert ids(raised_at(points, 8)) == [2]
    assert carried_to(points, 8, TODAY - timedelta(days=1), TODAY) == []


def test_what_says_the_same_is_the_same() -> None:
    assert is_same_text("Çështja e  telefonit.", "ceshtja e telefonit")
    assert not is_same_text("A phone in Fier", "A phone in Vlorë")


@dataclass
class Book:
    """What a forum writes down, by the rules of its actions: the same text is open at most once."""

    points: dict[int, Point]
    meetings: int = 0

    def act(self, what: str, number: int) -> None:
        """One thing somebody does; what cannot be done leaves all as it is."""
        if what == "meeting":
            self.meetings += 1
        elif what == "raise" and not self.is_open(f"text {number}"):
            key = len(self.points) + 1
            self.points[key] = Point(key, f"text {number}", raised_at_id=self.meetings or None)
        elif point := self.points.get(number):
            if what == "close":
                self.points[number] = replace(point, closed_on=TODAY)
            elif what == "reopen" and not self.is_open(point.text):
                self.points[number] = replace(point, closed_on=None)

    def is_open(self, text: str) -> bool:
        """Whether that text is open already."""
        return any(
            is_same_text(one.text, text) and one.closed_on is None for one in self.points.values()
        )


ACTS = st.lists(
    st.tuples(st.sampled_from(["meeting", "raise", "close", "reopen"]), st.integers(1, 6)),
    max_size=40,
)


@given(ACTS)
def test_no_order_of_things_makes_two_of_one(acts: list[tuple[str, int]]) -> None:
    book = Book({})
    for what, number in acts:
        book.act(what, number)
        for meeting in range(1, book.meetings + 1):
            shown = carried_to(book.points.values(), meeting, TODAY, TODAY)
            own = [
                point
                for point in raised_at(book.points.values(), meeting)
                if point.closed_on is None
            ]
            everything = [*shown, *own]
            assert len({point.id for point in everything}) == len(everything)
            assert len({point.text for point in everything}) == len(everything)
            still = {point.id for point in book.points.values() if point.closed_on is None}
            assert {point.id for point in everything} == still
