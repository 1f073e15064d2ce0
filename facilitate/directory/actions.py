"""What happens to the directory: somebody changes post, something goes unless it is still needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ..data.db import db
from ..lib.text import Words, plain_text
from ..web.i18n import _
from ..web.refused import Refused
from .models import Organisation, Person, Post


class HeldPost(NamedTuple):
    """A post: the number of the organisation, and what somebody is called there."""

    organisation_id: int
    position: Words


def is_same_post(one: HeldPost, other: HeldPost) -> bool:
    """Whether two posts are one: the same organisation, and no language in which both say something else.

    A position that was empty and is filled in, or gets its second language, is no change of post.
    """
    if one.organisation_id != other.organisation_id:
        return False
    pairs = ((one.position.en, other.position.en), (one.position.sq, other.position.sq))
    told = [(plain_text(a), plain_text(b)) for a, b in pairs if a and b]
    if (
        not told and one.position and other.position
    ):  # the one in English only, the other in Albanian only
        return False
    return all(a == b for a, b in told)


def current_post(person: Person) -> HeldPost:
    """The post somebody holds now."""
    return HeldPost(person.organisation_id, person.position)


def keep_post(person: Person, before: HeldPost, today: date) -> None:
    """Keep the post somebody held before their row was changed, until today.

    What was written down today and is changed again today was a mistake: it leaves nothing. Put back as it was, the
    post kept meanwhile goes.
    """
    now = current_post(person)
    if is_same_post(before, now):
        return
    if person.since == today:
        db.session.flush()
        kept = sa.select(Post).where(Post.person_id == person.id, Post.until == today)
        last = db.session.scalar(kept.order_by(Post.id.desc()).limit(1))
        if last and is_same_post(HeldPost(last.organisation_id, last.position), now):
            person.since = last.since
            db.session.delete(last)
    else:
        db.session.add(
            Post(
                person_id=person.id,
                organisation_id=before.organisation_id,
                position=before.position,
                since=person.since,
                until=today,
            )
        )
        person.since = today


@contextmanager
def refuse_if_needed(row: Person | Organisation) -> Iterator[None]:
    """The row is removed inside, refused where others need it: rooms above keep keys that only the database knows of."""
    name, is_person = row.name, isinstance(row, Person)
    try:
        with db.session.begin_nested():
            yield
    except IntegrityError:
        raise Refused(
            _(
                "%(name)s cannot be removed: this person is on the participant list of at least one event.",
                name=name,
            )
            if is_person
            else _(
                "%(name)s cannot be removed: people work there, or took part in an event in its "
                "name. Move the people first; participant lists do not change.",
                name=name,
            )
        ) from None
