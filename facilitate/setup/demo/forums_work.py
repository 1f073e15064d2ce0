"""What the demo's forums filed, left open and passed up, and what their people think of them."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from ...data.content import content_folder
from ...data.db import db
from ...directory.models import County
from ...events.models import Event
from ...forums.links import link_for
from ...forums.meetings.actions import propose_item
from ...forums.meetings.queries import members_now
from ...forums.models import (
    Activity,
    Duty,
    Forum,
    ForumDocument,
    ForumMeeting,
    ForumMember,
    MemberLinkPurpose,
    OpenPoint,
    PointKind,
    Presidency,
    WorkPlan,
)
from ...forums.passing.queries import calling_member
from ...forums.presidency.plans import plan_file_name
from ...forums.problem_models import PassedUp, Problem
from ...lib.documents import WordFile
from .forums_making import Making
from .forums_programme import load_programme

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REPORT = (
    "Raport për koordinatorin kombëtar, qarku {county}",
    "Komiteti u mblodh, tryeza teknike punoi ndërmjet mbledhjeve dhe çdo zyrë raportoi me shifra, pa emra.",
    "Çfarë u krye, çfarë mbetet, çfarë i kërkojmë koordinatorit.",
)
ANALYSIS = (
    "Analizë e situatës, qarku {county}",
    "Të dhënat e gjashtëmujorit nga policia, shërbimet sociale, arsimi dhe OJF-të, të krahasuara me gjashtëmujorin e mëparshëm.",
    "Bashkësitë më të cenueshme, shërbimet që ekzistojnë, ato që mungojnë.",
)
PLAN = ("Plani vjetor i takimeve", "Tri takime, mikpritësit me radhë, temat që kërkuan anëtarët.")
WORK_PLAN = (
    "Plani i punës i presidencës",
    "I miratuar nga çdo anëtar; veprimtaritë, përgjegjësit dhe afatet.",
)
TRENDS = (
    "Të dhëna për prirjet, për koordinatorin kombëtar",
    "Sa persona hynë e dolën nga strehëzat, sipas gjinisë e moshës; grupet nën tre nuk tregohen.",
)


REGIONAL_AIMS = "Shkollat, bashkitë dhe policia e qarkut dinë kujt t’i drejtohen, dhe dy bashkësi të cenueshme kanë një program."
REGIONAL = (
    (
        "Dy takime informuese në çdo shkollë të mesme të qarkut",
        "Parandalimi",
        "Nxënës të pranishëm, sipas gjinisë",
        480,
        300,
        120,
    ),
    (
        "Trajnim dyditor për punonjësit socialë të bashkive",
        "Zyra që dinë ç’të bëjnë",
        "Bashki me së paku dy të trajnuar",
        620,
        0,
        200,
    ),
    (
        "Program pas mësimit në dy lagje",
        "Dy bashkësi me program",
        "Fëmijë që e ndjekin rregullisht",
        1_350,
        900,
        300,
    ),
)
"""Activity, goal, indicator, thousands of lekë needed and found, days after the first."""


def load_forum_work(making: Making, table: dict[str, Any], forums: dict[str, Forum]) -> None:
    """Put all of it into the planner."""
    for key, row in table["committees"]["counties"].items():
        forum, county = forums[f"committee-{key}"], making.counties[key]
        for name, texts, agos in (
            ("report", REPORT, row["reports"]),
            ("analysis", ANALYSIS, row["analyses"]),
        ):
            for ago in agos:
                _file(
                    making,
                    forum,
                    duty=name,
                    texts=[text.format(county=county.name) for text in texts],
                    ago=ago,
                )
    for key, agos in (
        ("north", (612, 250)),
        ("centre", (600, 241)),
        ("south", (604, 246)),
        ("east", (590,)),
    ):
        for ago in agos:
            _file(making, forums[key], duty="year_plan", texts=list(PLAN), ago=ago)
    begun = Presidency.forum_id == forums["shelters"].id, Presidency.first_day <= making.today
    plans = sa.select(Presidency, WorkPlan).join(WorkPlan, WorkPlan.presidency_id == Presidency.id)
    for term, plan in db.session.execute(plans.where(*begun)).all():
        ago = (making.today - term.first_day).days - 20
        _file(
            making,
            forums["shelters"],
            duty="work_plan",
            texts=list(WORK_PLAN),
            ago=ago,
            name=plan_file_name(term, plan),
        )
    for ago in table["coalition"]["trends"]:
        _file(making, forums["shelters"], duty="trends", texts=list(TRENDS), ago=ago)
    for key, points in table["points"].items():
        _points(making, forums[key], points)
    load_agenda_items(making, forums)
    _regional_plan(making, forums["committee-korce"])
    load_programme(making, forums["committee-korce"])
    for row in table["problems"]:
        _problem(making, forums[row["forum"]], making.counties[row["county"]], row)


def _regional_plan(making: Making, forum: Forum) -> None:
    """A committee's plan for the year that begins in a month: sent round a week ago, not answered yet."""
    query = sa.select(ForumMember).where(ForumMember.forum_id == forum.id)
    members = db.session.scalars(query.order_by(ForumMember.id)).all()
    first = making.before(-31)
    term = Presidency(
        forum_id=forum.id,
        member_id=members[0].id,
        first_day=first,
        last_day=first + timedelta(days=364),
    )
    db.session.add(term)
    db.session.flush()
    plan = WorkPlan(presidency_id=term.id, aims=REGIONAL_AIMS, sent_on=making.before(6))
    db.session.add(plan)
    db.session.flush()
    for number, (text, goal, indicator, thousands, found, days) in enumerate(REGIONAL):
        db.session.add(
            Activity(
                work_plan_id=plan.id,
                position=number,
                text=text,
                goal=goal,
                indicator=indicator,
                needed=thousands * 100_000,
                found=found * 100_000,
                member_id=members[(number + 1) % len(members)].id,
                due_on=first + timedelta(days=days),
            )
        )


