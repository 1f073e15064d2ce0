"""The rules of the chapter: filters in the address, links, how a list stands, the timeline's geometry, changes in words."""

import json
from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from facilitate.checklists.labels import checklist_lead
from facilitate.checklists.models import (
    Anchor,
    ChecklistAct,
    ChecklistChange,
    Phase,
    TaskStatus,
    Unit,
)
from facilitate.checklists.readiness import (
    Readiness,
    TaskLook,
    TaskTally,
    add_up_tallies,
    count_looks,
    look_of_task,
)
from facilitate.checklists.working import timeline as drawing
from facilitate.checklists.working import wording
from facilitate.checklists.working.board import group_rows, phase_bars
from facilitate.checklists.working.filters import Filters, View
from facilitate.checklists.working.queries import Lump, TaskRow, plain_all
from facilitate.checklists.working.task_queries import cell_in
from facilitate.lib.cells import ChangeCell
from facilitate.lib.text import Words, plain_text
from facilitate.lib.typed_addresses import address_host, checked_address
from facilitate.web.i18n import use_language

from ..make import checklist_readiness

TODAY = date(2027, 2, 3)
DAYS = st.dates(date(2026, 6, 1), date(2027, 12, 31))


@st.composite
def rows(draw: DrawFn) -> list[TaskRow]:
    """Tasks as the page has them, in the order of their phases."""
    found = []
    for number in range(draw(st.integers(0, 70))):
        status = draw(st.sampled_from(TaskStatus))
        due = draw(DAYS)
        found.append(
            TaskRow(
                number + 1,
                draw(st.sampled_from(Phase)),
                Words(f"Task {number}"),
                Words(),
                None,
                draw(st.integers(1, 3)),
                draw(DAYS),
                due,
                status,
                "",
                draw(DAYS) if status is TaskStatus.DONE else None,
                "",
                0,
                0,
            )
        )
    return sorted(found, key=lambda row: (list(Phase).index(row.phase), row.due_on))


filters = st.builds(
    Filters,
    mine=st.booleans(),
    open=st.booleans(),
    late=st.booleans(),
    week=st.booleans(),
    phase=st.sampled_from(["", *(phase.value for phase in Phase)]),
    status=st.sampled_from(["", *(status.value for status in TaskStatus)]),
    person=st.none() | st.integers(0, 99),
    job=st.none() | st.integers(0, 99),
    q=st.sampled_from(["", "ftesë & co", "0"]),
    view=st.sampled_from(View),
    page=st.integers(1, 99),
)


@given(filters)
def test_filters_come_back_from_their_address(wanted: Filters) -> None:
    arguments = {name: str(value) for name, value in wanted.address().items()}
    assert Filters.of(arguments) == wanted
    assert wanted.narrowed == bool(set(arguments) - {"view", "page"})


@given(
    st.dictionaries(
        st.sampled_from(["mine", "page", "person", "job", "view", "q", "status"]), st.text()
    )
)
def test_no_address_is_too_strange(arguments: dict[str, str]) -> None:
    assert Filters.of(arguments).page >= 1


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("https://example.org/a?b=1#c", "https://example.org/a?b=1#c", "example.org"),
        ("http://www.example.org", "http://www.example.org", "example.org"),
        (" www.example.org/x ", "https://www.example.org/x", "example.org"),
        ("example.org:8080/x", "https://example.org:8080/x", "example.org"),
        (
            "https://bank.example@evil.example/x",
            "https://bank.example@evil.example/x",
            "evil.example",
        ),
        ("HTTPS://Example.org/ç", "HTTPS://Example.org/ç", "example.org"),
    ],
)
def test_links_are_kept_with_the_house_they_lead_to(typed: str, kept: str, shown: str) -> None:
    assert (checked_address(typed), address_host(kept)) == (kept, shown)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org",
        "//example.org",
        "https://",
        "https://a b.example",
        "https://exa\nmple.org",
        "http://[::1",
        "https://example.org:port",
        "mailto:a@example.org",
        "https://example.org/" + "x" * 2000,
        "notes of Friday",
        "java\tscript:alert(1)",
        "https:\\\\example.org",
    ],
)
def test_what_is_no_web_page_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        checked_address(typed)


@given(st.text())
def test_an_address_is_refused_or_safe(typed: str) -> None:
    try:
        kept = checked_address(typed)
    except ValueError:
        return
    assert kept.lower().startswith(("http://", "https://"))
    assert address_host(kept)
    assert checked_address(kept) == kept


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_searching_is_without_accents(text: str) -> None:
    assert plain_all(text) == plain_text(text)


