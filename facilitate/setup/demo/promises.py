"""What was decided and promised at the demo's past events, how it ended, and the photos of flip charts."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from html import escape
from typing import Any

import resvg_py
import sqlalchemy as sa

from ...accounts.models import User
from ...agenda.models import Step, Strand
from ...data.content import PACKAGE, read_toml
from ...data.db import db
from ...directory.models import County, Organisation, Person, Sector
from ...events.models import Event, Member
from ...events.queries import objectives_of
from ...lib.photos import read_photo
from ...notes.deciding.actions import close_action, record_action, record_decision
from ...notes.deciding.owners import ActionOwner
from ...notes.deciding.queries import actions_of
from ...notes.models import ActionStatus, DecisionMethod, NoteLine
from ...notes.photos.actions import create_photo, photo_with_mark
from ...notes.queries import note_lines_of
from ...notes.spots import NoteSpot
from ...participation.counting.pictures.drawing import FONTS
from ...participation.models import Participation, Standing
from ...report.following.actions import copy_to_forum
from ...report.following.queries import forum_of_meeting

FILE = PACKAGE / "setup" / "demo" / "promises.toml"
INK = ("#1d3f8f", "#222222", "#1d3f8f", "#b3261e")
"""The pens of a flip chart, row by row."""


def load_promises(event: Event, users: Mapping[str, User], today: date) -> None:
    """Put decisions, actions and photos of the event in; what its forum follows goes there."""
    table = read_toml(FILE)[event.slug]
    found = _Found(event, users)
    for number, row in enumerate(table["decisions"]):
        line = found.line(row["line"])
        record_decision(
            event,
            line.text if line else row["text"],
            DecisionMethod(row["how"]),
            row.get("objections", ""),
            objective_id=found.objective(row),
            line=line,
            at=line.at if line else _after(event, number),
        )
    followed = [
        _promise(event, row, found=found, number=number, today=today)
        for number, row in enumerate(table["actions"])
    ]
    if forum := forum_of_meeting(event):
        going = {key for key in followed if key}
        copy_to_forum(event, forum, [one for one in actions_of(event) if one.id in going])
    for number, row in enumerate(table.get("photos", [])):
        _photo(event, row, number, users["F2"].id)
    db.session.flush()


def _promise(
    event: Event, row: Mapping[str, Any], found: "_Found", number: int, today: date
) -> int | None:
    """One action; gives its number where the forum follows it."""
    line = found.line(row["line"])
    due = (
        today + timedelta(days=row["due_in"]) if "due_in" in row else date.fromisoformat(row["due"])
    )
    action = record_action(
        event,
        line.text if line else row["text"],
        found.owner(row),
        due,
        objective_id=found.objective(row),
        line=line,
        at=line.at if line else _after(event, 20 + number),
    )
    action.outcome = row.get("outcome", "")
    if "closed" in row:
        status = ActionStatus.DROPPED if row.get("dropped") else ActionStatus.DONE
        close_action(action, row["outcome"], date.fromisoformat(row["closed"]), status)
        action.told_at = datetime.combine(event.last_day + timedelta(days=2), time(9), UTC)
    return action.id if row.get("forum") else None


def _after(event: Event, number: int) -> datetime:
    """At the end of the last day, one after the other."""
    return datetime.combine(event.last_day, time(14), UTC) + timedelta(minutes=number)


class _Found:
    """What the rows of the file point to, looked up once."""

    def __init__(self, event: Event, users: Mapping[str, User]) -> None:
        self.lines = note_lines_of(event)
        self.objectives = {one.position: one.id for one in objectives_of(event)}
        self.members = {
            key: member
            for key, user in users.items()
            for member in db.session.scalars(
                sa.select(Member.id).where(Member.event_id == event.id, Member.user_id == user.id)
            )
        }
        came = (
            sa.select(Person.id, Sector.key, County.key, Organisation.name)
            .join(Participation, Participation.person_id == Person.id)
            .join(Organisation, Organisation.id == Participation.organisation_id)
            .join(Sector, Sector.id == Participation.sector_id)
            .outerjoin(County, County.id == Participation.county_id)
            .where(Participation.event_id == event.id, Participation.standing == Standing.ATTENDED)
            .order_by(Person.id)
        )
        self.people: list[tuple[int, str, str | None, str]] = [
            (row[0], row[1], row[2], row[3]) for row in db.session.execute(came)
        ]

    def line(self, begins: str) -> NoteLine | None:
        return next((one for one in self.lines if begins and one.text.startswith(begins)), None)

    def objective(self, row: Mapping[str, Any]) -> int | None:
        return self.objectives.get(row.get("objective", 0))

    def owner(self, row: Mapping[str, Any]) -> ActionOwner:
        """Somebody of the team, else a participant of that sector and county, each once; a name where nobody is left."""
        if "owner" in row:
            return ActionOwner(member_id=self.members[row["owner"]])
        if "name" in row:
            return ActionOwner(name=row["name"])
        near = [one for one in self.people if one[1] == row["sector"]]
        near.sort(
            key=lambda one: (row.get("office", "-") not in one[3], one[2] != row["county"], one[0])
        )
        if not near:
            return ActionOwner(name="Sekretariati")
        self.people.remove(near[0])
        return ActionOwner(person_id=near[0][0])


def _photo(event: Event, row: Mapping[str, Any], number: int, by: int) -> None:
    step = next(
        one
        for one in db.session.scalars(sa.select(Step).where(Step.event_id == event.id))
        if one.title.sq == row["step"]
    )
    strands = sorted(
        db.session.scalars(sa.select(Strand).where(Strand.block_id == step.id)),
        key=lambda one: one.rank,
    )
    strand = strands[row["group"] - 1].id if "group" in row else None
    drawn = flip_chart(row["title"], *row["rows"])
    create_photo(
        event,
        photo_with_mark(drawn, read_photo(drawn)),
        NoteSpot(step.id, strand),
        by,
        alt=row["alt"],
        at=_after(event, number),
    )


@cache
def flip_chart(title: str, *rows: str) -> bytes:
    """A flip chart as somebody photographed it, a little askew: a PNG."""
    lines = "".join(
        f'<text x="70" y="{250 + 95 * number}" font-size="44" fill="{INK[number % len(INK)]}">{escape(text)}</text>'
        for number, text in enumerate(rows)
    )
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 720" width="960" height="720" font-family="Roboto">'
        '<rect width="960" height="720" fill="#8d9487"/><g transform="rotate(-1.4 480 360)">'
        '<rect x="30" y="24" width="900" height="680" fill="#f7f4ea"/><rect x="30" y="24" width="900" height="34" fill="#c9c4b4"/>'
        f'<text x="70" y="150" font-size="58" font-weight="bold" fill="#222222">{escape(title)}</text>'
        '<path d="M70 172 Q400 184 840 168" stroke="#b3261e" stroke-width="5" fill="none"/>'
        f"{lines}</g></svg>"
    )
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            skip_system_fonts=True,
            font_files=FONTS,
            font_family="Roboto",
            sans_serif_family="Roboto",
        )
    )
