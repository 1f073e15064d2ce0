"""What ordinary programmes have in them: small things that cost a whole file where they are misread."""

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from facilitate.agenda.arriving.arrived import arrived_to_json
from facilitate.agenda.arriving.into_plan import guess_step_kind
from facilitate.agenda.arriving.reading import read_agenda
from facilitate.agenda.kinds import StepKind
from tests.agenda.arriving.test_rules import NEAR, dates, read, steps


def test_days_between_the_rows_of_a_pasted_table_keep_its_headings() -> None:
    text = (
        "Ora\tSalla\tTitulli\tKush\n5 prill 2027\n9.00 – 9.15\t\tFjala e hapjes\tDrita Prenga\n"
        "6 prill 2027\n9.30 – 10.15\tSalla A\tDiskutim në plenare\t\n"
    )
    assert steps(text) == [
        "09:00 15 Fjala e hapjes | Drita Prenga",
        "09:30 45 Diskutim në plenare |  | Salla A",
    ]
    assert dates(text) == ["2027-04-05", "2027-04-06"]


def test_the_date_of_a_row_is_no_time_where_its_time_is_empty() -> None:
    book = Workbook()
    for row in (
        ["Date", "Time", "Title", "Room"],
        [datetime(2027, 4, 5), "11:00 – 12:00", "Parallel sessions", None],
        [datetime(2027, 4, 5), None, "Schools", "Room 1"],
        [datetime(2027, 4, 5), None, "Streets", "Room 2"],
    ):
        book.active.append(row)  # type: ignore[union-attr]
    file = io.BytesIO()
    book.save(file)
    found = arrived_to_json(read_agenda(file.getvalue(), "Europe/Tirane", NEAR))
    assert [
        (one["start"], one["minutes"], one["title"], one["room"])
        for one in found["days"][0]["steps"]
    ] == [("11:00", 60, "Schools", "Room 1"), ("11:00", 60, "Streets", "Room 2")]
    assert found["days"][0]["date"] == date(2027, 4, 5).isoformat()


def test_four_digits_make_a_span_with_a_word_between() -> None:
    assert steps("0900 deri 1030 Hapja\n1030 to 1045 hrs Coffee break\n") == [
        "09:00 90 Hapja",
        "10:30 15 Coffee break |  |  | *",
    ]


def test_dinner_at_seven_is_in_the_evening() -> None:
    assert steps("9:00 Welcome\n11:30 Closing\n7:00-9:00 Dinner\n") == [
        "09:00 150 Welcome",
        "11:30 450 Closing",
        "19:00 120 Dinner |  |  | *",
    ]


def test_a_group_may_be_called_like_a_note() -> None:
    text = (
        "| Ora | Tema | Kush |\n|---|---|---|\n| 10:00-11:00 | Sesione paralele | |\n"
        "| | Nënshkrimi i memorandumit | Drita Prenga |\n| | Kontaktet e para me komunitetin | Ilir Hoxha |\n"
        "| 11:00-12:00 | Mbyllja | |\n| | Kontakt: Drita Prenga, tel. 069 | |\n"
    )
    assert steps(text) == [
        "10:00 60 Nënshkrimi i memorandumit | Drita Prenga",
        "10:00 60 Kontaktet e para me komunitetin | Ilir Hoxha",
        "11:00 60 Mbyllja",
    ]


def test_hours_with_an_h_are_times_and_no_lengths() -> None:
    assert steps("Ora;Tema\n9h00;Hapja\n9h15;Njohja\n10h30;Kafe\n") == [
        "09:00 15 Hapja",
        "09:15 75 Njohja",
        "10:30 0 Kafe |  |  | *",
    ]


def test_hours_with_an_h_are_lengths_beside_others() -> None:
    assert steps("15 min – Hapja\n1h30 – Punë në grupe\n1h – Drekë\n45 min – Mbyllja\n") == [
        "09:00 15 Hapja",
        "09:15 90 Punë në grupe",
        "10:45 60 Drekë |  |  | *",
        "11:45 45 Mbyllja",
    ]


def test_labels_stand_in_both_languages() -> None:
    text = (
        "9:00-9:30 Fjala e hapjes / Opening remarks\n  Folës / Speakers: Drita Prenga, Ilir Hoxha\n  Vendi / Venue: Salla A\n"
        "9:30-10:00 Njohja – Folës / Speaker(s): Jane Roe\n"
    )
    assert steps(text) == [
        "09:00 30 Fjala e hapjes / Opening remarks | Drita Prenga; Ilir Hoxha | Salla A",
        "09:30 30 Njohja | Jane Roe",
    ]


