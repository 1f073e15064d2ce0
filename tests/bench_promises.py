"""Speed of what follows the notes, printed by `make bench`: 60 decisions, 120 actions, photos of flip charts, 400 lines brought in."""

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.directory.models import Person
from facilitate.events.models import Event
from facilitate.lib.photos import read_photo
from facilitate.notes.bringing.reading import read_pasted_notes
from facilitate.notes.deciding.actions import record_action, record_decision
from facilitate.notes.deciding.owners import ActionOwner

from .bench_agenda import cpu_milliseconds
from .notes.photos.pictures import draw_paper, from_a_phone, iphone_picture, picture_bytes
from .statements import count_statements

DECISIONS, ACTIONS, LINES = 60, 120, 400
Line = Callable[[str, str, str], None]


def bench_promise_pages(
    app: Flask, client: FlaskClient, line: Line, slug: str = "launch-2004"
) -> None:
    """Print what the pages take of the processor, and a photo."""
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == slug)).one()
        people = list(db.session.scalars(sa.select(Person.id).order_by(Person.id).limit(40)))
        for number in range(DECISIONS):
            record_decision(event, f"Formulari një faqesh përdoret edhe në qarkun {number}")
        for number in range(ACTIONS):
            due = event.last_day + timedelta(days=number)
            record_action(
                event,
                f"Premtimi {number}",
                ActionOwner(person_id=people[number % len(people)]),
                due,
            )
        db.session.commit()
    home = f"/events/{slug}"
    for what, path in (
        (f"promises: page of {DECISIONS} decisions, {ACTIONS} actions", f"{home}/notes/decisions"),
        ("  followed up", f"{home}/report/following"),
        ("  mails looked at", f"{home}/report/following/mail/told"),
    ):
        with count_statements() as asked:
            client.get(path)
        line(
            what,
            f"{len(asked)} SQL {cpu_milliseconds(lambda path=path: client.get(path)):.0f} ms",
            "12 SQL 50 ms",
        )
    large, phone = (
        picture_bytes(draw_paper(7300, 5500), "JPEG", quality=70),
        from_a_phone(4000, 3000),
    )
    apple = iphone_picture(4000, 3000)
    for what, content in (
        ("photo of 40 megapixels", large),
        ("  of 12 megapixels", phone),
        ("  HEIC of 12", apple),
    ):
        line(
            what,
            f"{cpu_milliseconds(lambda content=content: read_photo(content), 3) / 1000:.2f} s",
            "1 s",
        )
    text = "Hapja\n" + "\n".join(f"Citim: Mësuesi e di i pari {number}" for number in range(LINES))
    line(
        "bringing in: 400 lines read",
        f"{cpu_milliseconds(lambda: read_pasted_notes(text)):.1f} ms",
        "50 ms",
    )
    token = client.post(f"{home}/notes/bring-in", data={"text": text}).location
    line("  looked at", f"{cpu_milliseconds(lambda: client.get(token)):.0f} ms", "100 ms")
