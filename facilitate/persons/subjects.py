"""Somebody of whom something is kept: a person of the directory, or the owner of an account."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

import sqlalchemy as sa
from flask import abort
from sqlalchemy.orm import joinedload

from ..accounts.models import User
from ..data.db import db
from ..data.matching import holds_words, may_hold
from ..directory.models import NO_NAME, Person
from ..lib.text import plain_text

SHOWN = 50
"""How many of each kind are found at most."""


class SubjectKind(StrEnum):
    """What somebody is known as; its value is the table's name."""

    PERSON = "person"
    ACCOUNT = "user"


@dataclass(frozen=True)
class Subject:
    """`note`: what tells people of one name apart; `is_erased`: only the number is left."""

    kind: SubjectKind
    number: int
    name: str
    note: str
    email: str
    phone: str = ""
    given_name: str = ""
    family_name: str = ""

    @property
    def is_erased(self) -> bool:
        return self.name.startswith(NO_NAME)


def subject_or_404(kind: str, number: int) -> Subject:
    """The person or account of that number."""
    if kind == SubjectKind.PERSON:
        person = db.session.get(Person, number)
        return subject_of_person(person) if person else abort(404)
    user = db.session.get(User, number)
    return subject_of_account(user) if user else abort(404)


def subject_of_person(person: Person) -> Subject:
    """Somebody of the directory."""
    return Subject(
        kind=SubjectKind.PERSON,
        number=person.id,
        name=person.name,
        note=person.organisation.name,
        email=person.email,
        phone=person.phone,
        given_name=person.given_name,
        family_name=person.family_name,
    )


def subject_of_account(user: User) -> Subject:
    """The owner of an account, also of a removed one, whose address is gone already."""
    email = "" if user.removed_at else user.email
    return Subject(
        kind=SubjectKind.ACCOUNT, number=user.id, name=user.name, note=email, email=email
    )


def also_known_as(subject: Subject) -> Sequence[Subject]:
    """Entries of the other kind with the same address or name: erasing one leaves the others."""
    if subject.is_erased:
        return []
    found = {
        (one.kind, one.number): one
        for asked in (subject.email, subject.name)
        if asked
        for one in find_subjects(asked)
        if one.kind is not subject.kind and not one.is_erased and _is_same(one, subject)
    }
    return list(found.values())


def _is_same(one: Subject, other: Subject) -> bool:
    if one.email and one.email.lower() == other.email.lower():
        return True
    return plain_text(one.name) == plain_text(other.name)


def find_subjects(asked: str) -> Sequence[Subject]:
    """Who has that in their name or address: of the directory, then accounts."""
    word, plain = asked.casefold(), plain_text(asked)
    by_name = Person.plain.contains(plain, autoescape=True)
    by_email = sa.func.lower(Person.email).contains(word, autoescape=True)
    people = (
        sa.select(Person)
        .where(sa.or_(by_name, by_email))
        .options(joinedload(Person.organisation))
        .order_by(Person.sorting)
    )
    words = plain.split()
    users = sa.select(User).where(may_hold(User.name + " " + User.email, words))
    fitting = (
        one
        for one in db.session.scalars(users.order_by(User.name))
        if holds_words(f"{one.name} {one.email}", words)
    )
    return [
        *(subject_of_person(one) for one in db.session.scalars(people.limit(SHOWN))),
        *(subject_of_account(one) for one in islice(fitting, SHOWN)),
    ]
