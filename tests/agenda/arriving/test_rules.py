"""What is meant by an agenda, in several writings: each rule of how days, times, people, rooms and breaks are understood."""

from datetime import date

import pytest

from facilitate.agenda.arriving.arrived import Arrived, Doubt, WhyLeftOut, arrived_to_json
from facilitate.agenda.arriving.reading import read_agenda
from facilitate.agenda.arriving.vocabulary import ABROAD
from facilitate.lib.albanian import ALSO_WORDS, SURE_NAMES
from facilitate.lib.text import plain_text

NEAR = date(2027, 3, 18)


def read(text: str) -> Arrived:
    return read_agenda(text.encode(), "Europe/Tirane", NEAR)


def steps(text: str) -> list[str]:
    """Each step as `09:00 30 Title | people | room | *`."""
    found = []
    for day in arrived_to_json(read(text))["days"]:
        for one in day["steps"]:
            parts = [
                f"{one['start']} {one['minutes']} {one['title']}",
                "; ".join(one["people"]),
                one["room"] or "",
                "*" if one["break"] else "",
            ]
            found.append(" | ".join(parts).rstrip(" |"))
    return found


def dates(text: str) -> list[str | None]:
    return [day["date"] for day in arrived_to_json(read(text))["days"]]


@pytest.mark.parametrize(
    "groups",
    [
        "11:00-12:00 Grupe pune (paralel): a) Veriu, salla A b) Jugu, salla B",
        "11:00-12:00 Grupe pune paralele\na) Veriu, salla A\nb) Jugu, salla B",
        "11:00-12:00 Parallel sessions\n  - Veriu (salla A)\n  - Jugu (salla B)",
        "11:00-12:00\tSesione paralele\n\tVeriu, salla A\n\tJugu, salla B",
        "| 11:00-12:00 | Punë në grupe | |\n| | Veriu | salla A |\n| | Jugu | salla B |",
        "| 11:00-12:00 | Parallel groups | |\n| 11:00-12:00 | Veriu | salla A |\n| 11:00-12:00 | Jugu | salla B |",
        "<table><tr><td rowspan=3>11:00-12:00</td><td>Working groups</td><td></td></tr>"
        "<tr><td>Veriu</td><td>salla A</td></tr><tr><td>Jugu</td><td>salla B</td></tr></table>",
    ],
)
def test_parallel_groups_have_one_start_and_the_row_above_them_is_none(groups: str) -> None:
    assert steps(groups) == ["11:00 60 Veriu |  | salla A", "11:00 60 Jugu |  | salla B"]


@pytest.mark.parametrize("mark", [" ", " - ", "\t", ": ", " | "])
def test_a_missing_length_comes_from_the_next_later_start(mark: str) -> None:
    assert steps(f"9:00{mark}Hapja\n9:20{mark}Fjala\n10:00{mark}Mbyllja") == [
        "09:00 20 Hapja",
        "09:20 40 Fjala",
        "10:00 0 Mbyllja",
    ]


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("9:00 Hapja 20\n10:00 Panel 60", ["09:00 20 Hapja", "10:00 60 Panel"]),
        (
            "9:00 Hapja 20\nWhat you told us 25\nPushim 15\n10:00 Panel 60",
            ["09:00 20 Hapja", "09:20 25 What you told us", "09:45 15 Pushim", "10:00 60 Panel"],
        ),
        (
            "Hapja 20'\nPushim 15\nPanel 1 h",
            ["09:00 20 Hapja", "09:20 15 Pushim", "09:35 60 Panel"],
        ),
        ("+20 Hapja\n+15 Pushim", ["09:00 20 Hapja", "09:20 15 Pushim"]),
    ],
)
def test_numbers_that_most_lines_end_with_are_minutes(text: str, understood: list[str]) -> None:
    assert [one.removesuffix(" |  |  | *") for one in steps(text)] == understood


