"""Tables as organisations and sites lay them out: which column says what, and what a table leaves to the one above it."""

import pytest

from tests.agenda.arriving.test_rules import dates, read, steps


def test_a_table_without_headings_goes_on_where_the_one_above_ended() -> None:
    text = (
        "### Morning\n\n| **Time** | **Description** | **Room** |\n| 9:00 - 9:30 | Welcome | K |\n"
        "| 10:00 - 10:15 | *Coffee break* | |\n\n### Afternoon\n\n| 13:30 - 14:45 | Break-out session 2 | K & S |\n"
        "| 17:30 - 19:00 | *Reception* | * |\n"
    )
    assert steps(text) == [
        "09:00 30 Welcome |  | K",
        "10:00 15 Coffee break |  |  | *",
        "13:30 75 Break-out session 2 |  | K & S",
        "17:30 90 Reception",
    ]


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("@arta", "Arta"),
        ("@Arta @Ilir", "Arta; Ilir"),
        ("arta kodra", "Arta Kodra"),
        ("stafi i bashkisë", ""),
        ("drita jeshile për projektin", ""),
    ],
)
def test_somebody_in_a_column_has_a_sign_or_no_capital(cell: str, people: str) -> None:
    table = f"| Ora | Aktiviteti | Kush drejton |\n| 9:00 | Fundi i ditës | {cell} |\n| 10:00 | Dreka | |\n"
    told = f"09:00 60 Fundi i ditës | {people}" if people else "09:00 60 Fundi i ditës"
    assert steps(table)[0] == told


def test_breaks_may_stand_in_a_column_of_their_own() -> None:
    text = (
        "## Programmübersicht Donnerstag, 18.3.2027\n\n| Uhrzeit | Programm | Pausen |\n|---|---|---|\n"
        "| 09:00 | Begrüßung | |\n| 10:15 | | Kaffeepause und Networking |\n| 10:45 | Session 1 | |\n"
    )
    assert steps(text) == [
        "09:00 75 Begrüßung",
        "10:15 30 Kaffeepause und Networking |  |  | *",
        "10:45 0 Session 1",
    ]
    assert dates(text) == ["2027-03-18"]


def test_when_a_page_was_written_is_not_when_it_takes_place() -> None:
    page = "---\ntitle: Programm\ndate: 2021-09-24T02:40:26+02:00\n---\n\n18 March 2027\n\n9:00 Welcome\n10:00 Lunch\n"
    assert dates(page) == ["2027-03-18"]


def test_rooms_may_be_named_below_a_heading_that_stands_over_them_all() -> None:
    page = (
        "<table><tr><th rowspan=2>Time slot</th><th colspan=2>Room Code</th></tr>"
        "<tr><th>Burbury 1</th><th>Arts Theatre</th></tr>"
        "<tr><th>9:00 - 9:25</th><td colspan=2>Introduction</td></tr>"
        "<tr><th>9:25 - 10:15</th><td>Free maps<br><i>Lea Brandt</i></td><td>Teaching with toys<br><i>Jon Doda</i></td></tr></table>"
    )
    assert steps(page) == [
        "09:00 25 Introduction",
        "09:25 50 Free maps | Lea Brandt | Burbury 1",
        "09:25 50 Teaching with toys | Jon Doda | Arts Theatre",
    ]


def test_a_description_that_names_each_row_is_its_title() -> None:
    text = (
        "| Description | Extent | Time est. | Start time | End time |\n|---|---|---|---|---|\n"
        "| Part 1 - Slides | 16 slides | 15' | 09:30 | 09:50 |\n| Coffee break | 1 coffee | 15' | 10:55 | 11:10 |\n"
    )
    assert steps(text) == ["09:30 20 Part 1 - Slides", "10:55 15 Coffee break |  |  | *"]


@pytest.mark.parametrize(
    "heads",
    ["London | Tirana | Nairobi", "UTC | CET | EAT", "Time (GMT) | Local time | Time (EAT)"],
)
def test_of_times_in_several_zones_those_of_the_event_count(heads: str) -> None:
    text = f"{heads} | Topic | Lead\n08:00 | 09:00 | 11:00 | Tech check | Jon Doda\n08:30 | 09:30 | 11:30 | Short pause |\n"
    assert steps(text) == ["09:00 30 Tech check | Jon Doda", "09:30 0 Short pause |  |  | *"]