def test_lines_with_many_commas_are_no_table() -> None:
    text = (
        "Day 1\n- 9:00-10:00  Monitoring, 60 min – Mimoza Çela, Director, Agency – Main hall\n- 10:00-10:30  Coffee, 30 min\n"
        "- 10:30-11:00  Youth, 30 min - Valbona Gjoka, UNDP; Thomas Müller, Director, Agency – Room 2\n\nKind regards,\nArta Hoxha\n"
    )
    assert steps(text) == [
        "09:00 60 Monitoring | Mimoza Çela | Main hall",
        "10:00 30 Coffee |  |  | *",
        "10:30 30 Youth | Valbona Gjoka; Thomas Müller | Room 2",
    ]


def test_who_signs_a_mail_in_both_languages_is_no_speaker() -> None:
    text = "9:00 Hapja\n10:00 Mbyllja (20 min)\n\nMe respekt / Kind regards,\nArta Hoxha\n"
    assert steps(text) == ["09:00 60 Hapja", "10:00 20 Mbyllja"]


def test_a_room_may_stand_beside_who_speaks() -> None:
    assert steps(
        "9:00 | Contact with citizens | Jane Roe (Room A)\n9:30 | Closing | Tom West\n"
    ) == [
        "09:00 30 Contact with citizens | Jane Roe | Room A",
        "09:30 0 Closing | Tom West",
    ]


def test_cells_of_several_lines_leave_a_table_one() -> None:
    text = (
        'Orari;Titulli;Lehtësuesi\n10:15 - 11:15;Planifikimi;"Prof. Teuta Kola\nSarah Johnson\nJane Roe"\n'
        '11:15 - 12:00;Diskutim;"Besnik Leka\nThomas Müller"\n'
    )
    assert steps(text) == [
        "10:15 60 Planifikimi | Teuta Kola; Sarah Johnson; Jane Roe",
        "11:15 45 Diskutim | Besnik Leka; Thomas Müller",
    ]


def test_a_cell_says_below_each_other_when_a_step_begins_and_ends() -> None:
    text = (
        "<table><tr><th>Ora</th><th>Tema</th></tr><tr><td>09:00<br>09:30</td><td>Hapja</td></tr>"
        "<tr><td>9.30 a.m.<br>10.15 a.m.</td><td>Diskutim</td></tr><tr><td>13h00<br>14h00</td><td>Drekë</td></tr></table>"
    )
    assert steps(text) == ["09:00 30 Hapja", "09:30 45 Diskutim", "13:00 60 Drekë |  |  | *"]


def test_a_small_honorific_begins_a_name_and_goes_on_with_no_title() -> None:
    text = (
        "<table><tr><th>Ora</th><th>Tema</th></tr><tr><td>09:00-09:30</td><td>Raportimi i grupeve<br>z. Agim Hoxha, UNDP</td></tr>"
        "<tr><td>09:30-10:00</td><td>Roli i shkollave në parandalimin<br>e hershëm të dhunës</td></tr></table>"
    )
    assert steps(text) == [
        "09:00 30 Raportimi i grupeve | Agim Hoxha",
        "09:30 30 Roli i shkollave në parandalimin e hershëm të dhunës",
    ]


def test_what_is_joined_over_a_row_says_nothing_of_its_columns() -> None:
    text = (
        "<table><tr><td colspan=3>Morning session</td></tr><tr><td>09:00-09:30</td><td>Opening</td><td>Plenary hall</td></tr>"
        "<tr><td colspan=3>Afternoon session</td></tr><tr><td>14:00-15:00</td><td>Closing</td><td></td></tr></table>"
    )
    assert steps(text) == ["09:00 30 Opening |  | Plenary hall", "14:00 60 Closing"]


def test_a_row_with_only_a_name_is_the_talk_of_that_person() -> None:
    text = "| Time | Talk | Speaker |\n|---|---|---|\n| 9:00 | Welcome | Jane Roe |\n| 9:30 | | Tom West |\n| 10:00 | Coffee | |\n"
    assert steps(text) == [
        "09:00 30 Welcome | Jane Roe",
        "09:30 30 Tom West | Tom West",
        "10:00 0 Coffee |  |  | *",
    ]
    assert (
        steps("9:00 Welcome\n9:30 Agim Hoxha\n10:00 Coffee\n")[1]
        == "09:30 30 Agim Hoxha | Agim Hoxha"
    )


