"""How organisations write their agendas on pages, in tables and in Markdown: each writing was met somewhere."""

import io
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from facilitate.agenda.arriving.arrived import arrived_to_json
from facilitate.agenda.arriving.reading import read_agenda
from tests.agenda.arriving.test_rules import dates, read, steps


@pytest.mark.parametrize(
    "time",
    ["10:00 am - 11:00 am PDT", "10:00–11:00 (CET)", "10:00-11:00 UTC+2", "10.:00 - 11:00 EET"],
)
def test_the_zone_and_a_slip_of_the_finger_are_no_part_of_a_title(time: str) -> None:
    assert steps(f"{time} | **Opening remarks**\n11:00 Lunch")[0] == "10:00 60 Opening remarks"


def test_what_a_text_borrows_from_web_pages_is_no_part_of_it() -> None:
    text = (
        "| Time | Speaker | Title |\n|---|---|---|\n"
        '| 9:00 | <span class="name">Mira Kola</span> | <span class="title">Safe houses</span> <!-- hall 2 --> |\n'
        "| 9:40 | Ana Prifti | Returning home \\ |\n"
    )
    assert steps(text) == [
        "09:00 40 Safe houses | Mira Kola",
        "09:40 0 Returning home | Ana Prifti",
    ]


def test_when_a_whole_day_is_stands_above_its_steps() -> None:
    text = "Day 2 – 7 June 2027\n3:30 pm to 5:30 pm (EDT)\n3:30-3:55 Introduction\n3:55-4:00 5 min break\n4:00-5:30 Practice"
    assert steps(text) == ["15:30 25 Introduction", "15:55 5 break |  |  | *", "16:00 90 Practice"]
    table = "7 June 2027\n9:00 - 12:00 ET\nAgenda\n\n| Time | Topic |\n|---|---|\n| 9:00 | Welcome |\n| 9:30 | Work |"
    assert steps(table) == ["09:00 30 Welcome", "09:30 0 Work"]


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("Day 1 – 6/7/2027\n9:00 A\n10:00 B\nDay 2 – 6/8/2027\n9:00 C\n10:00 D", ["2027-06-07", "2027-06-08"]),
        ("Day 1 – 24/6/2027\n9:00 A\n10:00 B\nDay 2 – 25/6/2027\n9:00 C\n10:00 D", ["2027-06-24", "2027-06-25"]),
        ("Dates: 10/14/2027 - 10/15/2027\n\nDay 1\n9:00 A\n10:00 B\nDay 2\n9:00 C\n10:00 D", ["2027-10-14", "2027-10-15"]),
        ("Dates: 8/1/27 – 8/2/27\n\nDay 1\n9:00 A\n10:00 B\nDay 2\n9:00 C\n10:00 D", ["2027-08-01", "2027-08-02"]),
        ("Kursi, Berat, 15-16/1-2027\n\nDay 1\n9:00 A\n10:00 B\nDay 2\n9:00 C\n10:00 D", ["2027-01-15", "2027-01-16"]),
        ("6/7/2027\n9:00 A\n10:00 B", ["2027-07-06"]),
    ],
)  # fmt: skip
def test_day_and_month_are_told_by_all_dates_together(written: str, days: list[str]) -> None:
    assert dates(written) == days


def test_going_into_groups_is_no_break() -> None:
    text = "13:00 Break into groups: plot your data\n15:00 Break\n15:15 Close"
    assert steps(text) == [
        "13:00 120 Break into groups: plot your data",
        "15:00 15 Break |  |  | *",
        "15:15 0 Close",
    ]


def test_a_card_says_time_length_kind_title_who_and_where() -> None:
    page = """<h2>Day 1</h2>
    <div><div><span>09:00 - 10:00</span> <span>60 min</span></div>
      <div><div>Keynote</div><h3>Opening: safe return</h3><p class="speaker">Dr. Mira Kola - Head, National Centre</p><p>📍 Main Auditorium</p></div></div>
    <div><div><span>10:00 - 10:30</span> <span>30 min</span></div><div><h3>Networking break</h3></div></div>
    <footer><h3>Return 2027</h3><p>2025-2030 © National Centre</p></footer>"""
    assert steps(page) == [
        "09:00 60 Opening: safe return | Mira Kola | Main Auditorium",
        "10:00 30 Networking break |  |  | *",
    ]


