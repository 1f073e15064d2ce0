"""Which column of a returned table is which: by its name, in whatever order; others were added."""

from facilitate.exchange.headings import (
    LONGEST_HEADING,
    MOST_ADDED,
    Headings,
    heading_key,
    heading_text,
    read_headings,
)

FIELDS = {"what": "title", "cfare": "title", "price": "price"}


def headings(*row: object, before: tuple[str, ...] = ()) -> Headings:
    """The row as a heading; it has to be one."""
    found = read_headings(row, FIELDS, ("sum",), ("title",), before)
    assert found is not None
    return found


def test_a_heading_is_known_whatever_its_dress() -> None:
    assert (heading_key("  Çfarë? "), heading_text(" Signed\nby ")) == ("cfare", "Signed by")
    assert headings("PRICE", "Çfarë", "Sum").columns == {0: "price", 1: "title"}


def test_a_row_without_what_is_needed_is_none() -> None:
    assert read_headings(("Price", "Other"), FIELDS, (), ("title",)) is None
    assert (
        read_headings(("What", "Other"), FIELDS, (), ("title",)) is None
    )  # a text that happens to be called so


def test_other_columns_are_added_ones() -> None:
    found = headings("What", "Price", "Signed by", "what", None, "SIGNED BY", before=("Signed by",))
    assert found.added == ["Signed by", "what (2)", "SIGNED BY"]
    assert headings("What", "Price", "SIGNED BY", before=("Signed by",)).added == ["Signed by"]
    found.look(("Hall", 5, "", "", "lost"))
    assert dict(found.blank) == {4: 1}


def test_too_long_and_too_many_are_left_out() -> None:
    long = "x" * (LONGEST_HEADING + 1)
    found = headings(
        "What", "Price", long, *(f"Column {number}" for number in range(MOST_ADDED + 1))
    )
    assert (found.too_long, found.too_many) == ([(2, long)], [f"Column {MOST_ADDED}"])
