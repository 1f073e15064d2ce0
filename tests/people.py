"""The cast: one event and one person in every role, the same in every test."""

from dataclasses import dataclass, field
from datetime import timedelta

from facilitate.accounts.actions import add_user
from facilitate.data.db import db
from facilitate.events.actions import add_goal
from facilitate.events.models import Event, EventKind, Member, Role
from facilitate.lib.text import Words

from . import moment

NAMES = {
    "organiser": "Arta Hoxha",
    "lead_facilitator": "Besnik Kola",
    "facilitator": "Çeljeta Doçi",
    "note_taker": "Dritan Gjoka",
    "staff": "Elira Ndoj",
    "viewer": "Fatos Zeka",
}


@dataclass
class Cast:
    """What tests need to know of the people: session tokens, member ids and user ids by role."""

    event_id: int
    tokens: dict[str, str] = field(default_factory=dict)
    members: dict[str, int] = field(default_factory=dict)
    users: dict[str, int] = field(default_factory=dict)


def make_cast() -> Cast:
    """Put the cast into the database (the caller commits)."""
    event = Event(
        slug="spring",
        kind=EventKind.CONFERENCE,
        title=Words("Spring conference", "Konferenca e pranverës"),
        description=Words(
            "Ministries, counties and NGOs plan the year.",
            "Ministritë, qarqet dhe OJF-të planifikojnë vitin.",
        ),
        first_day=moment.spring_day(),
        last_day=moment.spring_day() + timedelta(days=1),
        venue="Pallati i Kongreseve",
        town="Tiranë",
        expected=110,
        created_at=moment.now() - timedelta(days=60),
    )
    db.session.add(event)
    db.session.flush()
    add_goal(event, Words("One plan for twelve counties", "Një plan për dymbëdhjetë qarqe"))
    cast = Cast(event.id)
    for role in Role:
        user = add_user(NAMES[role.value], f"{role.value}@office.example")
        member = Member(event_id=event.id, user_id=user.id, role=role)
        db.session.add(member)
        db.session.flush()
        cast.tokens[role.value], cast.members[role.value] = user.session_token, member.id
        cast.users[role.value] = user.id
    cast.tokens["administrator"] = add_user(
        "Gëzim Toska", "admin@office.example", administrator=True
    ).session_token
    cast.tokens["stranger"] = add_user("Hana Prifti", "stranger@office.example").session_token
    return cast


def move_cast(cast: Cast) -> None:
    """Let the cast's event lie ahead of this moment, wherever it was made (the caller commits)."""
    event = db.session.get_one(Event, cast.event_id)
    event.created_at = moment.now() - timedelta(days=60)
    event.first_day = moment.spring_day()
    event.last_day = event.first_day + timedelta(days=1)
