"""What of a published programme has an entry in a calendar: what takes time, for whom it is meant."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from facilitate.agenda.kinds import StepKind
from facilitate.agenda.plan import PlanDay, PlanRoom, PlanStep, PlanStrand
from facilitate.agenda.programmes import ProgrammeDay, ProgrammeStep
from facilitate.agenda.publishing.public import PublicDay, PublicStep, PublicStrand
from facilitate.calendars.entries import (
    CalendarSetting,
    member_entries,
    public_entries,
    speaker_entries,
    spoken_in,
    team_entries,
)
from facilitate.events.models import Member
from facilitate.lib.clock import wall_moment
from facilitate.lib.ics import CalendarEntry
from facilitate.lib.text import Words

DAY = date(2027, 1, 14)
ZONE = ZoneInfo("Europe/Tirane")
SETTING = CalendarSetting("Europe/Tirane", "en", "office.example", "Pallati", 7)


def step(number: int, start: int, end: int, *speakers: str, **more: Any) -> PublicStep:
    return PublicStep(
        number, StepKind.PLENARY, f"Step {number}", start, end, speakers=speakers, **more
    )


MARKER = step(1, 540, 540, "Ana Leka")  # "Doors open": a moment, no time
TALK = step(2, 540, 570, "Ana Leka", "Ben Kola", room="Salla", about="Why we meet")
PANEL = step(
    3,
    600,
    690,
    steps=(step(4, 600, 600, "Cen Doda"), step(5, 600, 630, "Ana Leka")),
    strands=(
        PublicStrand(
            9, "North", steps=(step(6, 630, 660, "Drita Hasa"), step(7, 660, 660, "Drita Hasa"))
        ),
    ),
)
PROGRAMME = [PublicDay(DAY, (MARKER, TALK, PANEL))]


def said(entries: list[CalendarEntry]) -> list[tuple[str, str, str]]:
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
        CalendarEntry(
            uid="step-2@office.example",
            title="Step 2",
            starts=datetime(2027, 1, 14, 9, tzinfo=ZONE),
            ends=datetime(2027, 1, 14, 9, 30, tzinfo=ZONE),
            place="Salla, Pallati",
            text="Why we meet",
            sequence=7,
        )
    ]


def test_participants_read_who_speaks_and_what_about() -> None:
    found = public_entries(PROGRAMME, SETTING)
    assert [(one.uid, one.title, one.place, one.text) for one in found] == [
        ("step-2@office.example", "Step 2", "Salla, Pallati", "Ana Leka, Ben Kola\nWhy we meet"),
        ("step-5@office.example", "Step 5", "Pallati", "Ana Leka"),
        ("step-6@office.example", "Step 6", "Pallati", "Drita Hasa"),
    ]


def test_a_group_without_steps_is_an_entry_of_its_own() -> None:
    groups = step(
        8,
        600,
        690,
        about="Money",
        strands=(PublicStrand(9, "North", "Dhoma 1"), PublicStrand(1, "South")),
    )
    found = public_entries([PublicDay(DAY, (groups,))], SETTING)
    assert [(one.uid, one.title, one.place, one.text) for one in found] == [
        ("strand-9@office.example", "Step 8: North", "Dhoma 1, Pallati", "Money"),
        ("strand-1@office.example", "Step 8: South", "Pallati", "Money"),
    ]


def test_a_session_that_names_the_speaker_is_one_entry() -> None:
    session = step(
        10,
        600,
        660,
        "Ana Leka",
        steps=(step(11, 600, 630, "Ana Leka"), step(12, 630, 660, "Ben Kola")),
    )
    days = [PublicDay(DAY, (session, TALK))]
    assert [one.uid for one in speaker_entries(days, "Ana Leka", SETTING)] == [
        "step-10@office.example",
        "step-2@office.example",
    ]
    assert [one.uid for one in speaker_entries(days, "Ben Kola", SETTING)] == [
        "step-12@office.example",
        "step-2@office.example",
    ]


def test_times_are_those_of_the_clock_on_the_wall() -> None:
    assert wall_moment(DAY, 615, "Europe/Tirane").isoformat() == "2027-01-14T10:15:00+01:00"
    assert (
        wall_moment(DAY, 1445, "Europe/Tirane").isoformat() == "2027-01-15T00:05:00+01:00"
    )  # past midnight
    assert (
        wall_moment(date(2027, 3, 28), 540, "Europe/Tirane").isoformat()
        == "2027-03-28T09:00:00+02:00"
    )


LEAD, NOTES, HELPER, NORTH, SOUTH, NOBODY = 1, 2, 3, 4, 5, 6
"""People of the team, by what they do."""
HALL, SMALL = PlanRoom(2, "Salla", 120), PlanRoom(1, "Dhoma 1", 40)
ROOMS = {1: SMALL, 2: HALL}
GROUPS = (
    PlanStrand(21, 5, "A", Words("North", "Veriu"), room=1, lead=NORTH, note_taker=NOTES),
    PlanStrand(22, 5, "B", Words("South", "Jugu"), lead=SOUTH, note_taker=LEAD),
)


def run(number: int, start: int, end: int, title: str, *people: int, **more: Any) -> ProgrammeStep:
    """A step with who leads, who takes notes and who helps; 0: nobody."""
    lead, notes, helper = (Member(id=one) if one else None for one in (*people, 0, 0, 0)[:3])
    row = PlanStep(
        number,
        1,
        title=Words(title, f"{title} sq"),
        aim=Words(f"Aim {number}"),
        internal=number == 3,
    )
    helpers = [helper] if helper else []
    return ProgrammeStep(row, start, end, 0, lead, notes, helpers, [], **{"place": None, **more})


TEAM = [
    ProgrammeDay(
        PlanDay(1, DAY),
        [
            run(1, 540, 540, "Doors", LEAD, NOTES, HELPER),
            run(2, 540, 600, "Opening", LEAD, NOTES, HELPER, place=HALL),
            run(3, 600, 610, "Set up", 0, 0, HELPER),
            run(4, 610, 700, "Session", LEAD, holds=True),
            run(5, 610, 700, "Groups", LEAD, HELPER, place=HALL, strands=GROUPS),
        ],
    ),
    ProgrammeDay(PlanDay(2, date(2027, 1, 15)), [run(6, 540, 600, "Closing", HELPER, LEAD)]),
]


def told(entries: list[CalendarEntry]) -> list[tuple[str, str]]:
    return [(one.uid.removesuffix("@office.example"), one.title) for one in entries]


def of_member(member: int) -> list[tuple[str, str]]:
    return told(member_entries(TEAM, member, SETTING, ROOMS))


def test_the_team_has_an_entry_of_every_step_that_takes_time() -> None:
    assert told(team_entries(TEAM, SETTING)) == [
        ("step-2", "Opening"),
        ("step-3", "Set up"),
        ("step-5", "Groups"),
        ("step-6", "Closing"),
    ]


def test_a_team_entry_says_the_aim_and_the_room() -> None:
    assert team_entries(TEAM, SETTING)[0] == CalendarEntry(
        uid="step-2@office.example",
        title="Opening",
        starts=datetime(2027, 1, 14, 9, tzinfo=ZONE),
        ends=datetime(2027, 1, 14, 10, tzinfo=ZONE),
        place="Salla, Pallati",
        text="Aim 2",
        sequence=7,
    )
    assert team_entries(TEAM, SETTING)[3].starts == datetime(2027, 1, 15, 9, tzinfo=ZONE)


def test_one_step_alone_may_be_a_session_but_not_a_moment() -> None:
    assert told(team_entries(TEAM, SETTING, 2)) == [("step-2", "Opening")]
    assert told(team_entries(TEAM, SETTING, 4)) == [("step-4", "Session")]
    assert team_entries(TEAM, SETTING, 1) == []


def test_who_leads_helps_or_takes_notes_has_the_step_and_nobody_else() -> None:
    assert of_member(LEAD) == [
        ("step-2", "Opening"),
        ("strand-22", "Groups: South"),
        ("step-6", "Closing"),
    ]
    assert of_member(NOTES) == [("step-2", "Opening"), ("strand-21", "Groups: North")]
    assert of_member(HELPER) == [
        ("step-2", "Opening"),
        ("step-3", "Set up"),
        ("step-5", "Groups"),
        ("step-6", "Closing"),
    ]
    assert of_member(NOBODY) == []


def test_in_parallel_groups_everybody_has_the_own_group_in_its_room() -> None:
    assert of_member(NORTH) == [("strand-21", "Groups: North")]
    assert member_entries(TEAM, NORTH, SETTING, ROOMS) == [
        CalendarEntry(
            uid="strand-21@office.example",
            title="Groups: North",
            starts=datetime(2027, 1, 14, 10, 10, tzinfo=ZONE),
            ends=datetime(2027, 1, 14, 11, 40, tzinfo=ZONE),
            place="Dhoma 1, Pallati",
            text="Aim 5",
            sequence=7,
        )
    ]
    assert [one.place for one in member_entries(TEAM, SOUTH, SETTING, ROOMS)] == ["Salla, Pallati"]


def test_entries_are_told_in_the_language_asked_for() -> None:
    albanian = CalendarSetting("Europe/Tirane", "sq", "office.example", "", 7)
    assert [(one.title, one.place) for one in member_entries(TEAM, NORTH, albanian, ROOMS)] == [
        ("Groups sq: Veriu", "Dhoma 1")
    ]
    assert told(team_entries(TEAM, albanian, 6)) == [("step-6", "Closing sq")]
