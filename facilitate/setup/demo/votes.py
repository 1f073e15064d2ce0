"""Votes of the demo: one that the conference of 2008 has closed, one that is prepared for the coming one."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from ...agenda.models import Step
from ...data.content import PACKAGE, read_toml, words_from_toml
from ...data.db import db
from ...events.models import Event
from ...voting.actions import create_vote
from ...voting.models import StepVote, VoteKind, VoteOption, VoteStatus

FILE = PACKAGE / "setup" / "demo" / "votes.toml"


def load_votes(events: Mapping[str, Event]) -> None:
    """Put the votes into their steps, which are known by their Albanian title."""
    for row in read_toml(FILE)["votes"]:
        _load(events[row["event"]], row)


def _load(event: Event, row: dict[str, Any]) -> None:
    titles = sa.select(Step).where(Step.event_id == event.id, Step.removed_at.is_(None))
    step = next(one for one in db.session.scalars(titles) if one.title.sq == row["step"])
    options = row.get("options", [])
    vote = create_vote(
        event,
        StepVote(
            step_id=step.id,
            kind=VoteKind(row["kind"]),
            question=words_from_toml(row, "question"),
            hidden=row.get("hidden", False),
        ),
        [words_from_toml(one, "text") for one in options],
    )
    if "phones" not in row:
        return
    written = sa.select(VoteOption).where(VoteOption.vote_id == vote.id)
    for option, one in zip(db.session.scalars(written), options, strict=True):
        option.sent, option.papers = one["phones"], one["papers"]
    vote.sent, vote.slips, vote.status = row["phones"], row["slips"], VoteStatus.CLOSED
    vote.opened_at = datetime.combine(event.first_day, time(14), UTC)
    vote.closed_at = vote.opened_at + timedelta(minutes=6)
    db.session.flush()
