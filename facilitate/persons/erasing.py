"""Somebody erased: figures stay, the name goes – from the rows that are theirs, from what was remembered, and with it from who did what.

What others wrote stays as it is: `count_mentions` says where the name stands in it, and a person decides.
"""

import json
import re
import secrets
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from ..accounts.actions import NO_ADDRESS, remove_user
from ..accounts.models import User
from ..data.db import Base, WordsType, db
from ..directory.models import NO_NAME, Person
from ..directory.queries import roster_entry_of
from ..lib.text import Words
from .kept_rows import ADDRESSED, is_addressed
from .subjects import Subject, SubjectKind

Values = Mapping[str, Any]

GONE_WITH_PERSON: dict[str, Values] = {
    "invitation": {"name": NO_NAME, "organisation": "", "email": "", "person_id": None},
    "answer": {"name": "", "organisation": "", "person_id": None},
    "step_speaker": {"name": NO_NAME},
    "note_line": {"who": "", "person_id": None},
    "note_action": {"owner_name": NO_NAME, "person_id": None},
    "forum_member": {"person_id": None},
}
"""What takes the place of names in rows that point to a person; whom they point to goes where nothing is counted by it."""
NEEDS: Values = {
    "diet": "",
    "access": "",
    "arrival": "",
    "remark": "",
    "lodging": False,
    "interpreter": False,
    "in_list": False,
}
"""What somebody told of what they need: gone with them, or after its time."""
REMEMBERED = {
    "change": ("cells", "about", "source"),
    "order_change": ("before", "after"),
    "agenda_version": ("content",),
    "cafe_seating": ("content", "about"),
}
"""Tables of what was before, in which names are replaced; undoing brings back what it can without them."""
LEAST_DIGITS = 6
"""Digits of a telephone number that is looked for in texts."""
IN_PARTS = ("given_name", "family_name")
"""Parts of a name are looked at together: an account called Ana is not everybody who is."""
NOT_SEARCHED = {*REMEMBERED, "audit_entry", "alembic_version", "noted", "chosen", "user", "person"}


def erase_person(subject: Subject) -> None:
    """Erase a person of the directory or the owner of an account. Raises Refused for the last administrator. The caller commits."""
    if subject.kind is SubjectKind.PERSON:
        _erase_person(db.session.get_one(Person, subject.number))
    else:
        user = db.session.get_one(User, subject.number)
        if user.removed_at is None:
            remove_user(user)
        user.name = f"{NO_NAME} {user.id}"
    _delete_addressed(subject)
    for table, columns in REMEMBERED.items():
        _forget_in(Base.metadata.tables[table], columns, subject)
    db.session.expire_all()


def _erase_person(person: Person) -> None:
    """Organisation, sector, place, gender and attendance stay: they are counted. Posts of before are nobody's business any more."""
    for table, values in GONE_WITH_PERSON.items():
        here = Base.metadata.tables[table]
        db.session.execute(sa.update(here).where(here.c.person_id == person.id).values(values))
    tables = Base.metadata.tables
    mine = sa.select(tables["participation"].c.id).where(
        tables["participation"].c.person_id == person.id
    )
    registration = tables["registration"]
    for (number,) in db.session.execute(
        sa.select(registration.c.id).where(registration.c.participation_id.in_(mine))
    ).all():
        new = {**NEEDS, "token": secrets.token_urlsafe(16), "message_id": None}
        db.session.execute(sa.update(registration).where(registration.c.id == number).values(new))
    _erase_roster_entry(person)
    for name in ("post", "entry_link", "message", "calendar_copy"):
        here = tables[name]
        db.session.execute(sa.delete(here).where(here.c.person_id == person.id))
    change = tables["change"]
    its = sa.cast(change.c.cells, sa.Text).contains(f'["person", {person.id}, ')
    db.session.execute(sa.delete(change).where(change.c.room.in_(("merges", "entries")), its))
    _forget_removed_needs(person)
    lists = sa.select(change.c.id, change.c.cells).where(change.c.room == "people", its)
    for number, cells in db.session.execute(lists).all():
        others = [cell for cell in cells if cell[:2] != ["person", person.id]]
        db.session.execute(sa.update(change).where(change.c.id == number).values(cells=others))
    person.given_name, person.family_name = NO_NAME, str(person.id)
    person.email = person.phone = ""
    person.position = Words()
    person.since = person.confirmed_on = person.left_on = None
    db.session.flush()


def _forget_removed_needs(person: Person) -> None:
    """What somebody needed goes from their removed registrations, too; an old link does not come back with one."""
    change = Base.metadata.tables["change"]
    removed = sa.cast(change.c.cells, sa.Text).contains('["registration", ')
    kept = sa.select(change.c.id, change.c.cells).where(removed)
    for number, cells in db.session.execute(kept).all():
        rows = [(cell[0], cell[2]) for cell in cells if cell[2]]
        mine = {
            row["id"]
            for name, row in rows
            if name == "participation" and row.get("person_id") == person.id
        }
        theirs = [
            row
            for name, row in rows
            if name == "registration" and row.get("participation_id") in mine
        ]
        for row in theirs:
            row |= {**NEEDS, "token": secrets.token_urlsafe(16), "message_id": None}
        if theirs:
            db.session.execute(sa.update(change).where(change.c.id == number).values(cells=cells))


