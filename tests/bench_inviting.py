"""Speed of inviting, printed by `make bench`: a list of 1,000 – its pages, its mails, its letters, and an answer by phone."""

from collections.abc import Callable

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.directory.models import Organisation, Person
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.participation.actions import invite_all_to_event
from facilitate.participation.inviting import actions, paper
from facilitate.participation.inviting.letters import InvitationMail
from facilitate.participation.models import Participation, Registration, Standing
from facilitate.participation.queries import registration_setting

from . import moment
from .bench_agenda import cpu_milliseconds
from .statements import count_statements

SLUG, PEOPLE = "annual-next", 1_000
PAGES = {
    "the list": "",
    "  narrowed by words": "?q=bashkia",
    "  inviting at a glance": "/invite",
    "  the mix": "/mix",
    "  whom to add": "/add?sector=local_government",
    "  what people need": "/needs",
    "  list.xlsx": "/list.xlsx",
}


def fill_list(event: Event) -> None:
    """Put that many more people into the directory and the list, to be invited."""
    offices = list(db.session.scalars(sa.select(Organisation).order_by(Organisation.id)))
    people = [
        Person(
            given_name=f"Emri{number}",
            family_name=f"Mbiemri{number % 97}",
            organisation=offices[number % len(offices)],
            position=Words("Officer", "Specialist"),
            email=f"p{number}@office.example",
            phone="",
        )
        for number in range(PEOPLE)
    ]
    db.session.add_all(people)
    db.session.flush()
    invite_all_to_event(event, people, Standing.LISTED)


def bench_invitations(
    app: Flask, client: FlaskClient, line: Callable[[str, str, str], None]
) -> None:
    """Print what inviting so many people costs; nothing is kept."""
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == SLUG)).one()
        fill_list(event)
        db.session.commit()
    for name, path in PAGES.items():
        address = f"/events/{SLUG}/people{path}"
        with count_statements() as asked:
            client.get(address)
        seconds = cpu_milliseconds(lambda address=address: client.get(address))
        line(f"list of {PEOPLE:,}: {name}", f"{len(asked)} SQL {seconds:.0f} ms", "12 SQL")
    with app.test_request_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == SLUG)).one()
        now = moment.now()

        def send() -> None:
            mark = actions.invitation_fingerprint(
                registration_setting(event),
                actions.recipients_of(event, InvitationMail.INVITATION, now),
            )
            assert (
                len(actions.send_invitations(event, InvitationMail.INVITATION, mark, now) or [])
                > PEOPLE
            )
            db.session.rollback()

        line(
            f"{PEOPLE:,} invitations into the outbox",
            f"{cpu_milliseconds(send, 2) / 1000:.2f} s",
            "2 s",
        )
        listed = sa.select(Participation.id).where(
            Participation.event_id == event.id, Participation.standing == Standing.LISTED
        )
        ids = set(db.session.scalars(listed))
        line(
            f"{len(ids):,} letters in Word",
            f"{cpu_milliseconds(lambda: paper.letters_file(event, ids), 1) / 1000:.2f} s",
            "–",
        )
        db.session.rollback()
        token = db.session.scalars(
            sa.select(Registration.token).where(Registration.answered_at.is_not(None))
        ).first()
        db.session.rollback()
    phone = app.test_client()
    with count_statements() as asked:
        phone.get(f"/r/{token}?change=1")
    seconds = cpu_milliseconds(lambda: phone.get(f"/r/{token}?change=1"))
    line("an answer's form on a phone", f"{len(asked)} SQL {seconds:.0f} ms", "12 SQL 25 ms")