def test_a_label_needs_no_colon_before_a_name() -> None:
    text = (
        "| Ora | Tema | Kush |\n|---|---|---|\n| 9:00-10:00 | Panel: Rinia | Moderon Ilir Hoxha; Drita Prenga |\n"
        "| 10:00-11:00 | Planning – Room 1 – facilitator Hille Hinsberg | |\n"
    )
    assert steps(text) == [
        "09:00 60 Panel: Rinia | Ilir Hoxha; Drita Prenga",
        "10:00 60 Planning | Hille Hinsberg | Room 1",
    ]


def test_where_somebody_works_is_neither_a_person_nor_a_room() -> None:
    text = (
        "9:00-10:00 Opening\n  Moderator: Apostolos Mangas, Hellenic Broadcasting Corporation (ERT)\n"
        "10:00-11:00 Skills\n  - Mara Bianchi, Deputy Director of the Centre\n"
    )
    assert steps(text) == [
        "09:00 60 Opening | Apostolos Mangas",
        "10:00 60 Skills | Mara Bianchi",
    ]


def test_an_h_may_stand_between_spaces() -> None:
    text = "10 h 00 – 11 h 30     Session constitutive\n  • Mme Zorka Kordić, négociatrice\n12 h 30 – 14 h 00     Pause déjeuner\n15 h 30    Fin\n"
    assert steps(text) == [
        "10:00 90 Session constitutive | Zorka Kordić",
        "12:30 90 Pause déjeuner |  |  | *",
        "15:30 0 Fin",
    ]


def test_a_speech_below_names_who_gives_it() -> None:
    assert steps(
        "11:00-12:00 Cohesion\nChair: Ana Kola\nKey speech by Mr Biser Petkov, Minister\n"
    ) == ["11:00 60 Cohesion | Ana Kola; Biser Petkov"]


def test_whom_to_call_speaks_nowhere() -> None:
    text = "| Ora | Tema | Kush |\n|---|---|---|\n| 9:00-10:00 | Mbyllja | Genti Muka |\n| | Koordinatore: Elona Prifti, tel. 069 20 30 405 | |\n"
    assert steps(text) == ["09:00 60 Mbyllja | Genti Muka"]


def test_groups_below_a_step_are_steps_side_by_side() -> None:
    assert steps(
        "10.30 - planning autumn, in two groups\n   group 1: events (Marc, small meeting room)\n   group 2: publications (Ana, kitchen)\n11.45 - lunch\n"
    ) == [
        "10:30 75 group 1: events | Marc | small meeting room",
        "10:30 75 group 2: publications | Ana | kitchen",
        "11:45 0 lunch |  |  | *",
    ]
    assert steps(
        "| Koha | Tema |\n|---|---|\n| 11.20 – 12.20 | Punë praktike:<br>a) Fotot – Ermal Peçi, Salla 1<br>b) Burimet – Iris Luarasi, Salla 2 |\n"
        "| 12.20 – 13.00 | Diskutim |\n"
    ) == [
        "11:20 60 Fotot | Ermal Peçi | Salla 1",
        "11:20 60 Burimet | Iris Luarasi | Salla 2",
        "12:20 40 Diskutim",
    ]


def test_groups_that_report_do_so_one_after_the_other() -> None:
    assert steps(
        "10:00-11:00 Reports\n  Group 1: events\n  Group 2: publications\n11:00-11:30 Coffee\n"
    ) == [
        "10:00 60 Reports",
        "11:00 30 Coffee |  |  | *",
    ]


def test_when_a_meeting_is_stands_once_above_its_items() -> None:
    text = (
        "Data: 15.06.2027\nOra: 11:00 – 13:00\nVendi: Ministria e Arsimit\n1. Hapja – Zv. Ministrja Albana Tole (5 min)\n"
        "2. Raporti – Gent Sula, menaxher projekti (30 min)\n"
    )
    assert steps(text) == ["11:00 5 Hapja | Albana Tole", "11:05 30 Raporti | Gent Sula"]
    assert dates(text) == ["2027-06-15"]