def _erase_roster_entry(person: Person) -> None:
    """What they do at events goes, with what was remembered of it; an account that only stood for them loses its name."""
    entry = roster_entry_of(person)
    if entry is None:
        return
    user = db.session.get(User, entry.account_id or 0)
    if user is not None and user.email.endswith(NO_ADDRESS):
        remove_user(user)
        user.name = f"{NO_NAME} {user.id}"
    change = Base.metadata.tables["change"]
    its = sa.cast(change.c.cells, sa.Text).contains(f'["roster_entry", {entry.id}, ')
    db.session.execute(sa.delete(change).where(change.c.room == "roster", its))
    db.session.delete(entry)
    db.session.flush()


def _delete_addressed(subject: Subject) -> None:
    """Mails to their address, and what was sent or offered to it; an invitation stays, without whose it was."""
    for name in ADDRESSED if subject.email else ():
        here, mine = Base.metadata.tables[name], is_addressed(name, subject)
        if name == "invitation":
            values = GONE_WITH_PERSON["invitation"]
            db.session.execute(sa.update(here).where(mine).values(values))
        else:
            db.session.execute(sa.delete(here).where(mine))


def _forget_in(table: sa.Table, columns: tuple[str, ...], subject: Subject) -> None:
    """Replace name, address and telephone in what was remembered: whole words, for Arta Hoxha is not Arta Hoxhaj."""
    words = {subject.name: NO_NAME}
    words |= {one: "" for one in (subject.email, subject.phone) if one}
    if sum(map(str.isdigit, subject.phone)) < LEAST_DIGITS:
        words.pop(subject.phone, None)  # an extension: the same digits stand in dates and numbers
    sought = [*words, *([subject.family_name] if subject.family_name else [])]
    held = sa.or_(*(_holds(table.c[one], word) for one in columns for word in sought))
    query = sa.select(table.c.id, *(table.c[one] for one in columns)).where(held)
    for row in db.session.execute(query).all():
        before = {name: row._mapping[name] for name in columns}
        after = {name: _without(value, words, subject) for name, value in before.items()}
        if after != before:
            db.session.execute(sa.update(table).where(table.c.id == row.id).values(after))


def _holds(column: sa.Column[Any], word: str) -> sa.ColumnElement[bool]:
    """Whether the column holds the word; JSON keeps letters with accents as numbers."""
    kept = isinstance(column.type, sa.JSON | sa.TypeDecorator)
    return sa.cast(column, sa.Text).contains(
        json.dumps(word)[1:-1] if kept else word, autoescape=True
    )


def _without(value: Any, words: Mapping[str, str], subject: Subject) -> Any:
    """The value without the words; a row of the directory inside it loses its name in both parts."""
    if isinstance(value, str):
        for word, instead in words.items():
            if word in value:
                value = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", instead, value)
        return value
    if isinstance(value, Words):
        return Words(_without(value.en, words, subject), _without(value.sq, words, subject))
    if isinstance(value, Mapping):
        theirs = subject.family_name and (
            (value.get("given_name"), value.get("family_name"))
            == (subject.given_name, subject.family_name)
        )
        found = {
            key: one if key in IN_PARTS else _without(one, words, subject)
            for key, one in value.items()
        }
        if theirs:
            found |= {"given_name": NO_NAME, "family_name": str(subject.number)}
            found |= {key: "" for key in ("plain", "sorting", "phone") if key in found}
        return found
    if isinstance(value, list | tuple):
        return [_without(one, words, subject) for one in value]
    return value


def count_mentions(subject: Subject) -> dict[str, int]:
    """In how many rows of each table the name stands in what somebody wrote."""
    if subject.is_erased:
        return {}
    parts = [
        sa.select(sa.literal(table.name), sa.func.count())
        .select_from(table)
        .where(sa.or_(_is_called(table, subject), *(_holds(one, subject.name) for one in columns)))
        for table, columns in _written()
    ]
    return {name: number for name, number in db.session.execute(sa.union_all(*parts)) if number}


def _is_called(table: sa.Table, subject: Subject) -> sa.ColumnElement[bool]:
    """Whether a row has that name in two parts: somebody who walked in and was written down."""
    if not subject.family_name or "family_name" not in table.c:
        return sa.false()
    return sa.and_(
        table.c.given_name == subject.given_name, table.c.family_name == subject.family_name
    )


def _written() -> Iterator[tuple[sa.Table, list[sa.Column[Any]]]]:
    """Tables with columns in which people write, but those that `erase_person` sees to."""
    seen_to = {*NOT_SEARCHED, *GONE_WITH_PERSON, *ADDRESSED}
    for table in Base.metadata.sorted_tables:
        columns = [
            one for one in table.columns if isinstance(one.type, sa.Text | sa.JSON | WordsType)
        ]
        if columns and table.name not in seen_to:
            yield table, columns
