"""Times that a file tells in UTC, once or beside those of the place: they are told in the event's zone."""

import pytest

from tests.agenda.arriving.test_rules import dates, steps

SHOWN = ["09:00 30 Welcome", "09:30 60 West Balkans panel"]


@pytest.mark.parametrize(
    "text",
    [
        "Date,Time (UTC),Session\n2027-03-18,08:00-08:30,Welcome\n2027-03-18,08:30-09:30,West Balkans panel\n",
        "All times in UTC. 18 March 2027\n8:00–8:30 Welcome\n8:30-9:30 West Balkans panel\n",
        "18 March 2027\n8:00–8:30 UTC Welcome\n8:30-9:30 UTC West Balkans panel\n",
        "18 March 2027\n10:00–10:30 (UTC+2) Welcome\n10:30-11:30 (UTC+2) West Balkans panel\n",
        "18 March 2027\n09:00–09:30 CET / 08:00–08:30 UTC – Welcome\n09:30–10:30 CET / 08:30–09:30 UTC – West Balkans panel\n",
        "18 March 2027\n08:00–08:30 UTC (09:00–09:30 CET) Welcome\n08:30–09:30 UTC (09:30–10:30 CET) West Balkans panel\n",
        "18 March 2027\nWelcome, 09:00–09:30 CET / 08:00–08:30 UTC\nWest Balkans panel, 09:30–10:30 CET / 08:30–09:30 UTC\n",
        "18 March 2027\n\n| Time (CET) | Time (UTC) | Session |\n|--|--|--|\n| 9:00–9:30 | 8:00–8:30 | Welcome |\n"
        "| 9:30–10:30 | 8:30–9:30 | West Balkans panel |\n",
    ],
)
def test_times_in_utc_are_told_in_the_zone_of_the_event(text: str) -> None:
    assert steps(text) == SHOWN
    assert dates(text) == ["2027-03-18"]


def test_in_summer_it_is_two_hours() -> None:
    assert steps("18 June 2027\n8:00–8:30 UTC Welcome\n22:30–23:00 UTC Late talk\n") == [
        "10:00 30 Welcome",
        "00:30 30 Late talk",
    ]


def test_a_word_about_utc_in_a_title_moves_nothing() -> None:
    assert steps("9:00–9:30 Why UTC matters\n9:30–10:00 Closing\n") == [
        "09:00 30 Why UTC matters",
        "09:30 30 Closing",
    ]
