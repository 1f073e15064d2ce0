"""What cells mean: names in two languages and in any form, choices in one cell, days as people and tools write them."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.consultation.papers.matching import (
    OfferWordings,
    is_ticked,
    language_of,
    name_lookup,
    offer_of,
    point_of,
    rank_of,
    split_choices,
    stem_text,
)
from facilitate.exchange.headings import heading_key
from facilitate.lib.days import DateOrder, find_column_order, typed_day

COUNTIES = [
    "Berat",
    "Dibër",
    "Durrës",
    "Elbasan",
    "Fier",
    "Gjirokastër",
    "Korçë",
    "Kukës",
    "Lezhë",
    "Shkodër",
    "Tiranë",
    "Vlorë",
]
DEFINITE = [
    "Berati",
    "Dibra",
    "Durrësi",
    "Elbasani",
    "Fieri",
    "Gjirokastra",
    "Korça",
    "Kukësi",
    "Lezha",
    "Shkodra",
    "Tirana",
    "Vlora",
]


def test_counties_in_every_form_people_write() -> None:
    names = name_lookup(((name,), name) for name in COUNTIES)
    assert [names[stem_text(form)] for form in DEFINITE] == COUNTIES
    assert [names[stem_text(f"Qarku {form.upper()}")] for form in COUNTIES] == COUNTIES
    assert names[stem_text("Diber county")] == "Dibër"
    assert len(names) == 12


def test_of_two_called_the_same_the_first_counts() -> None:
    assert name_lookup([(("Media",), 1), (("media",), 2), (("",), 3)]) == {"med": 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Time", ["Time"]),
        ("Time;Money;", ["Time", "Money"]),
        ("Time, Money, and more, People", ["Time", "Money, and more", "People"]),
        ("Money, and more", ["Money, and more"]),
        ("Kohë, Money", ["Kohë", "Money"]),
        ("Time\nPeople", ["Time", "People"]),
        ("Time Money, and more People", ["Time", "Money, and more", "People"]),
        ("Time – Money", ["Time –", "Money"]),
        ("Something else, Time", ["Something else", "Time"]),
        (" ", []),
        (";;", []),
    ],
)
def test_choices_in_one_cell(text: str, expected: list[str]) -> None:
    known = {
        heading_key(name): 1 for name in ("Time", "Kohë", "Money", "Money, and more", "People")
    }
    assert split_choices(text, known) == expected


@given(
    st.lists(st.sampled_from(["Time", "Money, or pay", "Një; dy", "Talk"]), unique=True),
    st.sampled_from(["; ", "\n", ", ", ","]),
)
def test_what_was_joined_comes_apart(chosen: list[str], separator: str) -> None:
    known = {heading_key(name): 1 for name in ("Time", "Money, or pay", "Një; dy", "Talk")}
    assert split_choices(separator.join(chosen), known) == chosen


@given(st.text(max_size=60))
def test_no_text_breaks_anything(text: str) -> None:
    split_choices(text, {"a": 1})
    point_of(text, ["low"], ["high"])
    language_of(text)
    stem_text(text)
    assert offer_of(text, [OfferWordings(1, ("one",))]) in (None, 1)
    assert rank_of(text, 5) in (None, 1, 2, 3, 4, 5)
    assert is_ticked(text) in (True, False)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("4", 4),
        ("5 – very well", 5),
        ("3/5", 3),
        ("2.", None),
        ("1) not at all", 1),
        ("not at all", 1),
        ("Shumë mirë", 5),
        ("6", None),
        ("45", None),
        ("1.5", None),
        ("5/10", None),
        ("", None),
        ("well", None),
    ],
)
def test_points_of_a_scale(text: str, point: int | None) -> None:
    assert point_of(text, ["not at all", "aspak"], ["very well", "shumë mirë"]) == point


@pytest.mark.parametrize("text", ["", "0", "False", "JO", "No", "unchecked", " – "])
def test_not_ticked(text: str) -> None:
    assert not is_ticked(text)


@pytest.mark.parametrize("text", ["1", "x", "Po", "True", "Time", "Koha"])
def test_ticked(text: str) -> None:
    assert is_ticked(text)


@pytest.mark.parametrize(
    ("text", "code"), [("sq-AL", "sq"), ("English", "en"), ("Shqip", "sq"), ("fr", None)]
)
def test_languages(text: str, code: str | None) -> None:
    assert language_of(text) == code


DAYS: list[tuple[Any, date | None]] = [
    ("2026/03/02 9:33:14 AM GMT+1", date(2026, 3, 2)),
    ("2026-03-02T10:00:00Z", date(2026, 3, 2)),
    ("2026-03-02 10:00:00", date(2026, 3, 2)),
    ("2.3.2026 10:00", date(2026, 3, 2)),
    ("2/3/26", date(2026, 3, 2)),
    ("2. 3. 2026", date(2026, 3, 2)),
    (datetime(2026, 3, 2, 9, 7), date(2026, 3, 2)),
    (46083, date(2026, 3, 2)),
    (46083.39, date(2026, 3, 2)),
    ("", None),
    (None, None),
]


@pytest.mark.parametrize(("value", "expected"), DAYS)
def test_days(value: Any, expected: date | None) -> None:
    assert typed_day(value) == expected


@pytest.mark.parametrize(
    "value", ["soon", "2.3.2026 and later", "31.2.2026", "2/30/2026", True, 7, "2026"]
)
def test_what_is_no_day(value: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        typed_day(value)


def test_the_column_tells_whether_the_month_comes_first() -> None:
    month = find_column_order(["03/02/2026 09:01", "03/22/2026 09:07"])
    assert month is DateOrder.MONTH_FIRST
    assert typed_day("03/02/2026 09:01 AM", order=month) == date(2026, 3, 2)
    assert find_column_order(["3.2.2026", "22.3.2026"]) is DateOrder.DAY_FIRST
    assert find_column_order(["3.2.2026", None, 7]) is DateOrder.DAY_FIRST


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(list(DateOrder)))
def test_a_written_day_is_read_back(day: date, order: DateOrder) -> None:
    month_first = order is DateOrder.MONTH_FIRST
    parts = (day.month, day.day) if month_first else (day.day, day.month)
    written = f"{parts[0]}/{parts[1]}/{day.year}"
    assert typed_day(written, order=order) == day == typed_day(f"{written} 23:59:01", order=order)