@pytest.mark.parametrize(
    "text",
    [
        "9:00 Hapja\n10:00 Beijing 30\n11:00 Mbyllja",
        "9:00 Hapja 90\n10:00 Panel 60",
        "9:00 Salla 5\n10:00 Salla 10",
    ],
)
def test_a_number_that_is_rare_too_long_or_names_something_is_none(text: str) -> None:
    assert [one.split(" ", 2)[2] for one in steps(text)] == [
        line.split(" ", 1)[1] for line in text.split("\n")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ora;Tema;Min\n9:00;Hapja;20\n;Fjala;40\n;Mbyllja;15\n",
        "| Time | Title | Minutes |\n|--|--|--|\n| 9:00 | Hapja | 20 |\n| | Fjala | 40 |\n| | Mbyllja | 15 |",
        "Fillimi: 9:00\n\nHapja (20 min)\nFjala (40 min)\nMbyllja (15 min)",
        "Start 9:00\n1. Hapja - 20'\n2. Fjala - 40'\n3. Mbyllja - 15'",
    ],
)
def test_a_missing_start_comes_from_the_step_before(text: str) -> None:
    assert steps(text) == ["09:00 20 Hapja", "09:20 40 Fjala", "10:00 15 Mbyllja"]


@pytest.mark.parametrize(
    ("written", "then"),
    [
        ("12.30 Lunch\n1.30 Plan", "13:30"),
        ("12:30 Lunch\n1:30 Plan", "13:30"),
        ("11:00 Talk\n2:00 - 3:00 Plan", "14:00"),
        ("12h30 Drekë\n1h30 Plan", "13:30"),
        ("12:30 pm Lunch\n1:30 pm Plan", "13:30"),
        ("Time,Title\n12.30,Lunch\n1.30,Plan", "13:30"),
    ],
)
def test_half_past_one_after_half_past_twelve_is_in_the_afternoon(written: str, then: str) -> None:
    assert arrived_to_json(read(written))["days"][0]["steps"][1]["start"] == then


@pytest.mark.parametrize(
    ("moment", "start"),
    [
        ("2027-03-18T08:00:00Z", "09:00"),
        ("2027-03-18T10:00:00+02:00", "09:00"),
        ("2027-07-18T08:00:00Z", "10:00"),
        ("2027-03-18T09:00:00", "09:00"),
        ("2027-03-18T03:00:00-05:00", "09:00"),
    ],
)
def test_instants_are_told_in_the_events_zone(moment: str, start: str) -> None:
    assert steps(f"Title,Start,Duration\nOpening,{moment},0:30\nClose,{moment},0:30") == [
        f"{start} 30 Opening",
        f"{start} 30 Close",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "18 March 2027\n22:00 Concert\n00:30 Last bus\n19 March 2027\n9:00 Walk",
        "18.03.2027\n22.00 - 00.30 Concert\n00.30 Last bus\n19.03.2027\n9.00 Walk",
        "Day,Time,Title\n18.03.2027,22:00,Concert\n18.03.2027,00:30,Last bus\n19.03.2027,9:00,Walk",
    ],
)
def test_what_is_past_midnight_stays_on_its_day(text: str) -> None:
    assert [
        [step["start"] for step in day["steps"]] for day in arrived_to_json(read(text))["days"]
    ] == [
        ["22:00", "00:30"],
        ["09:00"],
    ]
    assert [step.start for step in read(text).steps] == [1320, 1470, 540]


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("z. Agim Hoxha", ["Agim Hoxha"]),
        ("znj. Drita Prenga, Koordinatore Kombëtare", ["Drita Prenga"]),
        ("Dr. Anna Smith (OSCE)", ["Anna Smith"]),
        ("Mr John Doe, Head of Unit, DG HOME", ["John Doe"]),
        ("Prof. Asoc. Dr. Petrit Gashi, Universiteti i Tiranës", ["Petrit Gashi"]),
        ("Ms. Jane Roe and Mr. Tomas Berg", ["Jane Roe", "Tomas Berg"]),
        ("Drita Prenga dhe Artan Lika", ["Drita Prenga", "Artan Lika"]),
        ("Ministri i Brendshëm Agim Hoxha", ["Agim Hoxha"]),
        (
            "Moderator: Elena Marku; Speakers: Luca Neri, Mette Holm",
            ["Elena Marku", "Luca Neri", "Mette Holm"],
        ),
        ("A. Hoxha", ["A. Hoxha"]),
        ("Sekretariati", []),
        ("Ministria e Brendshme", []),
        ("All participants", []),
        ("të gjithë", []),
        ("TBC", []),
        ("UNICEF", []),
    ],
)
def test_people_stand_without_honorific_office_and_institution(
    written: str, people: list[str]
) -> None:
    found = arrived_to_json(read(f"Time\tTitle\tSpeaker\n9:00\tOpening\t{written}\n10:00\tClose\t"))
    assert found["days"][0]["steps"][0]["people"] == people


