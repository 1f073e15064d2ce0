"""The demo's standing bodies: four regional groups, twelve committees, a technical table, a coalition; who belongs, when they met."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from ...accounts.models import User
from ...data.content import PACKAGE, read_toml, words_from_toml
from ...data.db import db
from ...directory.models import County, District, Organisation
from ...forums.actions import make_keeper, set_territory
from ...forums.links import link_for
from ...forums.models import Assessment, Forum, ForumMember, ForumRole, MemberLinkPurpose
from ...forums.rhythm.planning import TypedMeeting, save_proposals, save_votes
from ...forums.rhythm.plans import (
    days_of,
    draft_year,
    is_observer,
    voting_members,
    year_basis,
    year_of,
)
from ...forums.rhythm.proposing import DaysWish
from ...lib.text import Words
from . import forums_coalition, forums_situation, forums_work
from .attendance import PeoplePool, RandomNames
from .forums_making import Making, add_meetings, make_forum, replace_person
from .group import KINDS, SINCE

TABLE = PACKAGE / "setup" / "demo" / "forums.toml"
SEED = 2009
COMMITTEES_SINCE = 365


def load_forums(users: dict[str, User], pool: PeoplePool, today: date) -> None:
    """Put all of them into the planner."""
    table = read_toml(TABLE)
    rng = random.Random(SEED)
    names = RandomNames(pool.names.table, pool.names.positions, rng, pool.names.taken)
    making = Making(
        today=today,
        counties={county.key: county for county in db.session.scalars(sa.select(County))},
        districts=db.session.scalars(sa.select(District)).all(),
        pool=PeoplePool(pool.organisations, names, pool.people),
        users=users,
        rng=rng,
    )
    forums = {row["slug"]: _group(making, row, table["topics"]) for row in table["groups"]}
    for key, row in table["committees"]["counties"].items():
        forums[f"committee-{key}"] = _committee(making, table["committees"], key, row)
    forums["shelters"] = forums_coalition.load_coalition(making, table["coalition"])
    forums_work.load_forum_work(making, table, forums)
    load_opinions(forums, users, today)
    load_plan_proposal(forums["north"], today)
    _table(making, table["table"])
    forums_situation.load_situation(forums, users, today)


def _group(making: Making, row: dict[str, Any], topics: Sequence[dict[str, str]]) -> Forum:
    """One of the four groups; the North is there already, with its meeting of 2008."""
    since = making.today - timedelta(days=SINCE)
    forum = db.session.scalar(sa.select(Forum).where(Forum.slug == row["slug"])) or make_forum(
        row["slug"],
        "regional_group",
        name=words_from_toml(row, "name"),
        purpose=words_from_toml(row, "purpose"),
        since=since,
    )
    mine = [
        one
        for one in making.districts
        if (one.county.key in row["counties"] and one.key not in row["without"])
        or one.key in row["also"]
    ]
    set_territory(forum, [one.id for one in mine])
    if row["keeper"]:
        make_keeper(forum, making.users[row["keeper"]].id)
    inside = {one.id for one in mine}
    local = [
        one for one in making.pool.organisations if one.district_id in inside and one.kind in KINDS
    ]
    present = _members(making, forum, local, since)
    _roles(making, forum, present, since)
    short = words_from_toml(row, "short") if "short_en" in row else Words("North", "Veri")
    title = Words(
        f"{short.en} regional collaboration group", f"Grupi Rajonal i Bashkëpunimit {short.sq}"
    )
    add_meetings(
        making,
        forum,
        row=row,
        title=title,
        topics=topics,
        hosts=[(town, county) for town, county in row["hosts"]],
    )
    return forum


def _members(
    making: Making, forum: Forum, local: Sequence[Organisation], since: date
) -> list[ForumMember]:
    """The local offices and NGOs, all but every ninth: something is still to do."""
    query = sa.select(ForumMember).where(ForumMember.forum_id == forum.id)
    present = {one.organisation_id: one for one in db.session.scalars(query)}
    for number, organisation in enumerate(local):
        if organisation.id not in present and number % 9 != 8:
            row = ForumMember(forum_id=forum.id, organisation_id=organisation.id, since=since)
            present[organisation.id] = row
            db.session.add(row)
    db.session.flush()
    for row in present.values():
        row.person_id = making.person(row.organisation).id
    return list(present.values())


def _roles(making: Making, forum: Forum, rows: list[ForumMember], since: date) -> None:
    """A chair, a secretariat, an agency as adviser; one NGO has left and one person was replaced."""
    councils = [one for one in rows if one.organisation.kind == "county_council"]
    services = [one for one in rows if one.organisation.kind == "social_services"]
    ngos = [one for one in rows if one.organisation.kind == "ngo"]
    (councils or services)[0].role = ForumRole.CHAIR
    services[-1].role = ForumRole.SECRETARIAT
    ngos[-1].until = making.today - timedelta(days=210)
    replaced = next(one for one in rows if one.organisation.kind == "police")
    replace_person(making, forum, replaced, making.today - timedelta(days=120))
    if all(one.role is not ForumRole.OBSERVER for one in rows):
        agency = next(one for one in making.pool.organisations if one.kind == "agency")
        db.session.add(
            ForumMember(
                forum_id=forum.id,
                organisation_id=agency.id,
                person_id=making.person(agency).id,
                role=ForumRole.OBSERVER,
                since=since,
            )
        )


COMMITTEE = (
    "prefecture",
    "social_services",
    "employment",
    "police",
    "health",
    "education",
    "prosecution",
)


def _committee(making: Making, texts: dict[str, Any], key: str, row: dict[str, Any]) -> Forum:
    """The committee of one county: its prefect in the chair, the heads of its offices, the county town's mayor."""
    county, since = making.counties[key], making.today - timedelta(days=COMMITTEES_SINCE)
    name, purpose = (
        Words(*(texts[f"{part}_{lang}"].format(county=county.name) for lang in ("en", "sq")))
        for part in ("name", "purpose")
    )
    forum = make_forum(
        f"committee-{key}", "regional_committee", name=name, purpose=purpose, since=since
    )
    set_territory(forum, [one.id for one in making.districts if one.county_id == county.id])
    offices: dict[str, Organisation] = {}
    for organisation in making.pool.organisations:
        if organisation.county_id == county.id and organisation.level != "central":
            offices.setdefault(organisation.kind, organisation)
    for kind in (*COMMITTEE, "municipality", "ngo"):
        if kind in offices:
            _seat(making, forum, offices[kind], since)
    db.session.flush()
    if row["prefect"]:
        chair = db.session.scalars(
            sa.select(ForumMember).where(
                ForumMember.forum_id == forum.id, ForumMember.role == ForumRole.CHAIR
            )
        ).one()
        replace_person(making, forum, chair, making.today - timedelta(days=row["prefect"]))
    title = Words(
        f"Regional committee of {county.name}", f"Komiteti Rajonal i qarkut {county.name}"
    )
    add_meetings(
        making, forum, row=row, title=title, topics=texts["topics"], hosts=[(row["town"], key)]
    )
    return forum