def test_lengths_may_be_written_as_what_is_added() -> None:
    text = "Start 09:00\nMin\tBlock\tWho\n15\tArrival\tTeam\n+15\tCoffee\t\n1h30\tPractice\tDrita Leka\n"
    assert steps(text) == [
        "09:00 15 Arrival",
        "09:15 15 Coffee |  |  | *",
        "09:30 90 Practice | Drita Leka",
    ]


def test_about_when_and_noon_are_times() -> None:
    table = "| Time | Activity |\n|---|---|\n| 9.30 | Work |\n| ca. 10.30 | Break |\n| 10.50 | Work |\n| Noon | Closure |\n"
    assert steps(table) == [
        "09:30 60 Work",
        "10:30 20 Break |  |  | *",
        "10:50 70 Work",
        "12:00 0 Closure",
    ]


def test_times_on_keys_are_times() -> None:
    text = "# Daily\n\n## <kbd>9:00</kbd> - <kbd>11:00</kbd> Class\n\n## <kbd>11:00</kbd> - <kbd>12:00</kbd>\n\nPlanning\n"
    assert steps(text) == ["09:00 120 Class", "11:00 60 Planning"]


def test_json_that_names_its_parts_is_an_agenda() -> None:
    flat = (
        '[{"day":1,"title":"Check-in","time":"10-11AM"},'
        '{"day":1,"title":"Talks\\nbegin","time":"11AM-12PM","speaker":"Arben Gashi"},'
        '{"day":2,"title":"Lunch","time":"1-2PM","location":"Hall B"}]'
    )
    assert steps(flat) == [
        "10:00 60 Check-in",
        "11:00 60 Talks begin | Arben Gashi",
        "13:00 60 Lunch |  | Hall B | *",
    ]
    nested = (
        '{"days":[{"date":"2027-05-18","events":[{"startTime":"08:45","endTime":"09:15","event":"Registration","venue":""}]},'
        '{"date":"2027-05-19","events":[{"startTime":"09:00","endTime":"10:00","event":"Panel","speakers":[{"name":"Ana Prifti"}]}]}]}'
    )
    assert steps(nested) == ["08:45 30 Registration", "09:00 60 Panel | Ana Prifti"]
    assert dates(nested) == ["2027-05-18", "2027-05-19"]


def test_a_table_below_a_time_takes_place_then() -> None:
    text = (
        "## 09:00 - 09:30 Registration\n\n## 10:35 - 11:20\n\n| Room | Talk ID | Title | Speaker |\n|---|---|---|---|\n"
        "| Room 2 | 4918 | Unit tests | Álvaro Marín |\n| Room 3 | 5251 | Budgets | Lea Brandt |\n\n## 11:20 - 11:40 Coffee break\n"
    )
    assert steps(text) == [
        "09:00 30 Registration",
        "10:35 45 Unit tests | Álvaro Marín | Room 2",
        "10:35 45 Budgets | Lea Brandt | Room 3",
        "11:20 20 Coffee break |  |  | *",
    ]


def test_talks_and_workshops_stand_side_by_side() -> None:
    page = (
        "<table><tr><th>Start</th><th>End</th><th>Talks</th><th>Workshops</th></tr>"
        "<tr><td>09:00</td><td>10:00</td><td colspan=2>Opening</td></tr>"
        "<tr><td>10:00</td><td>10:30</td><td>Maps for everyone</td><td>Testing from zero</td></tr>"
        "<tr><td>10:30</td><td>11:00</td><td>Typing</td><td>Testing from zero</td></tr></table>"
    )
    assert steps(page) == [
        "09:00 60 Opening",
        "10:00 30 Maps for everyone",
        "10:00 60 Testing from zero",
        "10:30 30 Typing",
    ]


def test_terms_say_what_stands_beside_them() -> None:
    page = (
        "<h1>Monday, 8 March 2027</h1><h2>Session 1: Curation</h2><dl><dt><b>Location</b></dt><dd>Aula Magna</dd>"
        "<dt>Time</dt><dd>09:00-10:30</dd><dt>Session Chairs</dt><dd>Mira Kola</dd><dd>Jon Doda</dd></dl>"
        "<h2>Coffee</h2><dl><dt>Time</dt><dd>10:30-11:00</dd></dl>"
    )
    assert steps(page) == [
        "09:00 90 Session 1: Curation | Mira Kola; Jon Doda | Aula Magna",
        "10:30 30 Coffee |  |  | *",
    ]
    assert dates(page) == ["2027-03-08"]