def test_a_half_of_the_day_that_cannot_be_is_the_other_one() -> None:
    text = "11:00 AM Coffee break\n11:30 PM Panel\n12:15 PM Lunch\n11:30 PM Dancing"
    assert steps(text) == [
        "11:00 30 Coffee break |  |  | *",
        "11:30 45 Panel",
        "12:15 675 Lunch |  |  | *",
        "23:30 0 Dancing",
    ]


def test_a_table_of_lengths_alone_follows_them_row_by_row() -> None:
    text = (
        "| Workshop item | Duration |\n|---|---|\n"
        "| Welcome | 10 minutes |\n| First keynote: Mira Kola | 30 minutes (including Q&A) |\n"
        "| Lightning talks | 5 x 10 minute talks 50 minutes |\n| Breakout session 1 | 40 minutes |\n"
        "| Break for lunch | 60 minutes |\n| Breakout session 2 | 40 minutes |\n"
    )
    assert steps(text) == [
        "09:00 10 Welcome",
        "09:10 30 First keynote | Mira Kola",
        "09:40 50 Lightning talks",
        "10:30 40 Breakout session 1",
        "11:10 60 Break for lunch |  |  | *",
        "12:10 40 Breakout session 2",
    ]


def test_numbers_of_papers_are_no_lengths() -> None:
    text = (
        "| Time | Topic |\n|---|---|\n| 9:00-10:00 | Opening |\n| 10:00-10:30 | Posters |\n\n"
        "| ID | Title |\n|---|---|\n| 2 | Shelters in the north |\n| 16 | Phone lines |\n| 18 | Schools |\n"
    )
    assert steps(text) == ["09:00 60 Opening", "10:00 30 Posters"]
    assert [one.text for one in read(text).left_out][-3:] == [
        "2 | Shelters in the north", "16 | Phone lines", "18 | Schools",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "understood"),
    [
        ("9:30 Welcome (Visboekzaal B)", "09:30 0 Welcome |  | Visboekzaal B"),
        ("9:30 Drones (Bruno - EN 5041)", "09:30 0 Drones | Bruno | EN 5041"),
        ("9:30 Plan (Part 2)", "09:30 0 Plan (Part 2)"),
        ("9:30 Expectations (Afrim F.)", "09:30 0 Expectations | Afrim F"),
        ("9:30 Charter\nDeo Rama Gurung, Ministry", "09:30 0 Charter | Deo Rama Gurung"),
        ("9:30 Set up\nLoad Database & Generate Report", "09:30 0 Set up"),
        ("9:30 Growth\n- Addressing Environmental and Social Challenges", "09:30 0 Growth"),
        ("1400-- Exercise: change the model", "14:00 0 Exercise: change the model"),
    ],
)  # fmt: skip
def test_rooms_and_people_are_told_from_words_with_a_capital(line: str, understood: str) -> None:
    assert (
        steps(f"{line}\n16:00 Close")[0].replace(" 390 ", " 0 ").replace(" 120 ", " 0 ")
        == understood
    )


def test_who_speaks_stands_in_a_column_of_its_own() -> None:
    text = (
        "| Time | Speaker | Title |\n|---|---|---|\n| 9:00 | Mira Kola | No Structure? No Problem: Have Some Fun |\n"
        "| 9:40 | Ana Prifti | Prediction (Machine-Learned Coarse-Grained Model) |\n"
    )
    assert steps(text) == [
        "09:00 40 No Structure? No Problem: Have Some Fun | Mira Kola",
        "09:40 0 Prediction (Machine-Learned Coarse-Grained Model) | Ana Prifti",
    ]


