"""Times, dates and places as people tell them in passing: in words, with slips, in the languages around."""

import pytest

from tests.agenda.arriving.test_rules import dates, steps


@pytest.mark.parametrize(
    ("line", "understood"),
    [
        ("From 9 to half past nine: arrivals", "09:00 30 arrivals"),
        ("From half past nine to quarter to eleven: what went well", "09:30 75 what went well"),
        ("At quarter to eleven: break", "10:45 15 break |  |  | *"),
        ("From eleven to noon: what we drop", "11:00 60 what we drop"),
        ("From 9 am to 9.30: tea", "09:00 30 tea |  |  | *"),
        ("11 am - 12 am | Talks", "11:00 60 Talks"),
        ("12 am - 1 pm | Lunch", "12:00 60 Lunch |  |  | *"),
    ],
)
def test_times_are_told_as_people_speak(line: str, understood: str) -> None:
    close = {"At": "11:00 End\n"}.get(line[:2], "")
    assert steps(f"{line}\n{close or '14:00 End'}\n")[0] == understood


def test_what_begins_with_from_is_not_always_a_time() -> None:
    text = "9:00 Welcome\n10:00 From one to many: stories\n11:00 At ten tables: maps\n"
    assert steps(text) == [
        "09:00 60 Welcome",
        "10:00 60 From one to many: stories",
        "11:00 0 At ten tables: maps",
    ]


def test_a_weekday_says_whether_month_or_day_comes_first() -> None:
    text = "| | Monday, 4/5 | Thuesday, 4/6 |\n|---|---|---|\n| 9 am - 10 am | Introduction | Work |\n| 10 am - 11 am | Talk | Lunch |\n"
    assert dates(text) == ["2027-04-05", "2027-04-06"]
    assert steps(text) == [
        "09:00 60 Introduction",
        "10:00 60 Talk",
        "09:00 60 Work",
        "10:00 60 Lunch |  |  | *",
    ]
    assert dates("E martë, 4/5\n9:00 Hapja\n10:00 Dreka\n") == ["2027-05-04"]


def test_rooms_and_registration_in_the_languages_around() -> None:
    text = (
        "# 6 de mayo 2027\n\n### 08:00 - 09:00 | Acreditación y Desayuno\n- **Ubicación**: Hall principal\n\n"
        "### 12:00 - 13:00 | Almuerzo\n- **Ubicación**: Área de catering\n"
    )
    assert steps(text) == [
        "08:00 60 Acreditación y Desayuno |  | Hall principal",
        "12:00 60 Almuerzo |  | Área de catering | *",
    ]


def test_signs_that_markdown_leaves_alone_are_read_as_themselves() -> None:
    text = "| Time | Activity |\n|---|---|\n| 09:30 | Activity \\# 1 |\n| 19:00 | Worship \\& Songs |\n"
    assert steps(text) == ["09:30 570 Activity # 1", "19:00 0 Worship & Songs"]


def test_a_date_ahead_of_rows_that_tabs_divide_is_theirs() -> None:
    text = "Takimi i grupit të punës – e hënë, 8 mars 2027\n\n9:00\tHapja\tSalla Blu\n10:00\tPushim\tHolli\n11:00\tMbyllja\tSalla Blu\n"
    assert dates(text) == ["2027-03-08"]


def test_who_speaks_may_stand_below_what_a_panel_is_about() -> None:
    text = (
        "10:20 – 11:40 Panel 1: Dialogu\n\nDialogu i lehtësuar nga BE pësoi ngecje atëherë kur supozohej të hynte në fazat e tij përfundimtare.\n\n"
        "Panelistët:\nZnj. Sonja Licht, Fondi i Beogradit\nZ. Naim Rashiti, Drejtor Ekzekutiv\nModerator: Mr. Alex Grigorev\n11:40 – 12:00 Pauza e kafes\n"
    )
    assert steps(text) == [
        "10:20 80 Panel 1: Dialogu | Sonja Licht; Naim Rashiti; Alex Grigorev",
        "11:40 20 Pauza e kafes |  |  | *",
    ]


@pytest.mark.parametrize(
    ("line", "understood"),
    [
        ("9:00 Fjala e Kryetarit z.Edi Leka", "09:00 60 Fjala e Kryetarit | Edi Leka"),
        ("9:00 Opening speech of Mr. Paul Meyer", "09:00 60 Opening speech | Paul Meyer"),
        ("9:00 Coffee (Undergraduate Workroom)", "09:00 60 Coffee |  | Undergraduate Workroom | *"),
        ("9:00 Dinner (Scarman House)", "09:00 60 Dinner (Scarman House) |  |  | *"),
    ],
)
def test_a_title_ends_ahead_of_who_and_where(line: str, understood: str) -> None:
    assert steps(f"{line}\n10:00 End\n")[0] == understood


def test_a_councils_agenda_numbers_its_items_and_says_when_it_was_posted() -> None:
    text = (
        "Tuesday, May 11, 2027 - 5:30 PM\n\n1. CALL TO ORDER (5:30)\n2. PUBLIC COMMENT (5:35 – 5:50)\n4. BUSINESS\n"
        "   4.1 Parks levy – Dana Ortiz, Finance Director (5:50 – 6:20)\n5. RECESS (6:45 – 7:00)\n6. DISCUSSION (7:00 – 8:15)\n\n"
        "Agenda posted May 7, 2027 at 3:00 PM.\n"
    )
    assert steps(text) == [
        "17:30 5 CALL TO ORDER",
        "17:35 15 PUBLIC COMMENT",
        "17:50 30 Parks levy | Dana Ortiz",
        "18:45 15 RECESS |  |  | *",
        "19:00 75 DISCUSSION",
    ]


def test_who_thanks_at_the_end_of_a_mail_leads_nothing() -> None:
    text = "<p>9.00-9.15 - Hyrje<br>11.30 - Mbyllje</p><p>Faleminderit,<br>Elira Doko<br>Koordinatore</p>"
    assert steps(text) == ["09:00 15 Hyrje", "11:30 0 Mbyllje"]
