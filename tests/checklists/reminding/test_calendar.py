"""Due dates in a calendar: whole days, one name for life, gone when they are no longer somebody's."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from facilitate.checklists.actions import (
    assign_task,
    mark_done,
    remember_checklist_change,
    remove_from_checklist,
    set_status,
    undo_or_redo_last,
)
from facilitate.checklists.calendar_texts import texts_of_tasks
from facilitate.checklists.models import (
    Anchor,
    ChecklistAct,
    ChecklistChange,
    Phase,
    Task,
    TaskStatus,
    Unit,
)
from facilitate.data.db import db
from facilitate.events.models import Event, EventKind, Member, Role
from facilitate.lib.ics import CalendarEntry, to_ics, whole_day_entry
from facilitate.lib.text import Words
from facilitate.release.deciding import save_verdicts
from facilitate.release.models import TextSource, Verdict
from facilitate.release.texts import owner_of_event, passage_finder
from facilitate.release.verdicts import DecidedWords

from ... import moment
from ...browser.server import LAUNCH
from ...people import Cast
from ...statements import count_statements

MAILS = "/events/spring/checklist/mails"
ICAL = Path(__file__).parents[2] / "browser" / "vendor" / "ical.js-2.2.1" / "ical.es5.min.cjs"


def day() -> date:
    """The day on which the tasks are due."""
    return moment.planner_today() + timedelta(days=40)


@pytest.fixture
def tasks(app: Flask, cast: Cast) -> dict[str, int]:
    """Two tasks of the staff's."""
    with app.app_context():
        for number, title in enumerate(
            (Words("Send", "Dërgoni"), Words("Print; fold, pack", "Shtypni; palosni"))
        ):
            db.session.add(
                Task(
                    event_id=cast.event_id,
                    code=title.en,
                    position=number,
                    phase=Phase.INVITATIONS,
                    title=title,
                    benchmark=Words("120 sent", "120 të dërguara"),
                    offset=0,
                    unit=Unit.DAYS,
                    anchor=Anchor.FIRST_DAY,
                    first_due_on=day(),
                    due_on=day() + timedelta(days=number),
                    owner_id=cast.members["staff"],
                    extra={},
                )
            )
        db.session.commit()
        return {row.code: row.id for row in db.session.scalars(sa.select(Task))}


@pytest.fixture
def change(app: Flask, cast: Cast) -> Callable[..., None]:
    """Does something to a task, as a page would."""

    def done(
        key: int, what: Callable[[Task], None], did: ChecklistAct = ChecklistAct.EDITED
    ) -> None:
        with app.app_context():
            event, task = db.session.get_one(Event, cast.event_id), db.session.get_one(Task, key)
            with remember_checklist_change(event, did, cast.users["organiser"], tasks=[key]):
                what(task)
            db.session.commit()

    return done


def link_of(client: FlaskClient) -> str:
    client.post(f"{MAILS}/calendar")
    return (
        client.get(MAILS).text.split('id="feed" readonly value="http://localhost')[1].split('"')[0]
    )


def read(app: Flask, link: str) -> list[Any]:
    answer = app.test_client().get(link)
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    return list(Calendar.from_ical(answer.data).walk("VEVENT"))


def test_each_task_is_a_whole_day(app: Flask, sign_in, tasks: dict[str, int]) -> None:
    first, second = read(app, link_of(sign_in("staff")))
    assert (str(first["UID"]), str(first["SUMMARY"])) == (
        f"task-{tasks['Send']}@localhost",
        "Dërgoni – Konferenca e pranverës",
    )
    assert (first["DTSTART"].dt, first["DTEND"].dt) == (day(), day() + timedelta(days=1))
    assert first["DTSTART"].params["VALUE"] == first["DTEND"].params["VALUE"] == "DATE"
    assert (str(first["TRANSP"]), [str(one) for one in first["CATEGORIES"].cats]) == (
        "TRANSPARENT",
        ["Ftesat"],
    )
    assert str(first["URL"]) == f"http://localhost/events/spring/checklist/tasks/{tasks['Send']}"
    assert "120 të dërguara" in str(first["DESCRIPTION"])
    assert str(first["DESCRIPTION"]).endswith(str(first["URL"]))
    assert str(second["SUMMARY"]) == "Shtypni; palosni – Konferenca e pranverës"
    assert "STATUS" not in first
    assert (
        sign_in("staff").get(str(first["URL"]).removeprefix("http://localhost")).status_code == 200
    )


def test_programs_that_keep_tasks_get_tasks(app: Flask, sign_in, tasks: dict[str, int]) -> None:
    link = link_of(sign_in("staff"))
    told = Calendar.from_ical(app.test_client().get(f"{link}?as=tasks").data)
    assert list(told.walk("VEVENT")) == []
    first = told.walk("VTODO")[0]
    assert (first["DUE"].dt, str(first["STATUS"])) == (day(), "NEEDS-ACTION")
    [alarm] = first.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(hours=-15)  # nine in the morning of the day before
    assert alarm["TRIGGER"].params["RELATED"] == "END"
    [alarm] = read(app, link)[0].walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(hours=-15)