@settings(max_examples=40)
@given(rows())
def test_a_list_stands_as_its_tasks_do(tasks: list[TaskRow]) -> None:
    tallies = [
        TaskTally(row.phase, row.owner_id, row.status, row.is_open and row.due_on < TODAY, 1)
        for row in tasks
    ]
    assert add_up_tallies(tallies) == checklist_readiness(tasks, TODAY)
    needed = sum(row.status is not TaskStatus.NOT_NEEDED for row in tasks)
    assert sum(count_looks(tallies).values()) == add_up_tallies(tallies).total == needed
    assert sum(bar.counts.total for bar in phase_bars(tallies)) == needed
    for bar in phase_bars(tallies):
        assert bool(bar.pieces) == bool(bar.counts.total)
        assert sum(piece.count for piece in bar.pieces) == bar.counts.total


def test_a_late_task_that_is_blocked_shows_as_late() -> None:
    assert (
        look_of_task(TaskStatus.BLOCKED, True),
        look_of_task(TaskStatus.BLOCKED, False),
        look_of_task(TaskStatus.OPEN, False),
    ) == (
        TaskLook.LATE,
        TaskLook.BLOCKED,
        TaskLook.OPEN,
    )
    tallies = [
        TaskTally(Phase.DESIGN, 1, TaskStatus.BLOCKED, True, 2),
        TaskTally(Phase.CONTENT, None, TaskStatus.NOT_NEEDED, False, 5),
    ]
    assert add_up_tallies(tallies) == Readiness(total=2, done=0, late=2, blocked=2)


@settings(max_examples=40)
@given(rows())
def test_people_are_groups_with_counts_of_their_own(tasks: list[TaskRow]) -> None:
    tasks = sorted(tasks, key=lambda row: row.owner_id or 0)
    tallies = [
        TaskTally(row.phase, row.owner_id, row.status, row.is_open and row.due_on < TODAY, 1)
        for row in tasks
    ]
    found = group_rows(View.PERSON, tasks, tallies, [], TODAY)
    assert [row for group in found for row in group.rows] == tasks
    for group in found:
        standing = checklist_readiness(group.rows, TODAY)
        assert group.counts == (standing.total, standing.done, standing.late)


@settings(max_examples=40)
@given(rows(), DAYS)
def test_every_task_is_in_the_picture_and_none_meets_another(
    tasks: list[TaskRow], first_day: date
) -> None:
    picture = drawing.lay_out_timeline(tasks, [], first_day, first_day + timedelta(days=1), TODAY)
    if picture is None:
        assert not tasks
        return
    marks = [mark for lane in picture.lanes for mark in lane.marks]
    assert sorted(mark.row.id for mark in marks if mark.row) == [
        row.id for row in sorted(tasks, key=lambda r: r.id)
    ]
    for mark in marks:
        assert picture.left <= mark.x <= drawing.WIDTH
        assert drawing.TOP <= mark.y <= picture.height
    by_line: dict[float, list[float]] = {}
    for mark in marks:
        by_line.setdefault(mark.y, []).append(mark.x)
    for line in by_line.values():
        ordered = sorted(line)
        assert all(b - a >= drawing.STEP - 0.2 for a, b in zip(ordered, ordered[1:], strict=False))
    places = [x for x, _month in picture.months]
    assert places == sorted(places)
    assert picture.first <= first_day <= picture.last


def test_time_goes_from_left_to_right_and_months_begin_where_they_begin() -> None:
    row = TaskRow(
        1,
        Phase.DESIGN,
        Words("a"),
        Words(),
        None,
        None,
        date(2027, 1, 1),
        date(2027, 1, 31),
        TaskStatus.OPEN,
        "",
        None,
        "",
        0,
        0,
    )
    picture = drawing.lay_out_timeline([row], [], date(2027, 3, 18), date(2027, 3, 19), TODAY)
    assert picture
    assert [month for _x, month in picture.months] == [date(2027, n, 1) for n in (1, 2, 3)]
    day = (drawing.WIDTH - picture.left - drawing.RIGHT) / 90
    mark = picture.lanes[0].marks[0]
    assert mark.from_x == round(picture.left + day / 2, 1)
    assert mark.x == round(picture.left + 30.5 * day, 1)
    assert picture.today == round(picture.left + 33.5 * day, 1)
    assert picture.event == (round(picture.left + 76 * day, 1), round(2 * day, 1))


def test_many_tasks_are_counted_by_week() -> None:
    monday = date(2027, 2, 1)
    lumps = [
        Lump(Phase.DESIGN, monday, TaskLook.OPEN, 300),
        Lump(Phase.DESIGN, monday + timedelta(days=6), TaskLook.LATE, 2),
        Lump(Phase.DESIGN, monday + timedelta(days=7), TaskLook.DONE, 5),
        Lump(Phase.CONTENT, monday, TaskLook.DONE, 200),
    ]
    picture = drawing.lay_out_timeline([], lumps, date(2027, 3, 18), date(2027, 3, 19), TODAY)
    assert picture
    assert [[(mark.count, mark.look) for mark in lane.marks] for lane in picture.lanes] == [
        [(302, TaskLook.LATE), (5, TaskLook.DONE)],
        [(200, TaskLook.DONE)],
    ]


