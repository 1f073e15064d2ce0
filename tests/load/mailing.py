"""Faults while mails go out: each arrives once, or is left to a person by name."""

import random
import subprocess
import time
from collections.abc import Callable

import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.mail.outbox import MailAbout, Message, MessageState, OutgoingMail, post_mails

from ..inbox import Inbox, listen_for_mails
from .releases import PLANNER
from .scenarios import Kit, count_in
from .sites import Site, serve_site

MAILS = 60


def kill_worker(kit: Kit) -> str:
    """kill -9 of what works off the queue, three times during sixty mails: each arrives once, or is left to a person by name."""
    site = kit.site("postgresql")
    with listen_for_mails() as (inbox, address):
        inbox.pause = 0.1
        own = {"MAIL_URL": address, "MAIL_FROM": "planner@load.example"}
        put_mails(site, MAILS)
        with serve_site(site, 1, **own) as (machine,):
            for _kill in range(3):
                time.sleep(1 + random.random() * 2)
                machine.kill()
                machine.start()
            return mails_told(site, inbox, MAILS)


def kill_own_worker(kit: Kit) -> str:
    """kill -9 of a worker that serves no pages, three times during sixty mails, while servers leave the queues to it."""
    site = kit.site("postgresql")
    with listen_for_mails() as (inbox, address):
        inbox.pause = 0.1
        put_mails(site, MAILS)
        own = {"MAIL_URL": address, "MAIL_FROM": "planner@load.example", "QUEUES": "0"}
        with serve_site(site, 1, **own) as (machine,):
            work = {**machine.environment, "FACILITATE_QUEUES": "1"}
            start = [*PLANNER, "worker"]
            for kills in range(4):
                worker = subprocess.Popen(
                    start, env=work, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
                if kills < 3:
                    time.sleep(6)
                    worker.kill()
                    worker.wait()
            said = mails_told(site, inbox, MAILS)
            worker.kill()
            worker.wait()
    return said


def mails_told(site: Site, inbox: Inbox, mails: int) -> str:
    """Wait until no mail waits any more; what arrived, what is left to a person by name, and what is lost."""

    def number(*states: MessageState) -> int:
        query = sa.select(sa.func.count(Message.id)).where(Message.state.in_(states))
        return int(str(count_in(site, query)))

    begun = time.monotonic()
    while number(MessageState.WAITING) and time.monotonic() - begun < 300:
        time.sleep(2)
    person = number(*set(MessageState) - {MessageState.SENT, MessageState.WAITING})
    arrived = len(set(inbox.to))
    return (
        f"lost: {max(mails - arrived - person, 0)} of {mails} mails ({arrived} arrived, {person} left to a person, "
        f"{len(inbox.to) - arrived} twice)"
    )


def put_mails(site: Site, number: int) -> None:
    """So many mails wait, and no others."""
    app = site.app()
    mails = [
        OutgoingMail(to=f"m{n}@load.example", subject="A mail", body="Text") for n in range(number)
    ]
    with app.app_context():
        db.session.execute(sa.delete(Message))
        post_mails(mails, MailAbout.OTHER)
        db.session.commit()
        db.engine.dispose()


MAILING: dict[str, Callable[[Kit], str]] = {
    "killed while mailing": kill_worker,
    "worker of its own killed": kill_own_worker,
}