def test_the_file_of_one_event_may_hold_tasks_too(sign_in, tasks: dict[str, int]) -> None:
    staff = sign_in("staff")
    address = "/events/spring/checklist/my-tasks.ics"
    assert f'href="{address}?as=tasks"' in staff.get("/events/spring/checklist/mails").text
    told = Calendar.from_ical(staff.get(f"{address}?as=tasks").data)
    events = Calendar.from_ical(staff.get(address).data)
    uids = [str(one["UID"]) for one in told.walk("VTODO")]
    days = [str(one["UID"]) for one in events.walk("VEVENT")]
    assert uids == [one.replace("task-", "todo-") for one in days]
    assert len(uids) == 2


def test_a_task_moved_there_and_back_keeps_counting(app: Flask, sign_in, tasks, change) -> None:
    link, key = link_of(sign_in("staff")), tasks["Send"]

    def seen() -> tuple[date, int]:
        one = next(one for one in read(app, link) if str(one["UID"]).startswith(f"task-{key}@"))
        return one["DTSTART"].dt, one["SEQUENCE"]

    def to(day: date) -> Callable[[Task], None]:
        def move(task: Task) -> None:
            task.due_on = day

        return move

    found = [seen()]
    change(key, to(day() + timedelta(days=3)))
    found.append(seen())
    change(key, to(day()))
    found.append(seen())
    assert [day for day, _number in found] == [day(), day() + timedelta(days=3), day()]
    assert found[0][1] < found[1][1] < found[2][1]


@pytest.mark.any_day
def test_what_is_done_has_a_tick(app: Flask, sign_in, tasks, change) -> None:
    link = link_of(sign_in("staff"))
    change(tasks["Send"], lambda task: mark_done(task, moment.planner_today()))
    assert str(read(app, link)[0]["SUMMARY"]) == "✓ Dërgoni – Konferenca e pranverës"


@pytest.mark.both_databases
def test_what_is_no_longer_theirs_is_cancelled_for_a_while(
    app: Flask, cast: Cast, sign_in, tasks, change
) -> None:
    link, send, fold = link_of(sign_in("staff")), tasks["Send"], tasks["Print; fold, pack"]

    def states(to: str = link) -> dict[int, str]:
        return {
            int(str(one["UID"]).split("@")[0].removeprefix("task-")): str(one.get("STATUS", ""))
            for one in read(app, to)
        }

    viewers = link_of(sign_in("viewer"))
    change(send, lambda task: assign_task(task, cast.members["viewer"]), ChecklistAct.GIVEN)
    change(fold, remove_from_checklist, ChecklistAct.DELETED)
    assert (states(), states(viewers)) == ({send: "CANCELLED", fold: "CANCELLED"}, {send: ""})
    with app.app_context():
        undo_or_redo_last(db.session.get_one(Event, cast.event_id), cast.users["organiser"])
        db.session.commit()
    assert states() == {send: "CANCELLED", fold: ""}
    change(
        fold,
        lambda task: set_status(task, TaskStatus.NOT_NEEDED, moment.planner_today()),
        ChecklistAct.STATUS,
    )
    assert (states(), states(viewers)) == ({send: "CANCELLED", fold: "CANCELLED"}, {send: ""})
    with app.app_context():
        db.session.execute(sa.update(ChecklistChange).values(at=moment.now() - timedelta(days=61)))
        db.session.commit()
    assert (states(), states(viewers)) == ({}, {send: ""})


def test_it_is_over_all_events_and_asks_little(app: Flask, cast: Cast, sign_in, tasks) -> None:
    with app.app_context():
        other = Event(
            slug="north",
            kind=EventKind.TRAINING,
            title=Words("North", "Veriu"),
            description=Words(),
            language="en",
            first_day=day(),
            last_day=day(),
            venue="",
            town="",
            created_at=moment.now(),
        )
        db.session.add(other)
        db.session.flush()
        member = Member(event_id=other.id, user_id=cast.users["staff"], role=Role.STAFF)
        db.session.add(member)
        db.session.flush()
        db.session.add(
            Task(
                event_id=other.id,
                code="T1",
                position=1,
                phase=Phase.DESIGN,
                title=Words("Learn", "Mësoni"),
                benchmark=Words(),
                offset=0,
                unit=Unit.DAYS,
                anchor=Anchor.FIRST_DAY,
                first_due_on=day(),
                due_on=day(),
                owner_id=member.id,
                extra={},
            )
        )
        db.session.commit()
    link = link_of(sign_in("staff"))
    with count_statements() as asked:
        names = {str(one["SUMMARY"]) for one in read(app, link)}
    # for each event: what was decided about its words, what was found in them, and which names it knows
    assert (
        len(asked) == 3 + 1 + 3 * 2 + 1
    )  # one for the name that calendars know the planner by, one for rehearsals
    assert "Learn – North" in names
    assert len(names) == 3
    copy = sign_in("staff").get("/events/spring/checklist/my-tasks.ics")
    assert len(Calendar.from_ical(copy.data).walk("VEVENT")) == 2


