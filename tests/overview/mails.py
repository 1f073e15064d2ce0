"""Mails in the outbox, as far as a test wants them."""

from datetime import timedelta

from flask import Flask

from facilitate.data.db import db
from facilitate.mail.outbox import MailAbout, MessageState, OutgoingMail, post_mails

from .. import moment


def put_mails(
    app: Flask, *states: MessageState, begun: timedelta = timedelta(), event_id: int | None = None
) -> list[int]:
    """Mails that are that far; `begun`: how long ago their sending began."""
    with app.app_context():
        outgoing = [
            OutgoingMail(
                to=f"p{number}@office.example",
                name=f"Person {number}",
                subject=f"Letter {number}",
                body="x",
            )
            for number in range(len(states))
        ]
        mails = post_mails(outgoing, MailAbout.REPORT if event_id else MailAbout.OTHER, event_id)
        for message, state in zip(mails, states, strict=True):
            message.state = state
            message.sent_at = moment.now() - begun if state is MessageState.SENDING else None
        db.session.commit()
        return [message.id for message in mails]
