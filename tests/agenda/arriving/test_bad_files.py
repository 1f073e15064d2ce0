"""Files that are no agenda, or too much of one: a plain sentence in words of the agenda, and nothing half done."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook

from facilitate.agenda.arriving.arrival_texts import file_problem_text
from facilitate.agenda.arriving.arrived import ArrivalProblem, NotArrived
from facilitate.agenda.arriving.reading import read_agenda
from facilitate.lib.reading_child import FileProblem
from facilitate.lib.uploads import Unreadable
from facilitate.web.i18n import use_language

from ...uploads.hostile import endless_row, hostile_workbook, nested_paragraphs, zip_parts


def read(content: bytes) -> object:
    return read_agenda(content, "Europe/Tirane", date(2027, 3, 18))


def of_columns(columns: int) -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active.append(["Time", "Title", *(f"c{number}" for number in range(columns - 2))])
    book.active.append(["9:00", "Opening", *(["x"] * (columns - 2))])
    book.save(out)
    return out.getvalue()


def with_macros() -> bytes:
    out = io.BytesIO()
    document = Document()
    document.add_paragraph("9:00 Opening")
    document.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zip_parts({**parts, "word/vbaProject.bin": b"macro"})


def calendar(rule: str) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "UID:1",
        "DTSTART:20270318T080000Z",
        "DTEND:20270318T090000Z",
        "SUMMARY:General assembly",
        rule,
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(lines).encode()


MANY = "\n".join(
    f"{6 + number // 60 % 16}:{number % 60:02} Step {number}" for number in range(5_000)
)
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b" \n ", NotArrived.EMPTY),
    "a letter": (lambda: b"Dear colleagues,\nsee you soon.", NotArrived.NO_STEPS),
    "5,000 steps": (MANY.encode, NotArrived.TOO_MANY_STEPS),
    "400 columns": (lambda: of_columns(400), NotArrived.TOO_WIDE),
    "400 columns, in text": (
        lambda: b"Time,Title" + b",c" * 398 + b"\n9:00,Talk" + b",x" * 398,
        NotArrived.TOO_WIDE,
    ),
    "a line of a megabyte": (lambda: b"9:00 " + b"talk " * 200_000, NotArrived.LONG_LINE),
    "macros in Word": (with_macros, NotArrived.MACROS),
    "a calendar that repeats every year": (
        lambda: calendar("RRULE:FREQ=YEARLY"),
        NotArrived.REPEATS,
    ),
    "a calendar that repeats every week without end": (
        lambda: calendar("RRULE:FREQ=WEEKLY"),
        NotArrived.REPEATS,
    ),
    "a broken calendar": (
        lambda: b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nnonsense",
        NotArrived.NO_STEPS,
    ),
    "XML of something else": (
        lambda: b"<?xml version='1.0'?><rss><item>9:00 A</item></rss>",
        NotArrived.OTHER_KIND,
    ),
    "a schedule with an entity": (
        lambda: b"<!DOCTYPE x [<!ENTITY a 'b'>]><schedule>&a;</schedule>",
        NotArrived.NO_STEPS,
    ),
    "JSON of something else": (lambda: json.dumps({"a": [1, 2]}).encode(), NotArrived.NO_SCHEDULE),
    "RTF": (lambda: b"{\\rtf1 9:00 Opening}", NotArrived.OTHER_KIND),
    "bytes": (lambda: bytes(range(256)) * 40, NotArrived.OTHER_KIND),
    "a PDF named .docx": (lambda: b"%PDF-1.7 9:00", Unreadable.PDF),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n", Unreadable.PICTURE),
    "an old Excel file": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, Unreadable.OLD_EXCEL),
    "a zip bomb": (lambda: zip_parts({"word/document.xml": b" " * (60 * 2**20)}), Unreadable.BOMB),
    "macros in Excel": (
        lambda: zip_parts({"xl/workbook.xml": b"<a/>", "xl/vbaProject.bin": b"x"}),
        Unreadable.MACROS,
    ),
    "an endless row": (lambda: endless_row(20_000), NotArrived.TOO_WIDE),
    "an empty workbook": (hostile_workbook, NotArrived.NO_STEPS),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_a_sentence(app, name: str) -> None:
    make, why = BAD[name]
    with pytest.raises(FileProblem) as raised:
        read(make())
    assert raised.value.why == why
    with app.app_context():
        for code in ("en", "sq"):
            with use_language(code):
                said = file_problem_text(raised.value)
                assert said.endswith((".", "”"))
                assert "table (" not in said  # a list's words are none of an agenda


def test_a_calendar_says_which_entry_repeats() -> None:
    with pytest.raises(ArrivalProblem) as raised:
        read(calendar("RRULE:FREQ=YEARLY"))
    assert raised.value.detail == "General assembly"


def test_what_repeats_day_by_day_for_a_while_is_understood() -> None:
    found = read_agenda(calendar("RRULE:FREQ=DAILY;COUNT=3"), "Europe/Tirane", date(2027, 3, 18))
    assert [(day.on, [step.title for step in day.steps]) for day in found.days] == [
        (date(2027, 3, 18 + number), ["General assembly"]) for number in range(3)
    ]


def test_a_deep_word_file_is_read_or_refused() -> None:
    with pytest.raises(FileProblem):
        read(nested_paragraphs(30, 100))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1250", "cp852", ""]
)
def test_text_is_read_in_the_encodings_of_windows(encoding: str) -> None:
    written = "Ora;Tema;Folësi\n9:00;Hapja e ditës së parë;Drita Prenga\n10:00;Mbyllje;\n"
    content = (
        written.encode(encoding) if encoding else written.encode().decode("cp1252").encode()
    )  # without one: UTF-8 that was taken for text of Windows
    found = read_agenda(content, "Europe/Tirane", date(2027, 3, 18))
    assert [(step.title, step.people) for step in found.steps] == [
        ("Hapja e ditës së parë", ("Drita Prenga",)),
        ("Mbyllje", ()),
    ]


def schedule(**event: Any) -> bytes:
    day = {
        "date": "2027-03-18",
        "rooms": {"Hall": [{"title": "Opening", "start": "09:00", **event}]},
    }
    return json.dumps({"schedule": {"conference": {"days": [day]}}}).encode()


def timetable(**entry: Any) -> bytes:
    begins = {"date": "2027-03-18", "time": "09:00:00", "tz": "UTC"}
    return json.dumps({"results": [{"title": "Opening", "startDate": begins, **entry}]}).encode()


ODD_LENGTHS = {
    "a duration of a schedule": (schedule(duration="PT99999999999999H"), 1440),
    "four figures": (schedule(duration="9999"), 1440),
    "no number of JSON": (timetable(duration=float("nan")), 0),
    "more than any number": (timetable(duration=float("inf")), 0),
    "a very large number": (timetable(duration=1e300), 0),
    "below nothing": (timetable(duration=-50), 0),
    "an entry that ends in 5,000 years": (calendar("").replace(b"DTEND:2027", b"DTEND:7027"), 1440),
}


@pytest.mark.parametrize("name", ODD_LENGTHS)
def test_no_step_is_longer_than_one_may_be(name: str) -> None:
    content, minutes = ODD_LENGTHS[name]
    assert [
        one.minutes for one in read_agenda(content, "Europe/Tirane", date(2027, 3, 18)).steps
    ] == [minutes]


BEYOND = {
    "a schedule": schedule(date="9999-12-31T23:59:00Z", start=""),
    "a schedule of the year 1": schedule(date="0001-01-01T00:00:00+14:00", start=""),
    "a timetable": timetable(startDate={"date": "9999-12-31", "time": "23:59:00", "tz": "UTC"}),
    "a calendar": calendar("").replace(b"20270318T08", b"99991231T23"),
    "one that repeats": calendar("RRULE:FREQ=DAILY;COUNT=5").replace(b"20270318T", b"99991230T"),
    "a rule nobody can read": calendar("RRULE:FREQ=DAILY;COUNT=2;INTERVAL=99999999999999999999"),
    "an exception nobody can read": calendar("RRULE:FREQ=DAILY;COUNT=3\r\nEXDATE:nonsense"),
}


@pytest.mark.parametrize("name", BEYOND)
def test_what_lies_beyond_the_calendar_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(FileProblem):
        read(BEYOND[name])


def test_a_title_that_is_too_long_stands_in_full_below_the_step() -> None:
    called = "Opening " + "of the day " * 30
    for content in (timetable(title=called, description="Bring it."), schedule(title=called)):
        (step,) = read_agenda(content, "Europe/Tirane", date(2027, 3, 18)).steps
        assert step.title == called[:200]
        assert step.description.startswith(called.strip())


def test_many_remarks_of_a_web_page_are_passed_over_at_once() -> None:
    """Each way to tell them apart was tried: twice as many with each remark more."""
    found = read_agenda(
        b"<!---->" * 1000 + b"x 9:00 Coffee\n10:00 Tea", "Europe/Tirane", date(2027, 3, 18)
    )
    assert len(found.steps) > 0