def test_a_title_in_several_languages_is_told_in_the_first() -> None:
    text = (
        '{"program":{"day1":{"date":"2027-08-25","title":"Day 1","sessions":[{"title":{"en":"Opening","ku":"Vekirin"},'
        '"startTime":"2027-08-25-0845","endTime":"20270825T093000","speakers":["Azad Karim"],"location":"Hall A"}]}}}'
    )
    assert steps(text) == ["08:45 45 Opening | Azad Karim | Hall A"]


def test_the_time_ahead_of_the_date_is_when_everything_begins() -> None:
    text = (
        "**2:30 PM, 16 July 2027 | Bella Center**\n\n| **Duration** | **Activity** |\n|---|---|\n"
        "| 5 min | Welcome |\n| 20 min | Voices by Prof. Omar Said |\n"
    )
    assert steps(text) == ["14:30 5 Welcome", "14:35 20 Voices | Omar Said"]
    assert dates(text) == ["2027-07-16"]


@pytest.mark.parametrize(
    ("line", "understood"),
    [
        ("8:35-9:00 Voices (20 mins + 5 mins Q&A)", "08:35 25 Voices"),
        ("14:30 Harvest (ends 4:00 pm)", "14:30 90 Harvest"),
        (
            "10:00 Projektvendim “Për buxhetin”. Relaton: znj. Benet Beci, kryetare e bashkisë",
            "10:00 0 Projektvendim “Për buxhetin” | Benet Beci",
        ),
        ("9:30 Opening circle (Main tent)", "09:30 0 Opening circle |  | Main tent"),
    ],
)
def test_what_is_said_beside_a_title_is_none_of_it(line: str, understood: str) -> None:
    assert steps(f"{line}\n")[0] == understood


def test_who_moderates_may_stand_in_the_description() -> None:
    text = "| Time | Event | Description |\n|---|---|---|\n| 10:40 – 11:30 | Panel | Moderated by Lea Brandt |\n| 11:30 | Lunch | |\n"
    assert steps(text)[0] == "10:40 50 Panel | Lea Brandt"


def test_an_office_in_capitals_over_a_name_signs_the_paper() -> None:
    text = "9:00 Hapja\n9:30 Të ndryshme\n\nKRYETARI I KËSHILLIT\nMarkelian Dema\n"
    assert steps(text) == ["09:00 30 Hapja", "09:30 0 Të ndryshme"]


def test_a_day_begun_in_a_table_ends_what_went_on_above_it() -> None:
    text = (
        "| Time | Room A | Room B |\n|---|---|---|\n| 9:00 | Maps | Trees |\n| 10:00 | Maps | Birds |\n"
        "| Day 2 – 19 March 2027 | | |\n| 9:00 | Seeds | Stones |\n| 10:00 | Lunch | Lunch |\n"
    )
    assert steps(text)[-1] == "10:00 0 Lunch |  |  | *"
    assert "09:00 60 Seeds |  | Room A" in steps(text)


def test_signs_alone_are_no_column() -> None:
    page = (
        "<table><tr><td>0800 – 0830</td><td>:</td><td>Registration</td></tr>"
        "<tr><td>0830 – 0900</td><td>:</td><td>Morning break</td></tr></table>"
    )
    assert steps(page) == ["08:00 30 Registration", "08:30 30 Morning break |  |  | *"]


def test_what_spans_rooms_and_rows_is_one_step() -> None:
    page = (
        "<table><tr><th>Time</th><th>Section</th><th>Section</th></tr>"
        "<tr><td>08:00 - 08:15</td><td colspan=2 rowspan=2>On-site registration<br>Room: U4</td></tr><tr><td>08:15 - 08:30</td></tr>"
        "<tr><td>08:30 - 08:45</td><td rowspan=2>Maps<br>Room: P1</td><td rowspan=2>Trees<br>Room: P2</td></tr>"
        "<tr><td>08:45 - 09:00</td></tr></table>"
    )
    assert steps(page) == [
        "08:00 30 On-site registration |  | U4",
        "08:30 30 Maps |  | P1",
        "08:30 30 Trees |  | P2",
    ]


