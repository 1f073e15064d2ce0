"""Somebody erased: figures stay, the name goes – from the rows that are theirs, from what was remembered, and with it from who did what.

What others wrote stays as it is: `count_mentions` says where the name stands in it, and a person decides.
"""

import json
import re
import secrets
from collections.abc import Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa

from .. import clock
from ..accounts.actions import NO_ADDRESS, remove_user
from ..accounts.models import User
from ..data.db import Base, WordsType, db
from ..directory.models import NO_NAME, Person
from ..directory.queries import roster_entry_of
from ..lib.text import Words, plain_text
from .kept_rows import ADDRESSED, BELOWS, SECRET, is_addressed, rows_below
from .subjects import Subject, SubjectKind

Values = Mapping[str, Any]
Condition = sa.ColumnElement[bool]

GONE_WITH_PERSON: dict[str, Values] = {
    "invitation": {"name": NO_NAME, "organisation": "", "email": "", "person_id": None},
    "answer": {"name": "", "organisation": "", "person_id": None},
    "step_speaker": {"name": NO_NAME},
    "note_line": {"who": "", "person_id": None},
    "note_action": {"owner_name": NO_NAME, "person_id": None},
    "forum_member": {"person_id": None},
}
"""What takes the place of names in rows that point to a person; whom they point to goes where nothing is counted by it."""
GOES_WITH_PERSON = ("post", "entry_link", "message", "calendar_copy")
"""Tables whose rows about a person are deleted."""
SIGNED = ("approval", "review", "situation_approval", "situation_question", "situation_sending")
"""What somebody said for their office in a forum, with the name they signed by."""
GONE_BELOW: dict[str, Values | None] = {
    "cafe_table": {"host_name": ""},
    "cafe_guest": {"given_name": "", "family_name": ""},
    "sent_report": None,
    "day_copy": None,
    "member_link": None,
}
"""What takes the place of names in rows that point to rows of theirs; None: the row goes, as a link that still opens does."""
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
NEEDED = {"registration": NEEDS}
REMEMBERED = {
    "change": ("cells", "about", "source"),
    "agenda_version": ("name", "content"),
    "cafe_seating": ("content", "about"),
}
"""Tables of what was before, in which names are replaced; undoing brings back what it can without them."""
TYPED_BESIDE = {"lesson": ("name",)}
"""Columns in which somebody typed their own name beside what they said, without an entry that it points to."""
LEAST_DIGITS = 6
"""Digits of a telephone number that is looked for in texts."""
IN_PARTS = ("given_name", "family_name")
"""Parts of a name are looked at together: an account called Ana is not everybody who is."""
NOT_SEARCHED = {*REMEMBERED, "alembic_version", "noted", "chosen", "user", "person"}


def erase_person(subject: Subject) -> None:
    """Erase a person of the directory or the owner of an account. Raises Refused for the last administrator. The caller commits."""
    if subject.kind is SubjectKind.PERSON:
        _erase_person(db.session.get_one(Person, subject.number), subject)
    else:
        user = db.session.get_one(User, subject.number)
        if user.removed_at is None:
            remove_user(user)
        user.name = f"{NO_NAME} {user.id}"
        _erase_devices(user)
    _delete_addressed(subject)
    for table, columns in (REMEMBERED | TYPED_BESIDE).items():
        _forget_in(Base.metadata.tables[table], columns, subject)
    db.session.expire_all()


def _erase_person(person: Person, subject: Subject) -> None:
    """Organisation, sector, place, gender and attendance stay: they are counted. Posts of before are nobody's business any more."""
    _erase_below(subject)
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
    for name in GOES_WITH_PERSON:
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


def _erase_devices(user: User) -> None:
    """Where they were signed in, and what they called the programs that used their account."""
    sessions, tokens = Base.metadata.tables["device_session"], Base.metadata.tables["api_token"]
    db.session.execute(sa.delete(sessions).where(sessions.c.user_id == user.id))
    unnamed = sa.update(tokens).where(tokens.c.user_id == user.id)
    db.session.execute(
        unnamed.values(name=NO_NAME, revoked_at=sa.func.coalesce(tokens.c.revoked_at, clock.now()))
    )