def test_who_speaks_may_stand_in_brackets_below() -> None:
    text = "<table><tr><th>Ora</th><th>Tema</th></tr><tr><td>09:00-10:30</td><td>Role play<br>(Ana Kola, Tom West)</td></tr></table>"
    assert steps(text) == ["09:00 90 Role play | Ana Kola; Tom West"]


def test_a_column_of_rooms_is_found_beside_titles_that_are_joined_over_it() -> None:
    page = (
        "<table><tr><td>8:00am</td><td colspan=2>Breakfast</td></tr><tr><td>9:00am</td><td colspan=2>Keynote</td></tr>"
        "<tr><td rowspan=2>10:30am</td><td>Session 1A: Streets</td><td>Room 101</td></tr><tr><td>Session 1B: Schools</td><td>Room 102</td></tr>"
        "<tr><td>12:00pm</td><td colspan=2>Lunch</td></tr><tr><td>1:00pm</td><td colspan=2>Posters</td></tr></table>"
    )
    assert steps(page) == [
        "08:00 60 Breakfast |  |  | *",
        "09:00 90 Keynote",
        "10:30 90 Session 1A: Streets |  | Room 101",
        "10:30 90 Session 1B: Schools |  | Room 102",
        "12:00 60 Lunch |  |  | *",
        "13:00 0 Posters",
    ]


def test_a_length_beside_a_room_is_a_length_and_a_room() -> None:
    understood = ["09:00 15 Hapja |  | Salla A", "09:30 60 Paneli |  | Salla B"]
    for head in ("", "Ora | Tema | Salla\n"):
        for first, second in (("(15 min)", "(1 orë)"), (", 15 min", ", 60 min")):
            text = f"{head}9:00 | Hapja | Salla A {first}\n9:30 | Paneli | Salla B {second}\n"
            assert steps(text.replace(" ,", ",")) == understood


def test_what_is_drafted_or_whom_to_ask_is_no_group_beside_groups_that_say_who_leads_them() -> None:
    rows = (
        "Ora;Tema;Salla\n10:00;Sesione paralele;\n;Fëmijët;A\n;Punësimi;B\n;{};\n11:00;Mbyllja;A\n"
    )
    for note in ("Draft i programit", "Draft, 3 prill", "Kontakt Drita Prenga"):
        found = read(rows.format(note))
        assert [one.title for one in found.steps] == ["Fëmijët", "Punësimi", "Mbyllja"]
        assert [one.text for one in found.left_out] == [note]
    bullets = (
        "10:00 Parallel sessions\n  - Schools (Drita Prenga)\n  - Draft plan (Ilir Hoxha)\n"
        "  - Contact the hosts for changes\n11:00 Closing\n"
    )
    assert steps(bullets) == [
        "10:00 60 Schools | Drita Prenga",
        "10:00 60 Draft plan | Ilir Hoxha",
        "11:00 0 Closing",
    ]


def test_parts_of_an_hour_are_lengths() -> None:
    said = ("½ hour", "3/4 orë", "1½ hours", "1 1/2 hours", "half hour", "¼ h")
    text = "".join(f"{number}. Talk ({one})\n" for number, one in enumerate(said, 1))
    assert [one.split()[1] for one in steps(text)] == ["30", "45", "90", "90", "30", "15"]


def test_who_leads_and_the_room_may_share_a_line_below() -> None:
    text = "10:00 Diskutim\nLehtëson: Gent Rama, Salla 2\n11:00 Panel\nModerator: Vera Kodra (Room B)\n"
    assert steps(text) == [
        "10:00 60 Diskutim | Gent Rama | Salla 2",
        "11:00 0 Panel | Vera Kodra | Room B",
    ]


def test_a_title_that_was_broken_at_the_edge_of_a_page_is_whole() -> None:
    text = (
        "10:00 Raporti për zbatimin e\nplanit të veprimit\nDrita Prenga, Sekretare teknike\n"
        "10:40 Diskutime\nme të gjithë anëtarët\n11:00 Mbyllja\n"
    )
    assert steps(text) == [
        "10:00 40 Raporti për zbatimin e planit të veprimit | Drita Prenga",
        "10:40 20 Diskutime",
        "11:00 0 Mbyllja",
    ]


def test_arriving_to_coffee_is_a_break_and_to_sign_in_is_none() -> None:
    found = read("8:30 Arrive, register\n9:00 Arrive, coffee\n9:30 Arrival, coffee\n10:00 Plan\n")
    assert [one.is_break for one in found.steps] == [False, True, False, False]