@pytest.mark.parametrize("heading", ["Moderon", "Drejton", "Speaker"])
def test_who_moderates_stands_beside_rooms_that_are_columns(heading: str) -> None:
    table = (
        f"| Ora | Salla e madhe | Salla e vogël | {heading} |\n"
        "| 09:00 - 10:00 | Gjendja e kanaleve | Tarifat e ujit | Znj. Mira Dodaj |\n"
        "| 10:00 - 10:30 | Pushim kafeje | Pushim kafeje | |\n"
        "| 10:30 - 12:00 | Bordet e kullimit | Ujitja me pika | Genc Prela, Mira Dodaj |\n"
    )
    assert steps(table) == [
        "09:00 60 Gjendja e kanaleve | Mira Dodaj | Salla e madhe",
        "09:00 60 Tarifat e ujit | Mira Dodaj | Salla e vogël",
        "10:00 30 Pushim kafeje |  |  | *",
        "10:30 90 Bordet e kullimit | Genc Prela | Salla e madhe",
        "10:30 90 Ujitja me pika | Mira Dodaj | Salla e vogël",
    ]


@pytest.mark.parametrize(
    ("who", "first", "second"),
    [
        ("Elsa Tahiri / Piotr Zieliński", "Elsa Tahiri", "Piotr Zieliński"),
        ("Elsa Tahiri", "Elsa Tahiri", "Elsa Tahiri"),
    ],
)
def test_groups_that_share_a_cell_take_place_side_by_side(
    who: str, first: str, second: str
) -> None:
    page = (
        "<table><tr><th>Time</th><th>Activity</th><th>Responsible</th></tr>"
        f"<tr><td>09:00 – 10:30</td><td>Group A: procurement<br>Group B: reporting</td><td>{who}</td></tr>"
        "<tr><td>10:30 – 10:45</td><td>Coffee break</td><td></td></tr></table>"
    )
    assert steps(page) == [
        f"09:00 90 Group A: procurement | {first}",
        f"09:00 90 Group B: reporting | {second}",
        "10:30 15 Coffee break |  |  | *",
    ]


def test_a_place_behind_a_sign_is_where_somebody_speaks() -> None:
    assert steps("9:00 Coaching – Ben Ortiz @ Loft\n10:00 Mapping @Arta\n11:00 End") == [
        "09:00 60 Coaching | Ben Ortiz | Loft",
        "10:00 60 Mapping | Arta",
        "11:00 0 End",
    ]


def test_brackets_behind_a_name_may_hold_the_room() -> None:
    assert steps(
        "9:00 Talk – Drita Prenga (Attic)\n10:00 Panel (Drita Prenga (Attic), Ilir Hoxha)\n11:00 Close"
    ) == [
        "09:00 60 Talk | Drita Prenga | Attic",
        "10:00 60 Panel | Drita Prenga; Ilir Hoxha | Attic",
        "11:00 0 Close",
    ]
    table = (
        "Time\tTitle\tSpeaker\n9:00\tTalk\tDrita Prenga (Attic)\n10:00\tOther\tIlir Hoxha (UNDP)\n"
    )
    assert steps(table) == ["09:00 60 Talk | Drita Prenga | Attic", "10:00 0 Other | Ilir Hoxha"]


def test_the_room_is_nearer_than_the_location_and_given_names_may_come_last() -> None:
    text = (
        "Start time;End time;Title;Presenters;Location;Room\n"
        "2027-03-18 09:00;2027-03-18 09:30;Welcome;Brandt, Lea (CERN);Main building;4-3-006\n"
        "2027-03-18 10:00;2027-03-18 11:00;Bikes;Doda, Jon (UPT), Prifti, Ana (UPT);Main building;Hall\n"
    )
    assert steps(text) == [
        "09:00 30 Welcome | Lea Brandt | 4-3-006",
        "10:00 60 Bikes | Jon Doda; Ana Prifti | Hall",
    ]


def test_an_entry_without_a_time_is_shown_beside_those_that_have_one() -> None:
    text = '[{"title":"Welcome","start":"09:00","end":"09:30"},{"title":"Poster wall"},{"title":"Lunch","start":"12:00"}]'
    arrived = read(text)
    shown = [step.title for step in arrived.steps] + [one.text for one in arrived.left]
    assert "Poster wall" in " ".join([*shown, *(step.description for step in arrived.steps)])