def _erase_below(subject: Subject) -> None:
    """The same one step further. What somebody else signed in their place keeps that name."""
    for name in BELOWS[SubjectKind.PERSON]:
        for column, theirs in rows_below(name, subject):
            here, mine = column.table, column.in_(theirs)
            if here.name in SIGNED:
                rows = db.session.execute(sa.select(here.c.id, here.c.name).where(mine)).all()
                signed = [key for key, who in rows if plain_text(who) == plain_text(subject.name)]
                values = {"name": NO_NAME}
                db.session.execute(sa.update(here).where(here.c.id.in_(signed)).values(values))
            elif here.name in GONE_BELOW:
                instead = GONE_BELOW[here.name]
                act = sa.delete(here) if instead is None else sa.update(here).values(instead)
                db.session.execute(act.where(mine))


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


def _holds(column: sa.Column[Any], word: str) -> Condition:
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
    """In how many rows of each table the name stands in what stays as somebody wrote it."""
    if subject.is_erased:
        return {}
    parts = [
        sa.select(sa.literal(table.name), sa.func.count())
        .select_from(table)
        .where(_mentions(table, columns, subject))
        for table, columns in _written()
    ]
    return {name: number for name, number in db.session.execute(sa.union_all(*parts)) if number}


def _mentions(table: sa.Table, columns: list[sa.Column[Any]], subject: Subject) -> Condition:
    """Whether a row holds the name beside what `erase_person` takes out of it."""
    held = {one.name: _holds(one, subject.name) for one in columns}
    found = sa.or_(*_is_called(table, subject), *held.values())
    theirs = _rows_seen_to(table, subject)
    if not theirs:
        return found
    gone = _emptied(table.name)
    stays = [one for name, one in held.items() if gone is not None and name not in gone]
    whose = sa.func.coalesce(sa.or_(*theirs), sa.false())
    return sa.or_(*stays, sa.and_(found, sa.not_(whose)))


def _emptied(table: str) -> Values | None:
    """What `erase_person` puts into rows of a table; None: the rows go."""
    if table in SIGNED:
        return {"name": NO_NAME}
    return GONE_WITH_PERSON.get(table) or GONE_BELOW.get(table) or NEEDED.get(table)


def _rows_seen_to(table: sa.Table, subject: Subject) -> list[Condition]:
    """The conditions that a row of the table is one that `erase_person` empties or deletes."""
    name, theirs = table.name, []
    if name in ADDRESSED and subject.email:
        theirs.append(is_addressed(name, subject))
    if subject.kind is SubjectKind.ACCOUNT:
        return theirs
    if name in GONE_WITH_PERSON or name in (*GOES_WITH_PERSON, "roster_entry"):
        theirs.append(table.c.person_id == subject.number)
    elif name in SIGNED or name in GONE_BELOW or name in NEEDED:
        theirs += [
            column.in_(rows)
            for one in BELOWS[SubjectKind.PERSON]
            for column, rows in rows_below(one, subject)
            if column.table is table
        ]
    return theirs


def _is_called(table: sa.Table, subject: Subject) -> list[Condition]:
    """Whether a row has that name in two parts: somebody who walked in and was written down."""
    if not subject.family_name or "family_name" not in table.c:
        return []
    given = table.c.given_name == subject.given_name
    return [sa.and_(given, table.c.family_name == subject.family_name)]


@cache
def _written() -> tuple[tuple[sa.Table, list[sa.Column[Any]]], ...]:
    """Tables with columns in which people write, but those that `erase_person` goes through word by word."""
    found = (
        (
            table,
            [
                one
                for one in table.columns
                if isinstance(one.type, sa.Text | sa.JSON | WordsType)
                and not SECRET.search(one.name)
                and one.name not in TYPED_BESIDE.get(table.name, ())
            ],
        )
        for table in Base.metadata.sorted_tables
        if table.name not in NOT_SEARCHED
    )
    return tuple((table, columns) for table, columns in found if columns)