@pytest.mark.parametrize(
    "title",
    [
        "Pushim kafeje",
        "Coffee break",
        "Drekë",
        "Lunch",
        "Pauzë",
        "Darkë zyrtare",
        "Working lunch",
        "Tea",
        "Kafe",
    ],
)
def test_pauses_and_meals_are_breaks(title: str) -> None:
    assert steps(f"9:00 {title}\n10:00 Plan")[0] == f"09:00 60 {title} |  |  | *"


@pytest.mark.parametrize(
    "title",
    [
        "Registration and coffee",
        "Regjistrimi dhe kafja",
        "World café",
        "Breakout groups",
        "Opening and lunch",
    ],
)
def test_registration_and_what_only_sounds_so_is_no_break(title: str) -> None:
    assert (
        arrived_to_json(read(f"9:00 {title}\n10:00 Plan"))["days"][0]["steps"][0]["break"] is False
    )


@pytest.mark.parametrize(
    "line",
    [
        "09:00 - 09:30 • Opening – Jane Roe, Room 2",
        "* 9:00-9:30: **Opening** (Jane Roe) @ Room 2",
        "1. 09.00–09.30 Opening, Ms Jane Roe, OSCE, Room 2",
        "- 9:00 (30 min) Opening – Jane Roe – Room 2",
        "9:00 Opening (30') led by Jane Roe, Room 2",
        "9.00 am\tOpening\tJane Roe\tRoom 2",
        "09:00 Opening [30 min] (Jane Roe, Room 2)",
    ],
)
def test_titles_hold_no_time_person_room_or_bullet(line: str) -> None:
    assert steps(f"{line}\n9:30 Plan")[0] == "09:00 30 Opening | Jane Roe | Room 2"


@pytest.mark.parametrize("name", ["Arta", "arta"])
def test_somebody_is_marked_with_or_without_a_capital(name: str) -> None:
    assert (
        steps(f"9:00 Mbyllja e ditës, @{name}\n9:30 Plan")[0] == "09:00 30 Mbyllja e ditës | Arta"
    )


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("World café, 6 tables, 3 rounds of 20 minutes", "75 World café"),
        ("Kafe botërore me 6 tryeza, 3 raunde nga 20 minuta", "75 Kafe botërore"),
        ("Kafja e botës: 6 tryeza, 3 raunde nga 20 minuta", "75 Kafja e botës"),
        ("Kafja e botës: 6 tryeza, 3 raunde", "0 Kafja e botës: 3 raunde"),
        ("Working groups, 3 rounds of 20 minutes", "0 Working groups, 3 rounds of 20 minutes"),
    ],
)
def test_rounds_are_a_cafes_or_stay_whole_in_the_title(line: str, title: str) -> None:
    assert steps(f"15:00 {line}") == [f"15:00 {title}"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Total: 6 hours", WhyLeftOut.TOTAL),
        ("Totali: 6 orë e 5 minuta", WhyLeftOut.TOTAL),
        ("Gjithsej 300 min", WhyLeftOut.TOTAL),
        ("Note: lunch is at 12:30", WhyLeftOut.NOTE),
        ("Shënim: përkthim gjatë gjithë ditës", WhyLeftOut.NOTE),
        ("Prepared by: the secretariat", WhyLeftOut.SIGNATURE),
        ("Me respekt, zyra e koordinatorit", WhyLeftOut.SIGNATURE),
        ("> 10:00 Old opening", WhyLeftOut.QUOTED),
    ],
)
def test_totals_notes_signatures_and_quoted_mail_are_no_steps(line: str, why: WhyLeftOut) -> None:
    found = read(f"9:00 Hapja\n9:30 Fjala\n10:00 Mbyllja\n\n{line}")
    assert [step.title for step in found.steps] == ["Hapja", "Fjala", "Mbyllja"]
    assert [(one.why, one.spot.number, one.text) for one in found.left] == [(why, 5, line)]


