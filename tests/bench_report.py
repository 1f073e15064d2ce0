"""Speed of the report: 300 participants, 40 steps, 12 tables in 3 rounds, 6,000 lines; assembled, as Word, its pages."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.actions import start_agenda
from facilitate.agenda.models import Step
from facilitate.cafe.actions import add_table, cafe_of
from facilitate.cafe.models import CafeTable
from facilitate.data.db import db
from facilitate.directory.models import County, Organisation, Person, Sector
from facilitate.events.actions import add_objective, join_team
from facilitate.events.models import AgreementStatus, Event, EventKind, Member, Role
from facilitate.lib.text import Words
from facilitate.notes.models import NoteAction, NoteDecision, NoteKind, NoteLine
from facilitate.participation.actions import invite_all_to_event
from facilitate.participation.models import Participation, Registration, Standing
from facilitate.report.content import report_to_json
from facilitate.report.papers.look import look_for
from facilitate.report.papers.word import render_report_word
from facilitate.report.releasing.freezing import freeze_report
from facilitate.report.writing.assembling import report_of

from . import moment
from .statements import count_statements

Line = Callable[[str, str, str], None]
SLUG = "bench-report"
PEOPLE, STEPS, TABLES, ROUNDS, LINES = 300, 40, 12, 3, 6000
KINDS = (NoteKind.POINT, NoteKind.POINT, NoteKind.QUOTE, NoteKind.QUESTION, NoteKind.PROPOSAL)
SAID = (
    "Referimi nga policia te shërbimi social zgjat ende disa javë, sepse formulari kalon nga tri zyra",
    "Takimi mujor mbahet te kush e ka radhën, dhe procesverbali del brenda tri ditësh për të gjithë anëtarët",
    "The municipal budget is closed in November: whoever asks in December hears that everybody is sorry",
    "Duhet një vend i hapur edhe të dielave në çdo qark, me dikë që e njeh punën dhe e ngre telefonin",
)


def make_large_event() -> Event:
    """The large event; the caller commits."""
    event = Event(
        slug=SLUG,
        kind=EventKind.CONFERENCE,
        title=Words("Large conference", "Konferencë e madhe"),
        description=Words("A long one.", "E gjatë."),
        first_day=date(2026, 5, 28),
        last_day=date(2026, 5, 29),
        venue="Pallati i Kongreseve",
        town="Tiranë",
        expected=PEOPLE,
        created_at=moment.now(),
    )
    db.session.add(event)
    db.session.flush()
    for member in db.session.scalars(
        sa.select(Member)
        .join(Event, Member.event_id == Event.id)
        .where(Event.slug == "annual-next")
    ):
        join_team(event, member.user, member.role if member.role is not Role.VIEWER else Role.STAFF)
    rows = [
        {
            "kind": "cafe" if number == 20 else "group" if number % 9 == 4 else "plenary",
            "minutes": 20,
            "title_en": f"Session {number}",
            "title_sq": f"Seanca {number}",
        }
        for number in range(STEPS)
    ]
    start_agenda(
        event,
        {
            "days": [
                {"start": "08:00", "planned_end": "17:00", "steps": one}
                for one in (rows[:20], rows[20:])
            ]
        },
    )
    db.session.flush()
    steps = db.session.scalars(
        sa.select(Step).where(Step.event_id == event.id).order_by(Step.id)
    ).all()
    cafe = cafe_of(next(one.id for one in steps if one.kind == "cafe"))
    cafe.rounds = ROUNDS
    for number in range(TABLES):
        add_table(
            cafe,
            CafeTable(
                name=Words(f"Table {number}", f"Tryeza {number}"), question=Words("What?", "Çfarë?")
            ),
        )
    db.session.flush()
    tables = db.session.scalars(sa.select(CafeTable.id).where(CafeTable.cafe_id == cafe.id)).all()
    _people(event)
    _objectives(event, steps)
    _lines(event, [one.id for one in steps], cafe.step_id, tables)
    return event


def _people(event: Event) -> None:
    people = db.session.scalars(sa.select(Person).order_by(Person.id).limit(PEOPLE)).all()
    offices = db.session.scalars(sa.select(Organisation).order_by(Organisation.id)).all()
    for number in range(len(people), PEOPLE):
        office = offices[number % len(offices)]
        people = [
            *people,
            Person(
                given_name=f"Arta{number}",
                family_name="Hoxha",
                organisation=office,
                position=Words(),
                email="",
                phone="",
            ),
        ]
        db.session.add(people[-1])
    db.session.flush()
    invite_all_to_event(event, people, Standing.ATTENDED)
    db.session.flush()
    rows = db.session.scalars(sa.select(Participation.id).where(Participation.event_id == event.id))
    db.session.add_all(
        Registration(participation_id=key, token=f"bench{key}", in_list=number % 3 > 0)
        for number, key in enumerate(rows)
    )


def _objectives(event: Event, steps: list[Step]) -> None:
    moment = datetime(2026, 5, 28, 9, tzinfo=UTC)
    for number in range(8):
        one = add_objective(
            event, Words(f"Objective {number}", f"Objektivi {number}"), Words("Result", "Rezultat")
        )
        one.status = AgreementStatus.AGREED
        db.session.flush()
        for each in range(5):
            step = steps[(number * 5 + each) % STEPS].id
            more = {"event_id": event.id, "objective_id": one.id, "step_id": step, "at": moment}
            db.session.add(NoteDecision(**more, text=f"Vendoset pika {number}.{each}."))
            db.session.add(
                NoteAction(
                    **more,
                    text=f"Bëhet pika {number}.{each}.",
                    token=f"b{number}-{each}",
                    owner_name="Bashkia",
                )
            )


def _lines(event: Event, steps: list[int], cafe: int, tables: list[int]) -> None:
    sectors = db.session.scalars(sa.select(Sector.id)).all()
    counties = db.session.scalars(sa.select(County.id)).all()
    first = datetime(2026, 5, 28, 8, tzinfo=UTC)
    rows = []
    for number in range(LINES):
        at_table = number % 3 == 0
        moment = first + timedelta(seconds=9 * number)
        rows.append(
            {
                "event_id": event.id,
                "key": f"bench-{number}",
                "step_id": cafe if at_table else steps[number % STEPS],
                "table_id": tables[number % TABLES] if at_table else None,
                "round": number % ROUNDS + 1 if at_table else None,
                "kind": KINDS[number % len(KINDS)],
                "text": f"{SAID[number % len(SAID)]} ({number}).",
                "at": moment,
                "changed_at": moment,
                "sector_id": sectors[number % len(sectors)],
                "county_id": counties[number % len(counties)],
                "place": Words(),
                "who": "",
                "withheld": number % 50 == 0,
                "version": 1,
            }
        )
    db.session.execute(sa.insert(NoteLine), rows)


def bench_report_pages(
    app: Flask, client: FlaskClient, cpu: Callable[..., float], line: Line
) -> None:
    """Print the lines."""
    with app.test_request_context():
        event = make_large_event()
        db.session.commit()
        start_ = time.process_time()
        with count_statements() as asked:
            made = report_of(event, "sq")
        first = time.process_time() - start_
        line(
            "report of 6,000 lines, assembled",
            f"{len(asked)} SQL {cpu(lambda: report_of(event, 'sq'), 3):.2f} s",
            "0.5 s",
        )
        line("  the first time", f"{first:.2f} s", "-")
        look = look_for(event)
        line(
            "  as Word",
            f"{cpu(lambda: render_report_word(made, look, date(2026, 6, 1)), 3):.2f} s",
            "1.5 s",
        )
        line("  as JSON", f"{cpu(lambda: report_to_json(made), 3):.2f} s", "-")
        with count_statements() as asked:
            freeze_report(event)
        line(
            "  frozen, both languages",
            f"{len(asked)} SQL {cpu(lambda: freeze_report(event), 3):.2f} s",
            "1 s",
        )
    for what, path in (
        ("  its sections", "report"),
        ("  a session", f"report/sections/{_session(app)}"),
        ("  the draft on screen", "report/read"),
        ("  the privacy check", "report/privacy"),
    ):
        address = f"/events/{SLUG}/{path}"
        client.get(address)
        with count_statements() as asked:
            client.get(address)
        line(what, f"{len(asked)} SQL {cpu(lambda a=address: client.get(a), 3) * 1000:.0f} ms", "-")


def _session(app: Flask) -> str:
    with app.app_context():
        step = db.session.scalar(
            sa.select(sa.func.min(Step.id))
            .join(Event, Step.event_id == Event.id)
            .where(Event.slug == SLUG)
        )
    return f"session-{step}"