CASE_WORKERS = (
    "social_services",
    "police",
    "health",
    "education",
    "employment",
    "municipality",
    "ngo",
)


def _table(making: Making, row: dict[str, Any]) -> None:
    """The technical table of one committee: case workers of its offices, the social services' in the lead."""
    county, since = making.counties[row["county"]], making.today - timedelta(days=row["since"])
    forum = make_forum(
        row["slug"],
        "technical_table",
        name=words_from_toml(row, "name"),
        purpose=words_from_toml(row, "purpose"),
        since=since,
    )
    set_territory(forum, [one.id for one in making.districts if one.county_id == county.id])
    offices: dict[str, Organisation] = {}
    for organisation in making.pool.organisations:
        if organisation.county_id == county.id and organisation.level != "central":
            offices.setdefault(organisation.kind, organisation)
    for kind in CASE_WORKERS:
        if kind in offices:
            person = making.newcomer(offices[kind])
            role = ForumRole.CHAIR if kind == "social_services" else ForumRole.MEMBER
            member = ForumMember(
                forum_id=forum.id, organisation_id=offices[kind].id, role=role, since=since
            )
            member.person_id = person.id
            db.session.add(member)
    db.session.flush()
    title = Words(
        f"Technical working table of {county.name}",
        f"Tryeza teknike e punës e qarkut {county.name}",
    )
    add_meetings(
        making,
        forum,
        row=row,
        title=title,
        topics=row["topics"],
        hosts=[(row["town"], row["county"])],
    )


def _seat(making: Making, forum: Forum, office: Organisation, since: date) -> None:
    roles = {
        "prefecture": ForumRole.CHAIR,
        "social_services": ForumRole.SECRETARIAT,
        "ngo": ForumRole.OBSERVER,
    }
    person = making.person(office)
    if office.kind == "prefecture":
        person.position = Words("Prefect", "Prefekt")
    db.session.add(
        ForumMember(
            forum_id=forum.id,
            organisation_id=office.id,
            person_id=person.id,
            role=roles.get(office.kind, ForumRole.MEMBER),
            since=since,
        )
    )


OPINIONS = PACKAGE / "setup" / "demo" / "forums_health.toml"


def load_opinions(forums: Mapping[str, Forum], users: Mapping[str, User], today: date) -> None:
    """One row for each opinion."""
    for said in read_toml(OPINIONS)["said"]:
        notes = {(one["by"], one["factor"]): one["text"] for one in said.get("notes", ())}
        forum = forums[said["forum"]].id if said["forum"] else None
        db.session.add_all(
            Assessment(
                forum_id=forum,
                scale=said["scale"],
                factor=factor,
                year=year,
                user_id=users[who].id,
                score=int(score),
                note=notes.get((who, factor), "") if year == today.year else "",
            )
            for who, years in said["by"].items()
            for year, scores in zip((today.year - 1, today.year), years, strict=True)
            for factor, score in zip(said["factors"], scores, strict=False)
            if score != "-"
        )


ANSWERS = ((2, 1), (2, 2), (0, 2), (1, 2))
"""What the first members say of the first and the second day."""


def load_plan_proposal(forum: Forum, today: date) -> None:
    """Propose what next year still needs, on Thursdays; most members have answered."""
    members = voting_members(forum.id)
    proposed = draft_year(
        year_basis(forum, today, []),
        today.year + 1,
        today=today,
        wish=DaysWish(weekday=3),
        members=members,
        proposals=[],
    )
    meetings = [
        TypedMeeting(list(meeting.days), host)
        for meeting, host in zip(proposed.meetings, proposed.hosts, strict=True)
        if meeting.days
    ]
    deciding = [one for one in members if not is_observer(one)]
    for row in save_proposals(forum, meetings, today + timedelta(days=10), today):
        for member, said in zip(deciding, ANSWERS, strict=False):
            save_votes(
                member, {(row.id, on): suits for on, suits in zip(days_of(row), said, strict=False)}
            )
        for member in deciding[:1]:
            link_for(member, MemberLinkPurpose.DATES, year_of(row))
