"""What a file says is understood or listed, never dropped: over tables and texts as people mangle them."""

import io
import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from facilitate.agenda.arriving.arrived import ArrivalProblem, Arrived, NotArrived
from facilitate.agenda.arriving.reading import read_agenda

NEAR = date(2027, 3, 18)
TIMES = ["9:00", "09.30", "10:00-10:45", "11h15 – 12h00", "1.30", "2 pm", "", "", "25:00", "soon"]
TITLES = [
    "Opening",
    "Pushim kafeje",
    "Grupe pune paralele",
    "a) North",
    "Total: 3 hours",
    "Shënim: gjithë ditën",
    "Drekë",
    "Panel\nJane Roe, OSCE",
    "",
    "Dita e dytë",
    "19 mars 2027",
    "Prepared by the office",
    "Group 1: schools",
    "x",
]
PEOPLE = [
    "",
    "z. Agim Hoxha, Ministër",
    "Drita; Ilir",
    "all",
    "Jane Roe (OSCE)",
    "Secretariat",
    "–",
]
ROOMS = ["", "Main hall", "salla 2", "?", "Hotel"]
HEADINGS = [
    ["Time", "Title", "Who", "Room"],
    ["Ora", "Tema", "Folësit", "Salla"],
    ["A", "B", "C", "D"],
    ["", "Activity", "", "Where"],
]
ROWS = st.lists(
    st.tuples(*map(st.sampled_from, (TIMES, TITLES, PEOPLE, ROOMS))), min_size=1, max_size=14
)


def words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]{3,}", text) if word}


def shown(arrived: Arrived) -> set[str]:
    """Every word that a person sees of what came in."""
    texts = [one.text for one in arrived.left] + [one.heading for one in arrived.columns]
    for day in arrived.days:
        texts += [day.name]
        texts += [
            " ".join([step.said, step.title, step.room, step.description, *step.people])
            for step in day.steps
        ]
    return set().union(*map(words, texts))


def understood(content: bytes) -> Arrived | None:
    try:
        return read_agenda(content, "Europe/Tirane", NEAR)
    except ArrivalProblem as problem:
        if problem.why in (NotArrived.NO_STEPS, NotArrived.EMPTY):
            return None
        raise


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(HEADINGS), ROWS, st.lists(st.integers(0, 3), max_size=3))
def test_every_word_of_a_mangled_workbook_is_understood_or_listed(
    heading: list[str], rows: list[tuple[str, ...]], merged: list[int]
) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(heading)
    for row in rows:
        sheet.append([cell or None for cell in row])
    for number in merged:
        if number + 2 <= len(rows):
            sheet.merge_cells(
                start_row=number + 2, end_row=number + 2, start_column=2, end_column=3
            )
    out = io.BytesIO()
    book.save(out)
    written = {
        word
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell
        for word in words(str(cell))
    }
    if arrived := understood(out.getvalue()):
        assert written - shown(arrived) == set()


@settings(max_examples=150, deadline=None)
@given(ROWS, st.sampled_from(["  ", "\t", " – ", " | "]), st.sets(st.integers(0, 14)))
def test_every_word_of_a_pasted_text_is_understood_or_listed(
    rows: list[tuple[str, ...]], mark: str, gaps: set[int]
) -> None:
    lines = []
    for number, row in enumerate(rows):
        lines += [""] if number in gaps else []
        lines.append(mark.join(cell for cell in row if cell))
    all_is_shown("\n".join(lines))


def test_what_stands_beside_rooms_in_a_column_without_a_name_is_listed() -> None:
    all_is_shown("Total: 3 hours\tHall one\tHall two\n9:00\tOpening\tArrival\tsalla 2")


def test_what_stands_where_a_time_should_be_beside_rooms_is_listed() -> None:
    all_is_shown("Time\tHall one\tHall two\n9:00\tOpening\tWelcome\nJane Roe, OSCE\t–")


def all_is_shown(text: str) -> None:
    """Every word of the text is in what came in, or in what is listed as left out."""
    if arrived := understood(text.encode()):
        assert words(text) - shown(arrived) == set()
