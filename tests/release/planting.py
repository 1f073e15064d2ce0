"""Marked words in every text column of the database, and every page and file that gives them out."""

import re
from collections.abc import Mapping

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.calendars.actions import feed_address, renew_calendar_feed
from facilitate.data.db import WordsType, db
from facilitate.data.models import Base
from facilitate.events.models import Event
from facilitate.forums.links import link_for
from facilitate.forums.models import ForumMember, MemberLinkPurpose, Position, WorkPlan
from facilitate.lib.text import Words

from ..browser.pages import RECORD, argument_values
from ..report.walking import addresses_of, texts_in

NO_WORDS = re.compile(
    r"(^|[._])(slug|token|nonce|key|receipt|digest|hash|email|phone|language|languages|zone|currency|media_type|file_name|file|rank"
    r"|session_token|password_hash|section|kind|address|theme_key|colour|look|to|error|calendar|sorting|plain|folded|letter"
    r"|technique|keys|did|alike|step_kind|scale|factor|from_|starts|ends|revision|typed|content)$"
)
"""Columns that hold no words for readers: keys, addresses, numbers as text, what is folded for searching."""
MARK = re.compile(r"Qzwx([a-j]+)xv")
"""So long that no link's random letters and no picture's bytes are taken for one."""


def planted_name(number: int) -> str:
    """A name nobody knows, in a sentence: the privacy check finds it."""
    return f"Pastaj erdhi Qzwx{''.join('abcdefghij'[int(digit)] for digit in str(number))}xv."


def rows_of_event(event_id: int) -> dict[str, list[int]]:
    """The event's row and every row that goes when it goes, by table."""
    mine = {"event": [event_id]}
    for table in Base.metadata.sorted_tables:
        leads = [
            (key.parent, mine[key.column.table.name])
            for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
            if key.ondelete == "CASCADE" and key.column.table.name in mine
        ]
        if leads and table.name not in mine and "id" in table.columns:
            belongs = sa.or_(*(column.in_(ids) for column, ids in leads))
            mine[table.name] = list(db.session.scalars(sa.select(table.c.id).where(belongs)))
    return mine


def plant_marks(only: Mapping[str, list[int]] | None = None) -> dict[int, str]:
    """Put a mark into every text of every row, or of `only` these; gives the columns by number of their mark."""
    marks: dict[int, str] = {}
    for table in Base.metadata.sorted_tables:
        if only is not None and table.name not in only:
            continue
        unique = {
            column.name
            for one in table.constraints
            if isinstance(one, sa.UniqueConstraint)
            for column in one.columns
        }
        for column in table.columns:
            worded = isinstance(column.type, WordsType)
            if not worded and type(column.type) is not sa.Text:
                continue
            if (
                column.primary_key
                or column.name in unique
                or column.unique
                or NO_WORDS.search(column.name)
            ):
                continue
            number = len(marks) + 10
            text = planted_name(number)
            filled = column.is_not(None) if worded else sa.func.length(column) > 0
            mine = sa.true() if only is None else table.c.id.in_(only[table.name])
            db.session.execute(
                sa.update(table)
                .where(filled, mine)
                .values({column: Words(text, text) if worded else text})
            )
            marks[number] = f"{table.name}.{column.name}"
    db.session.commit()
    return marks


def found_in(content: bytes) -> set[int]:
    """The numbers of the marks in a page or file, in archives too."""
    numbers = {
        mark for text in texts_in(content) for mark in MARK.findall(text.decode("utf-8", "replace"))
    }
    return {int("".join(str("abcdefghij".index(letter)) for letter in mark)) for mark in numbers}


def known_in(app: Flask) -> dict[str, list[object]]:
    """Values for the arguments of addresses, of the demo."""
    with app.test_request_context():
        found = argument_values(app)
    tokens = [value for name, value in found.items() if name.endswith("token") and value] + _links(
        app
    )
    known: dict[str, list[object]] = {
        name: [value] for name, value in found.items() if value is not None
    }
    known |= {
        "token": tokens,
        "slug": ["annual-next", RECORD, "north", "shelters", "north-2"],
        "code": ["sq"],
    }
    known["step_id"] = [found[name] for name in ("step_id", "cafe_step_id") if found[name]]
    known |= {
        "ending": ["xlsx", "docx", "csv", "svg"],
        "key": [],
        "kind": ["invitation"],
        "picture": [],
    }
    return known


def _links(app: Flask) -> list[object]:
    """Members' links to a position and to a work plan, and a calendar's; the demo has made none of late."""
    with app.app_context():
        position = db.session.scalars(sa.select(Position)).first()
        plan = db.session.scalars(sa.select(WorkPlan).join(WorkPlan.presidency)).first()
        assert position is not None
        assert plan is not None
        wanted = [
            (position.forum_id, MemberLinkPurpose.POSITION, position.id),
            (plan.presidency.forum_id, MemberLinkPurpose.WORK_PLAN, plan.id),
        ]
        made = []
        for forum, purpose, about in wanted:
            mine = sa.select(ForumMember).where(
                ForumMember.forum_id == forum, ForumMember.until.is_(None)
            )
            member = db.session.scalars(mine.order_by(ForumMember.id)).first()
            assert member is not None
            made.append(link_for(member, purpose, about).token)
        coming = db.session.scalars(sa.select(Event).where(Event.slug == "annual-next")).one()
        made.append(
            feed_address(renew_calendar_feed(coming)).rsplit("/", 1)[1].removesuffix(".ics")
        )
        db.session.commit()
        return [*made]


def first_answers(
    app: Flask, client: FlaskClient, endpoint: str, known: Mapping[str, list[object]], most: int = 3
) -> list[bytes]:
    """What that page or file says, at the first addresses that open."""
    rules = [rule for rule in app.url_map.iter_rules(endpoint) if "GET" in (rule.methods or ())]
    found = []
    for rule in rules:
        for address in addresses_of(app, rule, known):
            answer = client.get(address)
            if answer.status_code == 200:
                found.append(answer.data)
            if len(found) >= most:
                return found
    return found
