"""Loading the demo: the past conferences, a regional group, and the coming conference up to its agenda."""

import random
import secrets
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from ... import clock
from ...accounts.actions import add_user
from ...accounts.models import User
from ...agenda.actions import start_agenda
from ...agenda.kinds import StepKind
from ...cafe.actions import create_cafe
from ...checklists.actions import assign_task, mark_done, redate_followers
from ...checklists.models import Phase, Task
from ...checklists.starting.actions import start_checklist
from ...data.content import PACKAGE, read_toml, words_from_toml
from ...data.db import db
from ...directory.models import County, District, Level, OfficeKind, Organisation, Person, Sector
from ...directory.seed import seed_directory
from ...events.actions import add_goal, join_team
from ...events.models import AgreementStatus, Event, EventKind, Member, Objective, Role
from ...lib.text import Words
from ...participation.counting.out.actions import publish_figures
from ...participation.models import ParticipantRole, Participation, Standing
from ...practice.models import PracticeSheet
from . import (
    agenda_versions,
    aims,
    answers,
    budgets,
    bulletin,
    cafe_notes,
    cafes,
    checklist_work,
    evaluations,
    forums,
    group,
    invitations,
    past_runs,
    practice,
    promises,
    registrations,
    rehearsals,
    releases,
    roster,
    votes,
)
from .attendance import COMING, CONFERENCES, DemoAttendance, PeoplePool, RandomNames
from .picks import Likings

FOLDER = PACKAGE / "setup" / "demo"
SEED = 2004
OFFICIAL = "organiser@coordinator.example"
PLANNED_SINCE = timedelta(days=120)
"""So long the team has been planning: what is late has been missed, and was not over when the event was made."""

TEAM = {
    "O1": ("Mirela Shkurti", OFFICIAL, Role.ORGANISER),
    "F1": ("Artan Bregu", "artan.bregu@facilitators.example", Role.LEAD_FACILITATOR),
    "F2": ("Blerina Kaçori", "blerina.kacori@facilitators.example", Role.FACILITATOR),
    "F3": ("Edmond Lleshi", "edmond.lleshi@facilitators.example", Role.FACILITATOR),
    "F4": ("Fatmira Gjonaj", "fatmira.gjonaj@facilitators.example", Role.FACILITATOR),
    "F5": ("Ilir Stafa", "ilir.stafa@facilitators.example", Role.FACILITATOR),
    "F6": ("Zamira Nuri", "zamira.nuri@facilitators.example", Role.FACILITATOR),
    "N1": ("Kujtim Pasha", "kujtim.pasha@facilitators.example", Role.NOTE_TAKER),
    "N2": ("Valbona Ymeri", "valbona.ymeri@facilitators.example", Role.NOTE_TAKER),
    "S1": ("Lindita Marku", "lindita.marku@coordinator.example", Role.STAFF),
    "S2": ("Petrit Xhani", "petrit.xhani@coordinator.example", Role.STAFF),
}
RAN = {
    "annual-2005": frozenset({"world-cafe"}),
    "annual-2006": frozenset(),
    "annual-2008": frozenset(),
}
"""Past conferences whose agenda was run live, and the techniques that kept to their minutes there."""


def is_demo_loaded() -> bool:
    """Whether the demo is in this database."""
    return db.session.scalar(sa.select(Event.id).where(Event.slug == "annual-next")) is not None