def test_soup_for_all_is_a_meal_and_soup_kitchens_are_a_subject() -> None:
    found = read(
        "12:00 Soup for all\n13:00 Soup kitchens for all\n14:00 Supë për të gjithë\n15:00 Supervision for all"
    )
    assert [one.is_break for one in found.steps] == [True, False, True, False]
    kinds = [guess_step_kind(one) for one in found.steps]
    assert kinds == [StepKind.MEAL, StepKind.PLENARY, StepKind.MEAL, StepKind.PLENARY]


def test_who_sent_a_calendar_is_shown_once_and_speaks_nowhere() -> None:
    entry = (
        "BEGIN:VEVENT\nUID:{0}@x\nDTSTART:20270318T0{0}0000\nDTEND:20270318T0{0}3000\nSUMMARY:Talk {0}\n"
        "ORGANIZER;CN=Hana Leka:mailto:h@example.org\n{1}END:VEVENT\n"
    )
    alarm = "BEGIN:VALARM\nACTION:DISPLAY\nSUMMARY:Soon\nTRIGGER:-PT10M\nEND:VALARM\n"
    guest = "ATTENDEE;CN=Jon Doda:mailto:j@example.org\n"
    found = read(
        f"BEGIN:VCALENDAR\n{entry.format(8, alarm)}{entry.format(9, guest)}END:VCALENDAR\n"
    )
    assert [(one.title, one.people) for one in found.steps] == [
        ("Talk 8", ()),
        ("Talk 9", ("Jon Doda",)),
    ]
    assert [(one.text, one.spot.number) for one in found.left] == [("ORGANIZER: Hana Leka", 1)]


def test_the_room_below_group_work_is_no_group() -> None:
    assert steps("10:00 Hapja\n11:30 – 13:00 Punë në grupe\nSalla 2\n13:00 Drekë") == [
        "10:00 90 Hapja",
        "11:30 90 Punë në grupe |  | Salla 2",
        "13:00 0 Drekë |  |  | *",
    ]


def test_times_of_a_table_may_be_typed_with_a_comma() -> None:
    book = Workbook()
    for row in (
        ["Ora e fillimit", "Kohëzgjatja", "Aktiviteti"],
        ["9,00", 30, "Hapja"],
        ["9,30 – 10,15", None, "Të dhënat"],
        [0.427083333, 15, "Pushim"],
    ):
        book.active.append(row)  # type: ignore[union-attr]
    file = io.BytesIO()
    book.save(file)
    found = read_agenda(file.getvalue(), "Europe/Tirane", NEAR)
    assert [(one.start, one.minutes) for one in found.steps] == [(540, 30), (570, 45), (615, 15)]


def test_a_university_of_elsewhere_is_nobody() -> None:
    assert steps(
        "9:15 Impulsvortrag – Prof. Jonas Richter, Universität Graz\n10:00 Kaffeepause"
    ) == [
        "09:15 45 Impulsvortrag | Jonas Richter",
        "10:00 0 Kaffeepause |  |  | *",
    ]


@pytest.mark.parametrize("inside", ["plenary", "in pairs", "3 groups"])
@pytest.mark.parametrize("mark", [", ", "; "])
def test_a_length_beside_something_else_in_brackets_leaves_that_whole(
    inside: str, mark: str
) -> None:
    text = f"9:00 Why are we here ({inside}{mark}20 min)\n10:00 Lunch"
    assert steps(text)[0] == f"09:00 20 Why are we here ({inside})"


@pytest.mark.parametrize(
    "room", ["main hall, 3rd floor", "salla e mbledhjeve, kati 2", "velika sala, III sprat"]
)
def test_a_floor_belongs_to_the_room_ahead_of_it(room: str) -> None:
    for text in (f"9:00-10:00 Meeting, {room}", f"9:00-10:00 Meeting ({room})"):
        assert steps(text) == [f"09:00 60 Meeting |  | {room}"]
    for text in (
        f"9:00-10:00 Meeting, Drita Prenga, {room}",
        f"9:00-10:00 Meeting (Drita Prenga, {room})",
        f"9:00-10:00 Meeting – Drita Prenga, {room}",
        f"9:00-10:00 Meeting – moderator: Drita Prenga, {room}",
    ):
        assert steps(text) == [f"09:00 60 Meeting | Drita Prenga | {room}"]