@pytest.mark.parametrize(
    "line",
    [
        "Përfundon 12:15",
        "Përfundon në orën 12.15",
        "ends 12:15",
        "Ends at 12.15 pm",
        "Fundi: 12:15",
    ],
)
def test_a_line_may_say_until_when_the_last_step_lasts(line: str) -> None:
    found = read(f"9:00 Hapja\n10:00 Panel\n{line}\nFaleminderit")
    assert [(step.start, step.minutes, step.title) for step in found.steps] == [
        (540, 60, "Hapja"),
        (600, 135, "Panel"),
    ]
    assert [one.text for one in found.left] == [line, "Faleminderit"]
    kept = read(f"9:00-9:30 Hapja\n10:00-11:00 Panel\n{line}\n14:00 Vizitë")
    assert [step.minutes for step in kept.steps] == [30, 60, 0]


@pytest.mark.parametrize(
    "inside", ["we start at 9:10 sharp", "  - the bus leaves at 17:30", "  at 9:10 we split"]
)
def test_times_inside_descriptions_are_no_steps(inside: str) -> None:
    assert steps(f"9:00 Opening\n{inside}\n9:30 Plan\n10:00 End") == [
        "09:00 30 Opening",
        "09:30 30 Plan",
        "10:00 0 End",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9:00 A\n10:00 B", [None]),
        ("DITA I\n9:00 A\n10:00 B\nDITA II\n9:00 C\n10:00 D", [None, None]),
        ("Day 1\n9:00 A\n10:00 B\nFriday 19 March 2027\n9:00 C\n10:00 D", [None, "2027-03-19"]),
        ("Dita e parë, 18 mars 2027\n9:00 A\n10:00 B", ["2027-03-18"]),
        ("E enjte, 18.03.2027\n9:00 A\n10:00 B", ["2027-03-18"]),
        ("Thursday 18 March\n9:00 A\n10:00 B", ["2027-03-18"]),
        (
            "Tirana, 18-19 March 2027\nDay 1\n9:00 A\n10:00 B\nDay 2\n9:00 C\n10:00 D",
            ["2027-03-18", "2027-03-19"],
        ),
    ],
)
def test_what_has_no_date_has_none(text: str, expected: list[str | None]) -> None:
    assert dates(text) == expected


@pytest.mark.parametrize("day", ["31 February 2027", "31.02.2027", "30 shkurt 2027"])
def test_a_date_that_does_not_exist_is_asked_about(day: str) -> None:
    found = read(f"{day}\n9:00 A\n10:00 B")
    assert [(one.on, one.doubts) for one in found.days] == [(None, (Doubt.NO_SUCH_DATE,))]


def test_two_days_with_one_date_are_two_and_the_second_is_asked_about() -> None:
    found = read("18 March 2027\n9:00 A\n10:00 B\nDay 2, 18 March 2027\n9:00 C\n10:00 D")
    assert [(one.on, one.doubts) for one in found.days] == [
        (date(2027, 3, 18), ()),
        (None, (Doubt.DATE_TWICE,)),
    ]


def test_a_weekday_that_is_another_one_is_asked_about() -> None:
    assert read("Friday 18 March 2027\n9:00 A\n10:00 B").days[0].doubts == (Doubt.WEEKDAY,)


def test_times_that_run_backwards_are_asked_about() -> None:
    found = read("15:00 - 14:00 A\n16:00 B")
    assert [(one.start, one.minutes, one.doubts) for one in found.steps][0] == (
        900,
        60,
        (Doubt.BACKWARDS, Doubt.LENGTH_FROM_NEXT),
    )


def test_a_given_name_stands_in_one_list() -> None:
    at_home = {plain_text(name) for name in (*SURE_NAMES, *ALSO_WORDS)}
    assert ABROAD & at_home == frozenset()


@pytest.mark.parametrize(
    ("text", "facilitators"),
    [
        ("9:00 Work, facilitator: Ben Kola\nSpeaker: Drita Leka", ("Ben Kola",)),
        ("9:00 Panel\nLehtësojnë: Ana Prifti, Ben Kola\nFolës: Ben Kola", ("Ana Prifti",)),
        ("9:00 Work\nLehtëson: Ana Prifti", ("Ana Prifti",)),
        ("9:00 Panel\nModerator: Ana Prifti", ()),
        ("Start\tTitle\tSpeaker\tFacilitator\n9:00\tWork\tDrita Leka\tBen Kola", ("Ben Kola",)),
        ("Ora\tTitulli\tLehtësuesi\tFolësi\n9:00\tPunë\tBen Kola\tBen Kola", ()),
    ],
)
def test_who_facilitates_is_told_from_who_speaks(text: str, facilitators: tuple[str, ...]) -> None:
    assert read(text).steps[0].facilitators == facilitators
