"""Speed of the café, printed by `make bench`: 300 people at 30 tables for five rounds."""

import gzip
import secrets
import time
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.actions import start_agenda
from facilitate.cafe.actions import cafe_of, recount_quality, save_seating
from facilitate.cafe.instance import engine_event, seating_from
from facilitate.cafe.models import CafeTable, SeatingCause
from facilitate.cafe.printing.papers import CafePaperHead, Slip, SlipStop
from facilitate.cafe.printing.slip_word import slips_document
from facilitate.cafe.queries import floor_of
from facilitate.cafe.rotation import plan_seating
from facilitate.data.content import PACKAGE
from facilitate.data.db import db
from facilitate.directory.models import County, Organisation, Person, Sector
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.participation.models import Participation, Standing

from .statements import count_statements

HEAD = CafePaperHead("Conference", "Café", "18 March 2027", "Hall", "en")
SLUG, PEOPLE, TABLES, ROUNDS = "annual-2006", 300, 30, 5
SCRIPTS = ("js/planner.js", "js/cafe_dots.js")
AGENDA = {
    "days": [
        {
            "start": "09:00",
            "planned_end": "17:00",
            "steps": [{"kind": "cafe", "title_en": "World café", "minutes": 180}],
        }
    ]
}
Line = Callable[[str, str, str], None]


def cpu_of_cafe(work: Callable[[], Any], runs: int = 5) -> float:
    """CPU milliseconds of the best run."""
    best = float("inf")
    for _run in range(runs):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best * 1000


def large_cafe(app: Flask, slug: str = SLUG) -> int:
    """Put a café of 300 people, seated, into one of the demo's past conferences; the id of its step."""
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == slug)).one()
        step = next(iter(start_agenda(event, AGENDA)))
        db.session.flush()
        cafe = cafe_of(step.id)
        cafe.rounds = ROUNDS
        for number in range(1, TABLES + 1):
            question = Words(
                f"What makes work at table {number} last?",
                f"Çfarë e bën të qëndrueshme punën {number}?",
            )
            db.session.add(
                CafeTable(
                    cafe_id=cafe.id,
                    number=number,
                    question=question,
                    seats=10,
                    token=secrets.token_urlsafe(9),
                )
            )
        _people(event)
        db.session.flush()
        found = floor_of(event, step.id)
        assert found
        floor = found[0]
        seating = plan_seating(engine_event(floor), effort="quick")
        kept = seating_from(floor, seating.rounds, seating.metrics, seating.why, {"seed": 0})
        save_seating(cafe, recount_quality(floor, kept), SeatingCause.SEATED, by=None)
        db.session.commit()
        return step.id


def _people(event: Event) -> None:
    db.session.execute(sa.delete(Participation).where(Participation.event_id == event.id))
    sectors = db.session.scalars(sa.select(Sector).order_by(Sector.position)).all()
    counties = db.session.scalars(sa.select(County).order_by(County.id)).all()
    office = db.session.scalars(sa.select(Organisation).order_by(Organisation.id)).first()
    assert office
    for number in range(PEOPLE):
        person = Person(
            given_name=f"Flutura {number}",
            family_name="Hoxhaj-Çela",
            organisation=office,
            position=Words(),
            email="",
            phone="",
        )
        db.session.add(person)
        db.session.flush()
        db.session.add(
            Participation(
                event_id=event.id,
                person_id=person.id,
                organisation_id=office.id,
                standing=Standing.COMING,
                sector_id=sectors[number * number % len(sectors)].id,
                county_id=counties[number * 7 % len(counties)].id,
            )
        )


def bench_cafe_pages(app: Flask, client: FlaskClient, line: Line) -> None:
    """The café's pages, finding one's seat, its slips."""
    step = large_cafe(app)
    page = f"/events/{SLUG}/cafe?step={step}"
    with app.app_context():
        who = db.session.scalar(
            sa.select(Participation.id)
            .join(Event, Participation.event_id == Event.id)
            .where(Event.slug == SLUG)
        )
    for what, address, bound in (
        (f"café of {PEOPLE} people, {ROUNDS} rounds", page, "12 SQL 60 ms"),
        ("  one person's way", f"{page}&who=p{who}", "12 SQL 60 ms"),
        ("  somebody looked for", f"{page}&q=flutura+77", "12 SQL 60 ms"),
        ("  the way alone", f"/events/{SLUG}/cafe/{step}/path?who=p{who}", "12 SQL 25 ms"),
    ):
        _page(client, line, what, address, bound)
    with app.test_request_context():
        for number in (1_000, 5_000):
            seconds = (
                cpu_of_cafe(lambda number=number: slips_document(HEAD, _slips(number)), 1) / 1000
            )
            line(f"  {number:,} slips in Word, with codes", f"{seconds:.2f} s", "3 s")
    size = sum(len(gzip.compress((PACKAGE / "static" / name).read_bytes())) for name in SCRIPTS)
    line("  own JavaScript, gzipped", f"{size / 1000:.1f} kB", "15 kB")


def _slips(number: int) -> list[Slip]:
    return [
        Slip(
            name=f"Flutura Hoxha {one}",
            organisation=f"Bashkia {one % 61}",
            sector="local_government",
            letter="B",
            stops=tuple(SlipStop(round_, "12:30", one * round_ % 500 + 1) for round_ in (1, 2, 3)),
            address=f"https://planner.example/cafe/me/{one:012d}",
        )
        for one in range(number)
    ]


def _page(client: FlaskClient, line: Line, what: str, address: str, bound: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
    with count_statements() as statements:
        client.get(address)
    line(what, f"{len(statements)} SQL {cpu_of_cafe(lambda: client.get(address)):.0f} ms", bound)