def test_each_column_may_be_a_day_whose_cells_tell_their_times() -> None:
    page = (
        "<table><tr><td><p>14 June 2027</p><p>Monday</p></td><td><p>15 June 2027</p><p>Tuesday</p></td></tr>"
        "<tr><td><p>09:00-10:00</p><p>Opening</p></td><td><p>09:00-10:30</p><p>Shelters</p></td></tr>"
        "<tr><td><p>10:00-10:30</p><p>Coffee break</p></td><td></td></tr></table>"
    )
    assert dates(page) == ["2027-06-14", "2027-06-15"]
    assert steps(page) == [
        "09:00 60 Opening",
        "10:00 30 Coffee break |  |  | *",
        "09:00 90 Shelters",
    ]


def test_a_timetable_of_days_joins_what_stands_in_several_rows() -> None:
    text = (
        "| Time | Monday 14 June 2027 | Tuesday 15 June 2027 |\n|---|---|---|\n"
        "| 9:00-9:30 | Tutorial | Panel |\n| 9:30-10:00 | Tutorial | Panel |\n| 10:00-10:30 | Coffee | Film |\n"
    )
    assert steps(text) == [
        "09:00 60 Tutorial", "10:00 30 Coffee |  |  | *", "09:00 60 Panel", "10:00 30 Film",
    ]  # fmt: skip


def test_markdown_may_hold_the_tables_of_a_page() -> None:
    text = (
        "---\nlayout: page\n---\n# Programme\n\n<div>\n<table>\n<tr><td width=100px>15:20-15:40</td>\n"
        '<td><b>Safe return</b><br /><span class="author">Ana Kola<sup>1</sup>, Rita Silva<sup>2,3</sup></span></td></tr>\n'
        "<tr><td>15:40-16:00</td><td>Close</td></tr>\n</table>\n</div>\n"
    )
    assert steps(text) == ["15:20 20 Safe return | Ana Kola; Rita Silva", "15:40 20 Close"]


@pytest.mark.parametrize(
    ("line", "understood"),
    [
        ("9:00-9:30 Ana Kola and Rita Silva, Returning home from abroad", "09:00 30 Returning home from abroad | Ana Kola; Rita Silva"),
        ("9:00-9:30 Ana Kola and Rita Silva, Ministry of the Interior", "09:00 30 Ana Kola and Rita Silva, Ministry of the Interior"),
        ("9:00-9:30 [Keynote speech by Prof. Claire Wardle](keynote.md)\\", "09:00 30 Keynote speech | Claire Wardle"),
        ("| 9:00-9:30 | Work | Caleb and Mitch |", "09:00 30 Work | Caleb; Mitch"),
    ],
)  # fmt: skip
def test_who_speaks_is_told_where_commas_alone_divide(line: str, understood: str) -> None:
    table = "| Time | What | Who |\n|---|---|---|\n" if line.startswith("|") else ""
    found = steps(f"{table}{line}\n{'| 9:30-10:00 | Close | |' if table else '9:30-10:00 Close'}")
    assert found[0] == understood


def test_lengths_say_when_they_end() -> None:
    text = "1. Quick recap (20 minutes, end at 9:20)\n2. Distributions (35 minutes, end at 9:55)\n3. Curves (5 minutes, end at 10:00)"
    assert steps(text) == ["09:00 20 Quick recap", "09:20 35 Distributions", "09:55 5 Curves"]


