"""A planner that is killed while the second person releases a report: it is out with all that goes with it, or not at all."""

import random
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa

from facilitate import clock
from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.events.actions import join_team
from facilitate.events.models import Event, EventKind, Role
from facilitate.lib.text import Words
from facilitate.report.models import Edition, Release
from facilitate.report.releasing.actions import create_edition
from facilitate.setup.actions import add_empty_event

from .people import FORM, HIDDEN, Found
from .people import Person as Visitor
from .scenarios import Kit
from .sites import Site, serve_site

KILLS = 6
ORGANISERS = ("organiser0@load.example", "organiser1@load.example")


def kill_while_releasing(kit: Kit) -> str:
    """kill -9 while the second of two presses; who was told that it is public finds it so."""
    site = kit.site("postgresql")
    told = lost = halves = 0
    with serve_site(site, 1) as (machine,):
        for number in range(KILLS):
            slug, edition = put_edition(site, number)
            first, second = (_organiser(site, machine.port, at) for at in (0, 1))
            page = f"/events/{slug}/report/release"
            begun = time.monotonic()
            _press(first, page, edition)
            usual = time.monotonic() - begun
            answers: list[str] = []
            pressed = threading.Thread(
                target=lambda answers=answers, second=second, page=page, edition=edition: (
                    answers.append(_press(second, page, edition))
                )
            )
            pressed.start()
            time.sleep(random.uniform(0.1, 0.5) * usual)
            machine.kill()
            pressed.join()
            machine.start()
            releases, is_out = standing_of(site, edition)
            halves += is_out is not (releases == 2)
            told += bool(answers[0])
            lost += bool(answers[0]) and not is_out
            if not is_out:
                _press(second, page, edition)
                lost += standing_of(site, edition) != (2, True)
    return f"lost: {lost} of {KILLS} releases, {told} of them confirmed before the kill; half releases: {halves}"


def put_edition(site: Site, number: int) -> tuple[str, int]:
    """A new event of two organisers with an edition of its report: its address, and the edition's number."""
    with site.app().app_context():
        first, second = (
            db.session.scalars(sa.select(User).where(User.email == email)).one()
            for email in ORGANISERS
        )
        today = clock.today()
        name = Words(f"Released {number}", f"Publikuar {number}")
        event = Event(
            title=name,
            kind=EventKind.TRAINING,
            description=Words("", ""),
            venue="",
            town="",
            first_day=today - timedelta(days=1),
            last_day=today - timedelta(days=1),
        )
        add_empty_event(event, first)
        db.session.flush()
        join_team(event, second, Role.ORGANISER)
        edition = create_edition(event, first, clock.now())
        db.session.commit()
        found = event.slug, edition.id
        db.session.remove()
        db.engine.dispose()
        return found


def standing_of(site: Site, edition_id: int) -> tuple[int, bool]:
    """How many have released the edition, and whether it is out."""
    engine = sa.create_engine(site.database_url)
    with engine.connect() as connection:
        number = sa.select(sa.func.count()).where(Release.edition_id == edition_id)
        out = sa.select(Edition.released_at.is_not(None)).where(Edition.id == edition_id)
        found = int(connection.scalar(number) or 0), bool(connection.scalar(out))
    engine.dispose()
    return found


def _organiser(site: Site, port: int, number: int) -> Visitor:
    one = Visitor("release", {**site.scene, "ports": [port]}, Found())
    one.headers["Cookie"] = site.scene["organisers"][number]
    return one


def _press(one: Visitor, page: str, edition: int) -> str:
    """Release it; gives where one was sent, nothing where nobody answered."""
    token = dict(HIDDEN.findall(one.ask("GET", page).text)).get("csrf_token", "")
    return one.ask("POST", f"{page}/{edition}", f"csrf_token={token}", **FORM).location


RELEASING: dict[str, Callable[[Kit], str]] = {
    "killed while a report is released": kill_while_releasing
}