def fill_demo(today: date, say: Callable[[str], None]) -> None:
    """Put the demo into an empty planner. `say` is told each step; the caller commits."""
    seed_directory()
    rng, minutes = random.Random(SEED), random.Random(SEED + 1)
    say("people: one organiser, six facilitators, note-takers, staff")
    users = {
        key: add_user(name, email, administrator=key == "O1", language="en")
        for key, (name, email, _role) in TEAM.items()
    }
    say("directory: organisations in twelve counties")
    pool = _pool(rng)
    say("four past conferences and who came")
    events = _events(today)
    for slug, attendance in CONFERENCES.items():
        join_team(events[slug], users["O1"], Role.ORGANISER)
        join_team(events[slug], users["F1"], Role.LEAD_FACILITATOR)
        _attend(events[slug], pool.fill(attendance), attendance=attendance, rng=rng)
        if slug in RAN:
            past_runs.run_past_agenda(events[slug], users["F1"], minutes, RAN[slug])
    say("the world café of 2008: who sat where, and what the tables wrote")
    aimed = cafes.add_past_cafe(events["annual-2008"], users["F1"])
    readers = [users["F1"], users["O1"]]
    answers.ask_before(events["annual-2008"], aimed, secrets.token_urlsafe(9), readers)
    cafe_notes.write_notes(events["annual-2008"], users)
    say("a regional collaboration group and its meeting")
    join_team(events["north-2"], users["O1"], Role.ORGANISER)
    group.load_group(events["north-2"], pool, today)
    _north(events["north-2"], users)
    past_runs.run_past_agenda(events["north-2"], users["F1"], minutes)
    say("who presented what at the two of them that have a report")
    for slug in past_runs.SESSIONS:
        past_runs.name_presenters(events[slug])
    say("what people thought of three events, at their end, and of one half a year later")
    asked = evaluations.load_evaluations(events)
    invitations.ask_participants(events["annual-2008"], asked["annual-2008"])
    say("the coming conference: consultation, objectives, agenda, café, checklist, invitations")
    _coming(events["annual-next"], users, pool=pool, today=today, rng=rng)
    registrations.load_registrations(events, today)
    aims.load_indicators(events)
    rehearsals.plan_rehearsals(events["annual-next"])
    say("budgets: the coming conference half covered, that of 2008 closed")
    budgets.write_budget(events["annual-2008"], today)
    budgets.write_budget(events["annual-next"], today)
    say("the roster; regional groups, committees, a coalition: members, meetings, problems")
    forums.load_forums(users, pool, today)
    roster.load_roster(events, users)
    say("what was decided, promised and voted in 2008, and photos of flip charts")
    promises.load_promises(events["annual-2008"], users, today)
    promises.load_promises(events["north-2"], users, today)
    votes.load_votes(events)
    say("what the teams have learned, and what is answered before the coming conference starts")
    practice.load_practice(events, users, today)
    say("the reports: that of 2008 is out, that of the regional meeting waits; and the bulletin")
    releases.release_report(events["annual-2008"], users)
    releases.half_release_report(events["north-2"], users)
    releases.release_event_words(events.values(), users, clock.now())
    releases.release_forum_words(users, clock.now())
    bulletin.load_bulletin(users, clock.now())
    publish_figures(events["annual-2008"], clock.now())


def _pool(rng: random.Random) -> PeoplePool:
    sectors = {sector.key: sector for sector in db.session.scalars(sa.select(Sector))}
    counties = {county.key: county for county in db.session.scalars(sa.select(County))}
    districts = {district.key: district for district in db.session.scalars(sa.select(District))}
    organisations = [
        Organisation(
            name=row["name"],
            kind=OfficeKind(row["kind"]),
            level=Level(row["level"]),
            sector=sectors[row["sector"]],
            county=counties.get(row["county"]),
            district=districts.get(row["district"]),
        )
        for row in read_toml(FOLDER / "organisations.toml")["organisations"]
    ]
    db.session.add_all(organisations)
    db.session.flush()
    names = read_toml(FOLDER / "names.toml")
    taken = {name for name, _email, _role in TEAM.values()}
    return PeoplePool(organisations, RandomNames(names, names["positions"], rng, taken))


def coming_days(today: date) -> tuple[date, date]:
    """A Thursday and Friday about four months ahead."""
    about = today + timedelta(days=120)
    first = about + timedelta(days=(3 - about.weekday()) % 7)
    return first, first + timedelta(days=1)


def _events(today: date) -> dict[str, Event]:
    counties = {county.key: county.id for county in db.session.scalars(sa.select(County))}
    events: dict[str, Event] = {}
    for row in read_toml(FOLDER / "events.toml")["events"]:
        first, last = coming_days(today)
        title = words_from_toml(row, "title")
        if row["first_day"]:
            first, last = date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])
        else:
            title = Words(f"{title.en} {first.year}", f"{title.sq} {first.year}")
        before = events.get(row["builds_on"])
        event = Event(
            slug=row["slug"],
            kind=EventKind(row["kind"]),
            title=title,
            description=words_from_toml(row, "description"),
            language="sq",
            first_day=first,
            last_day=last,
            days_unknown=row.get("days_unknown", False),
            venue=row["venue"],
            town=row["town"],
            county_id=counties.get(row["county"]),
            expected=row["expected"],
            builds_on_id=before.id if before else None,
            created_at=clock.now() - PLANNED_SINCE,
        )
        db.session.add(event)
        db.session.flush()
        in_albanian = row.get("sheet_sq", {})
        sheet = {
            name: Words(text, in_albanian.get(name, "")) for name, text in row["sheet"].items()
        }
        db.session.add(PracticeSheet(event_id=event.id, **sheet))
        add_goal(event, words_from_toml(row, "goal")).status = AgreementStatus.AGREED
        events[event.slug] = event
    return events


def _attend(
    event: Event,
    people: list[Person],
    attendance: DemoAttendance,
    rng: random.Random,
    standing: Standing = Standing.ATTENDED,
) -> list[Participation]:
    """Write down that these people are at the event; as many as asked of them present."""
    db.session.add_all(people)
    db.session.flush()
    presenters = set(rng.sample(range(len(people)), attendance.presenters))
    rows = []
    for number, person in enumerate(people):
        organisation = person.organisation
        role = ParticipantRole.PRESENTER if number in presenters else ParticipantRole.PARTICIPANT
        rows.append(
            Participation(
                event_id=event.id,
                person_id=person.id,
                organisation_id=organisation.id,
                sector_id=organisation.sector.id,
                county_id=organisation.county_id,
                district_id=organisation.district_id,
                standing=standing,
                parts=(role,),
                invited_on=event.first_day - timedelta(days=35),
            )
        )
    db.session.add_all(rows)
    return rows


