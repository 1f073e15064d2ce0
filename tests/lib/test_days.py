"""Days as people type them, in English and Albanian."""

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import MAC_EPOCH

from facilitate.lib.days import UnlikelyDay, typed_day

NEAR = date(2027, 3, 18)
MARCH_12 = [
    "12.3.2027",
    "12/03/2027",
    "12-03-2027",
    " 12. 3. 2027 ",
    "12.3.27",
    "2027-03-12",
    "2027/3/12",
    "2027-03-12 00:00:00",
    "12.3",
    "12.3.",
    "12/03",
    "12 mars 2027",
    "12 Mars",
    "12 marsit 2027",
    "12 March 2027",
    "12 Mar 2027",
    "12-Mar-2027",
    "March 12, 2027",
    "12th March",
    "12 mar",
    "e enjte 12.3",
    "e premte, 12.03.2027",
    "Fri 12 Mar 2027",
    "enj 12.03.2027",
    "mar 12.3.2027",
    "Friday, 12 March",
    "12.3.2027 e premte",
    46458,
    46458.0,
    46458.75,
    "46458",
    date(2027, 3, 12),
    datetime(2027, 3, 12, 9, 30),
]


@pytest.mark.parametrize("typed", MARCH_12)
def test_one_day_in_many_habits(typed: Any) -> None:
    assert typed_day(typed, NEAR) == date(2027, 3, 12)


OTHERS = {
    "30 dhjetor": date(2026, 12, 30),
    "12 sht 2027": date(2027, 9, 12),
    "sht 12.6.2027": date(2027, 6, 12),
    "12 nëntor 2026": date(2026, 11, 12),
    "1 qershor": date(2027, 6, 1),
    "5 korr 2027": date(2027, 7, 5),
    "29 shkurt": date(2028, 2, 29),
    "e shtunë 12.6.": date(2027, 6, 12),
}


@pytest.mark.parametrize("typed", OTHERS)
def test_other_days(typed: str) -> None:
    assert typed_day(typed, NEAR) == OTHERS[typed]


@pytest.mark.parametrize("typed", [None, "", "  "])
def test_nothing_is_no_day(typed: Any) -> None:
    assert typed_day(typed, NEAR) is None


WRONG = [
    "soon",
    "nesër",
    "31.2.2027",
    "3/2027",
    "3/15/2027",
    "2027",
    2027,
    "Maj 2027",
    "13 13 2027",
    "1 2 3 mars",
    True,
    time(9),
    "12 mars prill",
    "x" * 99,
    float("1e300"),
    "mars",
]


@pytest.mark.parametrize("typed", WRONG)
def test_what_is_no_day(typed: Any) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        typed_day(typed, NEAR)
    assert not isinstance(caught.value, UnlikelyDay)


@pytest.mark.parametrize(
    "typed", ["1899-12-31", 0, 1, 7, datetime(1899, 12, 30), datetime(1900, 1, 1), "1.1.2200"]
)
def test_what_a_broken_cell_shows_is_said(typed: Any) -> None:
    with pytest.raises(UnlikelyDay):
        typed_day(typed, NEAR)


def test_a_year_left_out_needs_a_day_to_be_near_to() -> None:
    with pytest.raises(ValueError, match=r"."):
        typed_day("12.3.")


def test_numbers_of_old_macs_begin_in_1904() -> None:
    assert typed_day(44996, NEAR, MAC_EPOCH) == date(2027, 3, 12)


@given(
    st.dates(date(2000, 1, 1), date(2100, 12, 31)),
    st.sampled_from(["%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d", "%d %B %Y"]),
)
def test_any_day_comes_back(day: date, form: str) -> None:
    assert typed_day(day.strftime(form)) == day


@given(st.text(max_size=30) | st.floats() | st.integers())
def test_anything_is_a_day_or_refused(typed: Any) -> None:
    try:
        found = typed_day(typed, NEAR)
    except ValueError:
        return
    assert found is None or 2000 <= found.year <= 2100