def test_headings_and_pauses_in_the_languages_around() -> None:
    text = (
        "día,Tema,duración,inicia,Finaliza,¿Quién?\n,Día 1 (29 de agosto de 2027),,,,\n"
        "1,Bienvenida,00:10,09:00,09:10,Ana y Julia\n1,Descanso,00:20,09:10,09:30,\n"
    )
    assert (dates(text), steps(text)) == (
        ["2027-08-29"],
        ["09:00 10 Bienvenida | Ana; Julia", "09:10 20 Descanso |  |  | *"],
    )


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("9:00 &ndash; 9:30 Welcome &amp; coffee<br/>\n9:30 Work", "09:00 30 Welcome & coffee"),
        ("#### Monday 14 June 2027<br />\n1200 - Lunch<br/>\n1330 - Talks<br/>", "12:00 90 Lunch |  |  | *"),
        ('9:00 "Plain: yet accurate – language" Anna Kola (details)\n10:00 Close', '09:00 60 "Plain: yet accurate – language" | Anna Kola'),
        ("9:00 Closing: “Community first,” Sara Potvin, University of Tirana\n10:00 End", "09:00 60 Closing: “Community first” | Sara Potvin"),
        ("| Session | Duration | Event |\n|---|---|---|\n| 1 | 15 min | Welcome |\n| 1 | 30 min | Work |\n| | 15 min | Coffee |", "09:00 15 Welcome"),
        ("---\ntitle: x\n---\n<h2>11 June 2027</h2>\n<h3>8:30-9:00: Breakfast</h3>\n<h3>9:00-10:00: Opening</h3>\n", "08:30 30 Breakfast |  |  | *"),
        ("<table><tr><td>9:00-9:30</td><td>Welcome</td></tr><tr><td>9:30-10:00</td><td>Work</td></tr>", "09:00 30 Welcome"),
    ],
)  # fmt: skip
def test_the_source_of_a_site_is_read_as_what_it_shows(text: str, understood: str) -> None:
    assert steps(text)[0] == understood


def test_a_heading_may_end_with_its_time() -> None:
    page = "<h3>9:00-10:00: Opening</h3><h3>10:00-10:45: Coffee</h3><h3>Session 1: 10:45-12:15</h3>"
    assert steps(page)[-1] == "10:45 90 Session 1"


def test_who_is_somebody_in_one_step_is_somebody_in_all() -> None:
    text = (
        "9:00 Panel: Kaltrim Haralampi, Ministry of Health\n"
        "| Time | What | Who |\n|---|---|---|\n| 10:00 | Kaltrim Haralampi - Numbers that help | |\n"
        "| 11:00 | Workshop: Kaltrim Haralampi - Writing a report | |\n| 12:00 | Close | Kaltrim Haralampi |\n"
    )
    assert steps(text)[-3:-1] == [
        "10:00 60 Numbers that help | Kaltrim Haralampi",
        "11:00 60 Workshop: Writing a report | Kaltrim Haralampi",
    ]


def test_several_speakers_stand_ahead_of_a_colon() -> None:
    text = "- 9:00 - Ana Kola and **Mehrzad Shahin**: Returning home - :material-file: paper\n- 9:30 - Close"
    assert steps(text)[0] == "09:00 30 Returning home - paper | Ana Kola; Mehrzad Shahin"


def test_noon_and_midnight_end_a_step() -> None:
    assert steps("10.45 am – noon Plans\n11 pm - midnight Concert") == [
        "10:45 75 Plans",
        "23:00 60 Concert",
    ]
    assert steps("10:30–mesditë Diskutim\nmesdita – 13:00 Drekë") == [
        "10:30 90 Diskutim",
        "12:00 60 Drekë |  |  | *",
    ]


@pytest.mark.parametrize(
    ("written", "step"),
    [
        ("9:00 State of the reform (Deputy Minister Bardhylka Kospiri)", "09:00 0 State of the reform | Bardhylka Kospiri"),
        ("9:00 Miratimi i rendit të ditës (Kryetari)", "09:00 0 Miratimi i rendit të ditës"),
        ("9:00 Hapja – Juliana Hoxha, Drejtore Ekzekutive", "09:00 0 Hapja | Juliana Hoxha"),
        ("9:00 Welcome – Ana Šarić, član odbora", "09:00 0 Welcome | Ana Šarić"),
        ("9:00 Panel\nModerator: Ms. Vlora Tuzi", "09:00 0 Panel | Vlora Tuzi"),
        ("9:00 Two villages\nEriselda Xhakolli\nIlir Hoxha", "09:00 0 Two villages | Eriselda Xhakolli; Ilir Hoxha"),
    ],
)  # fmt: skip
def test_an_office_is_no_person_and_a_rare_name_is_one(written: str, step: str) -> None:
    assert steps(written) == [step]