def _coming(
    event: Event, users: dict[str, User], pool: PeoplePool, today: date, rng: random.Random
) -> None:
    members: dict[str, Member] = {key: join_team(event, users[key], TEAM[key][2]) for key in TEAM}
    _expect(event, pool, today, rng)
    objectives = _consulted(event, users, today)
    agenda: dict[str, Any] = read_toml(FOLDER / "agenda.toml")
    for step in start_agenda(event, agenda, members, objectives):
        if step.kind is StepKind.CAFE:
            create_cafe(step.id, agenda["cafe"], members)
    agenda_versions.refine_agenda(event, users, today)
    cafes.seat_coming_cafe(event, users["F1"], members, objectives)
    _checklist(event, members, today)
    checklist_work.work_on_checklist(event, users, members, today)


def _expect(event: Event, pool: PeoplePool, today: date, rng: random.Random) -> None:
    """Who is invited to the conference; most have said that they come."""
    rows = _attend(event, pool.fill(COMING), attendance=COMING, standing=Standing.COMING, rng=rng)
    for row in rng.sample(rows, 24):
        row.standing, row.parts = Standing.INVITED, (ParticipantRole.PARTICIPANT,)
    for row in rng.sample([row for row in rows if row.standing is Standing.COMING], 6):
        row.standing, row.parts = Standing.DECLINED, (ParticipantRole.PARTICIPANT,)
    for row in rows:
        row.invited_on = today


def _consulted(event: Event, users: dict[str, User], today: date) -> dict[str, Objective]:
    """Everything from the questionnaire to the objectives, given back by key."""
    table = read_toml(FOLDER / "consultation.toml")
    goals = aims.add_goals(event, table)
    objectives = aims.add_objectives(event, table, goals)
    questionnaire, asked = answers.ask_questionnaire(
        event,
        table,
        opens_on=today - timedelta(days=25),
        closes_on=today + timedelta(days=10),
        token=secrets.token_urlsafe(9),
    )
    themes = answers.name_themes(event, table, goals, objectives)
    rows = read_toml(FOLDER / "answers.toml")["answers"]
    readers = [users[key] for key in ("F1", "F2", "O1")]
    answers.add_answers(
        questionnaire,
        asked,
        rows=rows,
        ticks=Likings().ticks,
        today=today,
        readers=readers,
        themes=themes,
    )
    aims.add_presentations(event, table, themes, objectives)
    invitations.invite_stakeholders(event, questionnaire, today)
    return objectives


def _north(event: Event, users: dict[str, User]) -> None:
    """What the North group was asked before its meeting: short, and closed since."""
    table = read_toml(FOLDER / "north.toml")
    closes_on = event.first_day - timedelta(days=10)
    questionnaire, asked = answers.ask_questionnaire(
        event,
        table,
        opens_on=closes_on - timedelta(days=21),
        closes_on=closes_on,
        token=secrets.token_urlsafe(9),
    )
    rows = table["answers"]
    answers.add_answers(
        questionnaire,
        asked,
        rows=rows,
        ticks=lambda row: row["ticks"],
        today=closes_on,
        readers=[users["O1"]],
        themes={},
    )


def _checklist(event: Event, members: dict[str, Member], today: date) -> None:
    """The starting checklist as an eager team would have it by now: consultation and design are done, two tasks late."""
    owners = {
        Role.ORGANISER: members["O1"],
        Role.LEAD_FACILITATOR: members["F1"],
        Role.FACILITATOR: members["F2"],
        Role.NOTE_TAKER: members["N1"],
        Role.STAFF: members["S1"],
    }
    tasks: list[Task] = start_checklist(event, today, owners)
    ahead = [
        t
        for t in tasks
        if t.phase in (Phase.DESIGN, Phase.CONTENT) and t.due_on <= today + timedelta(days=40)
    ]
    for number, task in enumerate(ahead):
        mark_done(task, today - timedelta(days=2 + (len(ahead) - number) * 2))
    for number, task in enumerate([task for task in tasks if task.phase is Phase.LOGISTICS][:2]):
        task.due_on, task.due_by_hand = today - timedelta(days=2 + 3 * number), True
        task.first_due_on = task.due_on - timedelta(days=5)
    helper = [task for task in tasks if task.owner_id == members["S1"].id]
    for task in helper[::2]:
        assign_task(task, members["S2"].id)
    redate_followers(event)
