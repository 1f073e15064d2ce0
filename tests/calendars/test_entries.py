"""What of a published programme has an entry in a calendar: what takes time, for whom it is meant."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from facilitate.agenda.kinds import StepKind
from facilitate.agenda.publishing.public import PublicDay, PublicStep, PublicStrand
from facilitate.calendars.entries import Setting, public_entries, speaker_entries, spoken_in
from facilitate.lib.ics import Entry

DAY = date(2027, 1, 14)
ZONE = ZoneInfo("Europe/Tirane")
SETTING = Setting("Europe/Tirane", "en", "office.example", "Pallati", 7)


def step(number: int, start: int, end: int, *speakers: str, **more: Any) -> PublicStep:
    return PublicStep(number, StepKind.PLENARY, f"Step {number}", start, end, speakers=speakers, **more)


MARKER = step(1, 540, 540, "Ana Leka")  # "Doors open": a moment, no time
TALK = step(2, 540, 570, "Ana Leka", "Ben Kola", room="Salla", about="Why we meet")
PANEL = step(3, 600, 690, steps=(step(4, 600, 600, "Cen Doda"), step(5, 600, 630, "Ana Leka")), strands=(
    PublicStrand(9, "North", steps=(step(6, 630, 660, "Drita Hasa"), step(7, 660, 660, "Drita Hasa"))),
))  # fmt: skip
PROGRAMME = [PublicDay(DAY, (MARKER, TALK, PANEL))]


def said(entries: list[Entry]) -> list[tuple[str, str, str]]:
    return [(one.uid, f"{one.starts:%H:%M}", f"{one.ends:%H:%M}") for one in entries]


def test_a_moment_has_no_entry_in_a_speakers_calendar() -> None:
    assert said(speaker_entries(PROGRAMME, "Ana Leka", SETTING)) == [
        ("step-2@office.example", "09:00", "09:30"),
        ("step-5@office.example", "10:00", "10:30"),
    ]
    assert said(speaker_entries(PROGRAMME, "Drita Hasa", SETTING)) == [
        ("step-6@office.example", "10:30", "11:00")
    ]
    assert speaker_entries(PROGRAMME, "Cen Doda", SETTING) == []


def test_who_speaks_at_a_moment_only_has_no_calendar() -> None:
    assert spoken_in(PROGRAMME) == {"Ana Leka", "Ben Kola", "Drita Hasa"}
    assert spoken_in([PublicDay(DAY, (MARKER,))]) == set()


def test_participants_have_no_entry_of_a_moment() -> None:
    assert "step-1@office.example" not in {one.uid for one in public_entries(PROGRAMME, SETTING)}
    assert public_entries([PublicDay(DAY, (MARKER,))], SETTING) == []


def test_an_entry_says_where_and_about_what() -> None:
    assert speaker_entries([PublicDay(DAY, (TALK,))], "Ben Kola", SETTING) == [
        Entry(
            uid="step-2@office.example", title="Step 2", starts=datetime(2027, 1, 14, 9, tzinfo=ZONE),
            ends=datetime(2027, 1, 14, 9, 30, tzinfo=ZONE), place="Salla, Pallati", text="Why we meet", sequence=7,
        )
    ]  # fmt: skip