def _file(
    making: Making, forum: Forum, duty: str, texts: list[str], ago: int, name: str = ""
) -> None:
    """One document, filed on the day, as a Word file that opens."""
    on = making.before(ago)
    row = db.session.scalars(
        sa.select(Duty).where(Duty.forum_id == forum.id, Duty.key == duty)
    ).one()
    db.session.add(
        ForumDocument(
            forum_id=forum.id,
            duty_id=row.id,
            title=texts[0],
            file_name=name or f"{duty}-{on:%Y-%m}.docx",
            media_type=DOCX,
            content=_word(*texts),
            on=on,
            at=datetime.combine(on, time(14), UTC),
            by_id=making.users["S1"].id,
        )
    )


@cache
def _word(title: str, *texts: str) -> bytes:
    """A Word file that says this; the reports of one county all say the same."""
    word = WordFile(content_folder("guides") / "questionnaire.docx")
    word.add(title, "Title")
    for text in texts:
        word.add(text, "Lead")
    return word.save()


def _points(making: Making, forum: Forum, points: list[list[Any]]) -> None:
    """Open actions and questions, raised at the last meeting held."""
    held = (
        sa.select(Event.id)
        .join(ForumMeeting, ForumMeeting.event_id == Event.id)
        .where(ForumMeeting.forum_id == forum.id, Event.first_day <= making.today)
    )
    last = db.session.scalar(held.order_by(Event.first_day.desc()).limit(1))
    for kind, text, days in points:
        due_on = making.today + timedelta(days=days) if days else None
        db.session.add(
            OpenPoint(
                forum_id=forum.id, kind=PointKind(kind), text=text, due_on=due_on, raised_at_id=last
            )
        )


def _problem(making: Making, forum: Forum, county: County, row: dict[str, Any]) -> None:
    """A problem raised at a meeting; some were passed to an institution, one was answered."""
    on = making.before(row["ago"])
    there = (
        sa.select(ForumMeeting.event_id)
        .join(Event, Event.id == ForumMeeting.event_id)
        .where(ForumMeeting.forum_id == forum.id, Event.first_day == on)
    )
    problem = Problem(
        forum_id=forum.id,
        event_id=db.session.scalar(there),
        text=row["text"],
        theme=row["theme"],
        county_id=county.id,
        raised_on=on,
    )
    db.session.add(problem)
    db.session.flush()
    if row["to"]:
        sender = calling_member([problem])
        passed = PassedUp(
            problem_id=problem.id,
            institution=row["to"],
            on=on + timedelta(days=9),
            language="sq",
            place=sender.organisation.district.name
            if sender and sender.organisation.district
            else county.name,
            office=sender.organisation.name if sender else "",
            signed=sender.person.name if sender and sender.person else "",
        )
        if row["answer"]:
            passed.answered_on, passed.answer = on + timedelta(days=61), row["answer"]
        db.session.add(passed)


ITEMS = (
    (
        "Si e ndajmë telefonin e natës mes bashkive",
        "Pas orës katër nuk përgjigjet askush; secila bashki mban një javë?",
        30,
    ),
    (
        "Një formular i vetëm për dorëzimin e rastit",
        "Sot secila zyrë pyet nga e para, dhe njerëzit tregojnë tri herë të njëjtën gjë.",
        20,
    ),
    ("Kurset falas të zyrave të punësimit", "", 0),
)
"""What is proposed: what, why, minutes."""


def load_agenda_items(making: Making, forums: Mapping[str, Forum]) -> None:
    """Each group that has a meeting ahead: its first members were asked, and proposed something."""
    for key in ("north", "centre", "east", "south"):
        forum = forums[key]
        event = db.session.scalars(
            sa.select(Event)
            .join(ForumMeeting, ForumMeeting.event_id == Event.id)
            .where(ForumMeeting.forum_id == forum.id, Event.first_day > making.today)
            .order_by(Event.first_day)
        ).first()
        if event is None:
            continue
        for member, (text, why, minutes) in zip(members_now(forum), ITEMS, strict=False):
            link_for(member, MemberLinkPurpose.ITEMS, event.id).sent_on = making.today
            propose_item(forum, event, member=member, text=text, why=why, minutes=minutes)