def test_far_from_now_there_is_no_line_of_today() -> None:
    row = TaskRow(
        1,
        Phase.DESIGN,
        Words("a"),
        Words(),
        None,
        None,
        date(2005, 1, 1),
        date(2005, 1, 31),
        TaskStatus.OPEN,
        "",
        None,
        "",
        0,
        0,
    )
    picture = drawing.lay_out_timeline([row], [], date(2005, 3, 18), date(2005, 3, 19), TODAY)
    assert picture
    assert (picture.today, picture.first.year, picture.last.year) == (None, 2005, 2005)


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (Readiness(84, 31, 4, 2), "31 of 84 done, 4 late, 2 blocked."),
        (Readiness(84, 31, 0, 2), "31 of 84 done, none late, 2 blocked."),
        (Readiness(84, 31, 4), "31 of 84 done, 4 late."),
        (Readiness(84, 31, 0), "31 of 84 done, none late."),
        (Readiness(84, 84, 0), "Everything is done: 84 of 84."),
    ],
)
def test_the_sentence(app: Flask, standing: Readiness, said: str) -> None:
    with app.test_request_context():
        assert checklist_lead(standing, None) == said


def test_a_change_is_told_field_by_field(app: Flask) -> None:
    called = {"owner": {1: "Arta Hoxha"}, "role": {2: "Logistics"}}
    before = {"due_on": "2027-03-12", "owner": None, "role": 2, "status": "open", "blocked_by": ""}
    after = {
        "due_on": "2027-03-19",
        "owner": 1,
        "role": 9,
        "status": "blocked",
        "blocked_by": "the budget",
    }
    with app.test_request_context(), use_language("en"):
        assert wording.field_changes(ChangeCell("tasks", 5, before, after), called) == [
            "Job: Logistics → a job that was removed",
            "Person: – → Arta Hoxha",
            "Completion date: 12 March 2027 → 19 March 2027",
            "Status: open → blocked by: the budget",
        ]
        assert wording.field_changes(ChangeCell("tasks", 5, None, {"id": 5}), called) == ["added"]
        assert wording.field_changes(ChangeCell("tasks", 5, {"id": 5}, None), called) == ["deleted"]
        by_hand = ChangeCell("tasks", 5, {"due_by_hand": True}, {"due_by_hand": False})
        assert wording.field_changes(by_hand, called) == ["The date is calculated again."]
        long = ChangeCell("tasks", 5, {"note": ""}, {"note": "x" * 500})
        assert wording.field_changes(long, called) == [f"Note: – → {'x' * 120}…"]


@pytest.mark.parametrize("did", ChecklistAct)
def test_everything_that_can_be_done_has_its_sentence(app: Flask, did: ChecklistAct) -> None:
    with app.test_request_context(), use_language("en"):
        for about, count in (
            (Words("Flowers"), 1),
            (Words(), 1),
            (Words("Flowers"), 3),
            (Words(), 3),
        ):
            text = wording.change_sentence(
                ChecklistChange(did=did, about=about, count=count, source="", cells=[])
            )
            assert text.endswith(".")
            assert "%(" not in text


def test_how_a_date_is_counted(app: Flask) -> None:
    with app.test_request_context(), use_language("en"):
        assert [
            wording.distance_sentence(-4, Unit.WEEKS, Anchor.FIRST_DAY),
            wording.distance_sentence(1, Unit.DAYS, Anchor.LAST_DAY),
            wording.distance_sentence(5, Unit.DAYS, Anchor.TASK, Words("Invite")),
            wording.distance_sentence(0, Unit.DAYS, Anchor.FIRST_DAY),
            wording.slip_sentence(0),
            wording.slip_sentence(1),
            wording.slip_sentence(-3),
            wording.signed_days(2),
            wording.signed_days(-1),
        ] == [
            "4 weeks before the first day",
            "1 day after the last day",
            "5 days after “Invite”",
            "on the first day",
            "as first planned",
            "1 day later than first planned",
            "3 days earlier than first planned",
            "+2 days",
            "−1 day",
        ]


@given(st.integers(1, 99), st.text())
def test_a_tasks_part_of_a_change_is_cut_out(number: int, note: str) -> None:
    decoy = f'["tasks", {number}, '
    kept = [
        ["roles", number, None, {"id": 1}],
        ["tasks", 100, {"note": decoy}, {"note": note}],
        ["tasks", number, {"note": ""}, {"note": note}],
    ]
    assert cell_in(json.dumps(kept), number) == ChangeCell(
        "tasks", number, {"note": ""}, {"note": note}
    )
    assert cell_in(json.dumps(kept[:2]), number) is None
