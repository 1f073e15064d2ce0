"""A comment or proposal is made, resolved, seen; who is named in it with an @ is told."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...events.models import Event, Member
from ...lib.text import plain_text
from ...mail.outbox import MailAbout, Message, OutgoingMail, can_mail, post_mail
from ...web.addresses import full_address
from ...web.i18n import _, pick_wording, use_language
from ..models import CommentMention, StepComment
from ..plan import PlanStep

AT_ONCE = timedelta(minutes=1)
"""The same text by the same person about the same step within that time is one comment."""


def add_comment(
    event: Event,
    step: PlanStep,
    by: int,
    text: str,
    proposal: dict[str, Any] | None = None,
) -> tuple[StepComment, bool]:
    """What somebody says about a step, and whether it is new: a button pressed twice says it once."""
    now = clock.now()
    recent = db.session.scalars(
        sa.select(StepComment).where(
            StepComment.step_id == step.id,
            StepComment.event_id == event.id,
            StepComment.user_id == by,
            StepComment.text == text,
            StepComment.at > now - AT_ONCE,
            StepComment.resolved_at.is_(None),
        )
    )
    twin = next((one for one in recent if one.proposal == proposal), None)
    if twin is not None:
        return twin, False
    comment = StepComment(
        event_id=event.id, step_id=step.id, user_id=by, at=now, text=text, proposal=proposal
    )
    db.session.add(comment)
    db.session.flush()
    return comment, True


def note_mentions(
    comment: StepComment, team: Sequence[Member], asked: int | None = None
) -> list[Member]:
    """Note who of the team is named in a new comment, or asked by choosing; not who wrote it. Gives them back."""
    ids = mentioned_names(comment.text, {member.id: member.name for member in team}) | {asked or 0}
    found = [member for member in team if member.id in ids and member.user_id != comment.user_id]
    db.session.add_all(
        CommentMention(comment_id=comment.id, member_id=member.id) for member in found
    )
    db.session.flush()
    return found


def mention_letters(
    event: Event, step: PlanStep, by: str, members: Iterable[Member]
) -> list[Message]:
    """A mail to everybody who is named, in their own language: that they are, and where. None without a mail server."""
    if not can_mail():
        return []
    link = full_address("agenda.show_comments", slug=event.slug, step_id=step.id)
    return [
        _letter(event, step, by=by, member=member, link=link)
        for member in members
        if member.user.active
    ]


def _letter(event: Event, step: PlanStep, by: str, member: Member, link: str) -> Message:
    with use_language(member.user.language):
        mail = OutgoingMail(
            to=member.user.email,
            name=member.name,
            subject=_(
                "%(name)s asks you about “%(title)s”", name=by, title=pick_wording(step.title)
            ),
            body=_(
                "Hello %(to)s,\n\n%(name)s has mentioned you in a comment on the agenda of "
                "“%(event)s”. Read and answer it here:\n\n%(link)s\n",
                to=member.name,
                name=by,
                event=pick_wording(event.title),
                link=link,
            ),
        )
        return post_mail(mail, MailAbout.COMMENT, event.id)


def mark_comments_seen(ids: Iterable[int], member_ids: Iterable[int]) -> None:
    """These people have read these comments."""
    db.session.execute(
        sa.update(CommentMention)
        .where(
            CommentMention.comment_id.in_(list(ids)), CommentMention.member_id.in_(list(member_ids))
        )
        .values(seen=True)
    )


def mark_comment_resolved(comment: StepComment, by: int, accepted: bool = False) -> None:
    """Mark a comment as dealt with; with `accepted` the proposal is in the agenda. Resolved twice, the first one counts."""
    if comment.resolved_at is None:
        comment.resolved_at, comment.resolved_by_id = clock.now(), by
        comment.accepted = accepted


def mark_comment_open(comment: StepComment) -> None:
    """Open a comment again that was marked as dealt with."""
    comment.resolved_at, comment.resolved_by_id, comment.accepted = None, None, False


def mentioned_names(text: str, names: Mapping[int, str]) -> set[int]:
    """The numbers of those among `names` who are named: in full, or by a first name only one of them has.

    An @ inside a word is an address, not a mention.
    """
    wanted = _written(names)
    found, said = set(), plain_text(text)
    for at, letter in enumerate(said):
        if letter == "@" and not (at and said[at - 1].isalnum()):
            rest = said[at + 1 : at + 201]
            ways = [
                way
                for way in wanted
                if rest.startswith(way) and not rest[len(way) : len(way) + 1].isalnum()
            ]
            if ways:
                found.add(wanted[max(ways, key=len)])
    return found - {0}


def _written(names: Mapping[int, str]) -> dict[str, int]:
    """Every way somebody can be named, and whom it means; 0 where it may be several."""
    found: dict[str, int] = {}
    for first in (True, False):  # a full name outdoes a first name
        ways: dict[str, int] = {}
        for key, name in names.items():
            way = plain_text(name).split(" ")[0] if first else " ".join(plain_text(name).split())
            if way:
                ways[way] = 0 if way in ways else key
        found |= ways
    return found
