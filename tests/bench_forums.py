"""Speed of forums, printed by `make bench`: 200 forums over 20 years, 5,000 meetings, 8,000 documents, 2,000 members."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.directory.models import Organisation
from facilitate.events.models import Event, EventKind
from facilitate.forums.actions import add_forum
from facilitate.forums.models import Duty, Forum, ForumDocument, ForumMeeting, ForumMember
from facilitate.lib.text import Words

from . import moment
from .bench_agenda import cpu_milliseconds
from .statements import count_statements

FORUMS, YEARS, MEETINGS, DOCUMENTS = 200, 20, 25, 40
KINDS = ("regional_committee", "technical_table", "coalition", "regional_group", "free")


def many_forums(today: date) -> str:
    """Fill the planner; gives the address of a forum with a long history."""
    began = datetime(today.year - YEARS, 1, 1, 12, tzinfo=UTC)
    offices = db.session.scalars(sa.select(Organisation.id).limit(10)).all()
    forums = [
        add_forum(
            Forum(
                name=Words(f"Forum {n}", f"Forumi {n}"),
                purpose=Words(),
                kind=KINDS[n % 5],
                created_at=began,
            )
        )
        for n in range(FORUMS)
    ]
    step = YEARS * 365 // MEETINGS
    days = [began.date() + timedelta(days=number * step) for number in range(MEETINGS)]
    text = Words("Meeting", "Takim")
    events = [
        {
            "version": 1,
            "slug": f"bench-{forum.id}-{number}",
            "kind": EventKind.REGIONAL_MEETING,
            "title": text,
            "description": Words(),
            "first_day": on + timedelta(forum.id % 60),
            "last_day": on + timedelta(forum.id % 60),
            "venue": "",
            "town": "Fier",
            "expected": 20,
            "created_at": began,
            "language": "sq",
            "zone": "Europe/Tirane",
            "country": "AL",
        }
        for forum in forums
        for number, on in enumerate(days)
    ]
    db.session.execute(sa.insert(Event), events)
    by_slug = {slug: key for key, slug in db.session.execute(sa.select(Event.id, Event.slug))}
    db.session.execute(
        sa.insert(ForumMeeting),
        [
            {"forum_id": forum.id, "event_id": by_slug[f"bench-{forum.id}-{number}"]}
            for forum in forums
            for number in range(MEETINGS)
        ],
    )
    db.session.execute(
        sa.insert(ForumMember),
        [
            {"forum_id": forum.id, "organisation_id": office, "role": "member"}
            for forum in forums
            for office in offices
        ],
    )
    duties = db.session.execute(
        sa.select(Duty.forum_id, sa.func.max(Duty.id)).group_by(Duty.forum_id)
    )
    db.session.execute(
        sa.insert(ForumDocument),
        [
            {
                "forum_id": forum_id,
                "duty_id": duty_id,
                "title": "Report",
                "file_name": "report.pdf",
                "media_type": "application/pdf",
                "content": b"%PDF-1.7",
                "at": began,
                "on": began.date() + timedelta(days=number * YEARS * 365 // DOCUMENTS),
            }
            for forum_id, duty_id in duties
            for number in range(DOCUMENTS)
        ],
    )
    db.session.commit()
    return forums[0].slug


def bench_forum_pages(
    app: Flask, client: FlaskClient, line: Callable[[str, str, str], None]
) -> None:
    """The director's pages and a forum's own."""
    today = moment.planner_today()
    with app.app_context():
        slug = many_forums(today)
    line("200 forums, 20 years, 5,000 meetings", "", "")
    for what, path, bound in (
        ("  director's page: the year", "/forums/year", "12 SQL 120 ms"),
        ("  the same, ten years ago", f"/forums/year?year={today.year - 10}", "12 SQL 120 ms"),
        ("  list of forums", "/forums/", "12 SQL 120 ms"),
        ("  meetings and participation over years", "/forums/figures", "12 SQL 120 ms"),
        ("  how healthy all of them are", "/forums/health", "12 SQL 120 ms"),
        ("  what was passed up", "/forums/problems", "12 SQL 120 ms"),
        ("  a forum's page", f"/forums/{slug}", "12 SQL 60 ms"),
        ("  its duties", f"/forums/{slug}/duties", "12 SQL 60 ms"),
        ("  its members", f"/forums/{slug}/members", "12 SQL 60 ms"),
        ("  its meetings", f"/forums/{slug}/meetings", "12 SQL 60 ms"),
        ("  how healthy it is", f"/forums/{slug}/health", "12 SQL 60 ms"),
        (
            "  its plan of the year, days proposed",
            f"/forums/{slug}/plan/new?year={today.year + 1}",
            "12 SQL 60 ms",
        ),
    ):
        client.get(path)
        with count_statements() as asked:
            client.get(path)
        line(
            what,
            f"{len(asked)} SQL {cpu_milliseconds(lambda at=path: client.get(at)):.0f} ms",
            bound,
        )