@pytest.mark.parametrize(
    ("written", "step"),
    [
        ("9:00 Site visit: community centre", "09:00 0 Site visit: community centre"),
        ("9:00 Prevention: room 3", "09:00 0 Prevention |  | room 3"),
        ("9:00 Hearing of experts `Room: Parliament hall`", "09:00 0 Hearing of experts |  | Parliament hall"),
    ],
)  # fmt: skip
def test_what_is_visited_is_no_room(written: str, step: str) -> None:
    assert steps(written) == [step]


def test_a_table_that_says_only_until_when_is_understood() -> None:
    table = (
        "| Until | What |\n|---|---|\n| 8:45 | Sign in |\n| 10:00 | Circle |\n| 10:20 | Break |\n"
    )
    assert steps(table) == ["08:00 45 Sign in", "08:45 75 Circle", "10:00 20 Break |  |  | *"]


def test_the_margin_of_a_word_file_dates_its_agenda_and_a_box_beside_it_says_nothing_of_a_step() -> (
    None
):
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Konferenca e Bregdetit, 4 qershor 2026"
    document.add_paragraph("09:00–10:30 Panel: deti")
    anchor = document.add_paragraph()
    anchor._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>Objektivat: të njihemi me ligjin</w:t></w:r></w:p>"
            "</w:txbxContent></w:pict></w:r>"
        )
    )
    document.add_paragraph("10:30–11:00 Pushim")
    file = io.BytesIO()
    document.save(file)
    arrived = read_agenda(file.getvalue(), "Europe/Tirane", date(2026, 9, 1))
    assert arrived_to_json(arrived)["days"][0]["date"] == "2026-06-04"
    assert [one.description for one in arrived.steps] == ["", ""]
    assert [one.text for one in arrived.left] == [
        "Konferenca e Bregdetit, 4 qershor 2026",
        "Objektivat: të njihemi me ligjin",
    ]


def test_a_heading_that_ends_with_its_time_in_brackets_is_a_step_unless_it_stands_over_others() -> (
    None
):
    text = (
        "# Friday (9:00 – 12:00)\n\n## Opening (09:00 – 09:30)\n\n- Ana Kola\n\n09:30 – 10:00 Coffee\n\n"
        "## Session I (10:00 – 11:00)\n\n10:00 – 10:20 First\n10:20 – 11:00 Second\n\n## Closing (11:00 – 11:15)\n"
    )
    assert steps(text) == [
        "09:00 30 Opening | Ana Kola",
        "09:30 30 Coffee |  |  | *",
        "10:00 20 First",
        "10:20 40 Second",
        "11:00 15 Closing",
    ]


def test_times_in_four_digits_may_stand_alone_among_spans_of_them() -> None:
    assert steps("1000-1030 Doors\n1030–1130 Talk\n1130 END") == [
        "10:00 30 Doors",
        "10:30 60 Talk",
        "11:30 0 END",
    ]


def test_what_is_of_the_morning_is_no_breakfast() -> None:
    text = "8:00 Mëngjesi\n9:00 Rrethi i mëngjesit\n9:30 Ushtrimi i mëngjesit\n10:00 Mbyllja"
    assert [one.endswith("*") for one in steps(text)] == [True, False, False, False]


def test_a_cell_keeps_the_marks_of_a_name_in_it() -> None:
    text = '08:30-09:00\tRegistration\tHall "Rozafa"\n"09:00-09:20"\t"Opening"\t"Hall 2"'
    assert steps(text) == [
        '08:30 30 Registration |  | Hall "Rozafa"',
        "09:00 20 Opening |  | Hall 2",
    ]
