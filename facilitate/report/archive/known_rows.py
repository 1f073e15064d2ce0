"""Whom of an archive this planner knows already: organisations by name, people by name and organisation, accounts never by name alone."""

import secrets
from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa

from ... import clock
from ...accounts.models import User
from ...data.db import db
from ...directory.models import Organisation, Person
from ...forums.actions import add_forum
from ...forums.kinds import forum_kinds
from ...forums.models import Forum, ForumKeeper
from ...lib.text import Words, plain_text
from .checking import CheckedArchive, Row

NOBODY = 0
"""The account of nobody: numbers of an archive count from 1."""
NOWHERE = "@archive.invalid"
"""What the addresses of accounts end in that came with an archive: nobody can sign in with them, and no mail is sent there."""


def known_organisations(rows: Sequence[Row]) -> dict[str, int]:
    """The organisations of that name, by name."""
    names = [row["name"] for row in rows]
    found = db.session.execute(
        sa.select(Organisation.name, Organisation.id).where(Organisation.name.in_(names))
    )
    return {row.name: row.id for row in found}


def known_people(rows: Sequence[Row], organisations: Sequence[int | None]) -> list[int | None]:
    """For every person the row here that has the same name in the same organisation, each row once; None: not here.

    `organisations`: the number here of each of the archive's, None for one that is not here.
    """
    there = {number for number in organisations if number}
    here: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    people = sa.select(Person.id, Person.given_name, Person.family_name, Person.organisation_id)
    same_office = people.where(Person.organisation_id.in_(there)).order_by(Person.id.desc())
    for number, given, family, office in db.session.execute(same_office):
        here[given, family, office].append(number)
    found: list[int | None] = []
    for row in rows:
        organisation = organisations[row["organisation_id"] - 1]
        same = (
            here.get((row["given_name"], row["family_name"], organisation))
            if organisation
            else None
        )
        found.append(same.pop() if same else None)
    return found


def accounts_for_names(rows: Sequence[Row], reader: User | None, as_account: int) -> list[int]:
    """An account for every name of the archive: the reader's own where that is them, else one nobody can sign in with.

    A name is no proof: somebody here who is called the same gets no rights by it. Such an account serves several archives.
    """
    asleep: dict[str, list[User]] = defaultdict(list)
    came = sa.select(User).where(
        User.email.endswith(NOWHERE, autoescape=True), User.active.is_(False)
    )
    for user in db.session.scalars(came.order_by(User.id.desc())):
        asleep[user.name].append(user)
    found: list[User] = []
    for number, row in enumerate(rows, 1):
        if number == as_account and reader is not None:
            found.append(reader)
            continue
        same = asleep[row["name"]]
        found.append(same.pop() if same else _asleep(row["name"]))
    db.session.add_all(found)
    db.session.flush()
    return [user.id for user in found]


def _asleep(name: str) -> User:
    return User(
        name=name,
        email=f"{secrets.token_hex(8)}{NOWHERE}",
        password_hash=None,
        session_token=secrets.token_hex(16),
        active=False,
        created_at=clock.now(),
    )


def forums_for_rows(rows: Sequence[Row], reader: User | None) -> list[int] | None:
    """A forum for every one of the archive: that of the same kind and name here, else a new one with the duties of its kind.

    None where whoever reads it in may not say so: a meeting is no way into a forum that others keep.
    """
    found = []
    for row in rows:
        kind, name = row["kind"], row["name"]
        if kind not in forum_kinds():
            return None
        same = sa.select(Forum).where(Forum.kind == kind, Forum.ended_on.is_(None))
        here = [
            one for one in db.session.scalars(same.order_by(Forum.id)) if _alike(one.name, name)
        ]
        keeps = sa.select(ForumKeeper.forum_id).where(ForumKeeper.user_id == (reader and reader.id))
        everything = reader is None or reader.administrator
        if not everything and not (here and here[0].id in set(db.session.scalars(keeps))):
            return None
        made = here[0] if here else add_forum(_forum(row))
        found.append(made.id)
    return found


def _alike(one: Words, other: Words) -> bool:
    """Whether names are the same in every language in which both are written, and there is one."""
    both = [(a, b) for a, b in ((one.en, other.en), (one.sq, other.sq)) if a and b]
    return bool(both) and all(plain_text(a) == plain_text(b) for a, b in both)


def _forum(row: Row) -> Forum:
    return Forum(kind=row["kind"], name=row["name"], purpose=row["purpose"], created_at=clock.now())


def count_known(found: CheckedArchive) -> tuple[int, int]:
    """How many of the archive's organisations and people are here already."""
    organisations, here = found.of("organisation"), known_organisations(found.of("organisation"))
    people = known_people(found.of("person"), [here.get(row["name"]) for row in organisations])
    return len(here), sum(1 for one in people if one)
