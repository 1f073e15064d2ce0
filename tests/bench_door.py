"""Speed at the door: 1,000 people checked in from two doors at once, through the pages; the list as it is kept on a device."""

import threading
import time
from collections.abc import Callable

import sqlalchemy as sa
from flask import Flask

from facilitate.data.db import db
from facilitate.directory.models import Organisation, Person
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.participation.actions import invite_all_to_event
from facilitate.participation.door.actions import create_door_link
from facilitate.participation.models import Attendance, Participation, Standing

PEOPLE = 1000
Line = Callable[[str, str, str], None]


def _crowd(slug: str) -> tuple[list[int], list[str]]:
    """A thousand people who come to the event, and the links of two doors."""
    event = db.session.scalars(sa.select(Event).where(Event.slug == slug)).one()
    office = db.session.scalars(sa.select(Organisation).order_by(Organisation.id)).first()
    assert office is not None
    people = [
        Person(
            given_name=f"Door {number}",
            family_name="Guest",
            organisation_id=office.id,
            organisation=office,
            position=Words(),
            email="",
            phone="",
        )
        for number in range(PEOPLE)
    ]
    db.session.add_all(people)
    db.session.flush()
    ids = [row.id for row in invite_all_to_event(event, people, Standing.COMING)]
    tokens = [create_door_link(event, f"Bench {name}").token for name in "AB"]
    db.session.commit()
    return ids, tokens


def bench_check_in(app: Flask, line: Line, slug: str = "annual-next") -> None:
    """Print what it takes; who stands at both doors is checked in once."""
    with app.app_context():
        ids, tokens = _crowd(slug)
        query = sa.select(sa.func.count(Attendance.id)).join(Participation)
        before = db.session.scalar(query) or 0
    answers: list[int] = []

    def stand(token: str, mine: list[int]) -> None:
        client = app.test_client()
        for row_id in mine:
            data = {"who": row_id, "json": "1", "key": f"{token[:8]}-{row_id:08d}"}
            answers.append(client.post(f"/d/{token}/press", data=data).status_code)

    twice = PEOPLE // 10
    half = PEOPLE // 2
    shares = ids[: half + twice], ids[half - twice :][::-1]
    threads = [
        threading.Thread(target=stand, args=pair) for pair in zip(tokens, shares, strict=True)
    ]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    with app.app_context():
        kept = (db.session.scalar(query) or 0) - before
        once = db.session.scalar(
            sa.select(sa.func.count(sa.distinct(Attendance.participation_id))).where(
                Attendance.participation_id.in_(ids)
            )
        )
    wrong = sum(status != 200 for status in answers)
    line(f"{PEOPLE} check-ins, two doors (wall)", f"{seconds:.1f} s", "60 s")
    line("  lost, double, refused", f"{PEOPLE - (once or 0)}, {kept - PEOPLE}, {wrong}", "0, 0, 0")
    client = app.test_client()
    start = time.process_time()
    size = len(client.get(f"/d/{tokens[0]}/roll.json").data)
    line(
        "  the list for the device",
        f"{(time.process_time() - start) * 1000:.0f} ms {size // 1024} kB",
        "150 ms",
    )