def test_a_new_link_stops_the_old_one(app: Flask, cast: Cast, sign_in, tasks) -> None:
    staff = sign_in("staff")
    first, second = link_of(staff), link_of(staff)
    assert [app.test_client().get(one).status_code for one in (first, second)] == [404, 200]
    assert app.test_client().get("/feed/tasks/made-up.ics").status_code == 404
    with app.app_context():
        db.session.execute(sa.text('UPDATE "user" SET active = false'))
        db.session.commit()
    assert app.test_client().get(second).status_code == 404


def test_doors(sign_in, client: FlaskClient) -> None:
    assert sign_in("stranger").post(f"{MAILS}/calendar").status_code == 404
    assert sign_in("viewer").get(f"{MAILS}/calendar").status_code == 405
    assert sign_in("stranger").get("/events/spring/checklist/my-tasks.ics").status_code == 404
    assert sign_in("administrator").get("/events/spring/checklist/my-tasks.ics").status_code == 409
    assert client.get("/events/spring/checklist/my-tasks.ics").status_code == 302


def test_whole_days_bring_no_time_zone_and_may_stand_beside_hours() -> None:
    start = datetime(2027, 3, 27, 9, tzinfo=UTC)
    day = whole_day_entry("d@x", "Whole", date(2027, 3, 27))
    text = to_ics("One", [day], stamp=start).decode()
    assert (
        "VTIMEZONE" in text,
        "DTSTART;VALUE=DATE:20270327" in text,
        "DTEND;VALUE=DATE:20270328" in text,
    ) == (
        False,
        True,
        True,
    )
    both = to_ics(
        "Both", [day, CalendarEntry("h@x", "Hour", start, start + timedelta(hours=1))], stamp=start
    )
    assert len(Calendar.from_ical(both).walk("VEVENT")) == 2


@pytest.mark.browser
def test_a_second_reader_understands_the_same(
    browser: Any, app: Flask, cast: Cast, sign_in, tasks, change
) -> None:
    link = link_of(sign_in("staff"))
    change(tasks["Send"], remove_from_checklist, ChecklistAct.DELETED)
    page = browser.new_page()
    found = page.evaluate(
        """([code, text]) => {
            const module = {exports: {}};
            new Function('module', 'exports', code)(module, module.exports);
            const ICAL = module.exports.default || module.exports;
            return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map(one => new ICAL.Event(one)).map(one =>
                [one.uid, one.summary, one.sequence, one.startDate.isDate, one.startDate.toString(), one.endDate.toString(),
                 one.component.getFirstPropertyValue('status')]);
        }""",
        [ICAL.read_text(), app.test_client().get(link).text],
    )
    page.close()
    assert found == [
        [
            str(one["UID"]),
            str(one["SUMMARY"]),
            one["SEQUENCE"],
            True,
            one["DTSTART"].dt.isoformat(),
            one["DTEND"].dt.isoformat(),
            str(one["STATUS"]) if "STATUS" in one else None,
        ]
        for one in read(app, link)
    ]
    assert [row[-1] for row in found] == ["CANCELLED", None]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's Chromium."""
    return LAUNCH


@pytest.mark.both_databases
def test_words_that_nobody_has_decided_about_stand_in_no_calendar(
    app: Flask, sign_in, tasks: dict[str, int], change
) -> None:
    """A calendar lies with whoever keeps it; the team decides about the words in the privacy check."""

    def call_elira(task: Task) -> None:
        task.title = Words("Call Elira from the shelter", "Telefonojini Elirës, nga strehëza Elira")
        task.benchmark = Words("Elira said yes", "Elira tha po")

    key = tasks["Send"]
    change(key, call_elira)
    link = link_of(sign_in("staff"))
    first = next(one for one in read(app, link) if str(one["UID"]).startswith(f"task-{key}@"))
    assert (str(first["SUMMARY"]), "Elira" in str(first["DESCRIPTION"])) == (
        "Detyra – Konferenca e pranverës",
        False,
    )
    organiser = sign_in("organiser")
    page = organiser.get("/events/spring/report/privacy").text
    assert f'id="task-{key}"' in page
    with app.app_context():
        event = db.session.get_one(Event, db.session.get_one(Task, key).event_id)
        texts = texts_of_tasks(owner_of_event(event))
        found = {
            one.found for text in texts for one in passage_finder(owner_of_event(event))(text.text)
        }
        for words in found:
            save_verdicts(
                owner_of_event(event),
                [(TextSource.TASK, key)],
                DecidedWords(words, Verdict.GENERALISE, "dikë"),
                None,
                moment.now(),
            )
        db.session.commit()
    first = next(one for one in read(app, link) if str(one["UID"]).startswith(f"task-{key}@"))
    assert ("Detyra" in str(first["SUMMARY"]), "Elira" in first.to_ical().decode()) == (
        False,
        False,
    )
