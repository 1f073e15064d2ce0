"""How people of the demo registered: who is to be invited, who waits, what they need; genders, and several roles at once."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...data.content import PACKAGE, read_toml, words_from_toml
from ...data.db import db
from ...directory.models import Gender, Organisation, Person
from ...events.models import Event
from ...participation.actions import invite_all_to_event
from ...participation.inviting.actions import ensure_registrations
from ...participation.models import (
    ParticipantRole,
    Participation,
    Registration,
    RegistrationSetting,
    Standing,
    Target,
    TargetKind,
    roles_in_order,
)

FOLDER = PACKAGE / "setup" / "demo"
SEED = 78
LISTED, WAITING = 14, 5
GENDER_UNKNOWN = 0.07
"""How many left the question about their gender open."""
SEVERAL: dict[str, tuple[ParticipantRole, ...]] = {
    "annual-2005": (ParticipantRole.SPEAKER, ParticipantRole.PANELLIST),
    "annual-2008": (ParticipantRole.PANELLIST,),
}
"""Roles that some presenters had besides: the speakers of the four panels of 2005, the panels of 2008."""
OBSERVING = {"intergovernmental": ParticipantRole.OBSERVER, "media": ParticipantRole.PRESS}
"""What people of a sector are, who are nothing else: advisers of international agencies, the press."""


def load_registrations(events: dict[str, Event], today: date) -> None:
    """Register the people of the coming conference; give roles and genders to those of the others."""
    rng = random.Random(SEED)
    for slug in ("annual-2005", "annual-2006", "annual-2008", "annual-next"):
        _roles(slug, _people(events[slug]), rng)
    for slug in ("annual-2008", "annual-next"):
        _genders(_people(events[slug]), rng)
    before = events["annual-2008"]
    db.session.add(
        RegistrationSetting(
            event_id=before.id,
            capacity=110,
            answer_by=before.first_day - timedelta(days=21),
            asks_gender=True,
            signed_by=words_from_toml(
                read_toml(FOLDER / "registrations.toml")["setting"], "signed"
            ),
        )
    )
    _register(events["annual-next"], today, rng)
    db.session.flush()


def _people(event: Event) -> Sequence[Participation]:
    query = (
        sa.select(Participation)
        .where(Participation.event_id == event.id)
        .order_by(Participation.id)
    )
    return db.session.scalars(
        query.options(joinedload(Participation.person), joinedload(Participation.sector))
    ).all()


def _roles(slug: str, rows: Sequence[Participation], rng: random.Random) -> None:
    """Who has a role keeps it and may get another one; nobody becomes a presenter, none is one no more."""
    for row in rows:
        if row.parts == (ParticipantRole.PARTICIPANT,) and row.sector.key in OBSERVING:
            row.parts = (OBSERVING[row.sector.key],)
        elif ParticipantRole.PRESENTER in row.parts:
            more = SEVERAL.get(slug, ())
            if more and (slug == "annual-2005" or rng.random() < 0.4):
                row.parts = roles_in_order([*row.parts, *more])


def _genders(rows: Sequence[Participation], rng: random.Random) -> None:
    women = set(read_toml(FOLDER / "names.toml")["given_f"])
    for row in rows:
        if row.person.gender is None and rng.random() > GENDER_UNKNOWN:
            row.person.gender = Gender.WOMAN if row.person.given_name in women else Gender.MAN


def _register(event: Event, today: date, rng: random.Random) -> None:
    table = read_toml(FOLDER / "registrations.toml")
    setting = table["setting"]
    coming = [row for row in _people(event) if row.standing is Standing.COMING]
    db.session.add(
        RegistrationSetting(
            event_id=event.id,
            capacity=len(coming),
            answer_by=event.first_day - timedelta(days=setting["answer_by_days_before"]),
            asks_needs=True,
            asks_gender=True,
            letter=words_from_toml(setting, "letter"),
            signed_by=words_from_toml(setting, "signed"),
        )
    )
    db.session.add_all(
        Target(
            event_id=event.id, kind=TargetKind(one["kind"]), keys=one["keys"], least=one["least"]
        )
        for one in table["targets"]
    )
    _more_people(event, today, rng)
    rows = _people(event)
    registrations = ensure_registrations(rows)
    sent = datetime.combine(today, time(8, 20), UTC) - timedelta(days=9)
    for number, row in enumerate(rows):
        _answered(
            row,
            registrations[row.id],
            at=sent + timedelta(minutes=17 * number),
            needs=table["needs"],
            event=event,
            rng=rng,
        )
    _instead(rows, registrations)
    outside = [row for row in coming if row.county and not (row.district and row.district.capital)]
    for row, access in zip(outside[5::20], table["needs"]["access"], strict=False):
        registrations[row.id].access = access


def _more_people(event: Event, today: date, rng: random.Random) -> None:
    """People who came before and are to be invited still, and some who wait for a seat."""
    there = sa.exists().where(
        Participation.event_id == event.id, Participation.person_id == Person.id
    )
    office = joinedload(Person.organisation)
    known = db.session.scalars(
        sa.select(Person)
        .where(~there)
        .options(office.joinedload(Organisation.sector))
        .order_by(Person.id)
    ).all()
    chosen = rng.sample(known, LISTED + WAITING)
    invite_all_to_event(event, chosen[:LISTED], Standing.LISTED)
    invite_all_to_event(event, chosen[LISTED:], Standing.WAITING, on=today - timedelta(days=9))


def _answered(
    row: Participation,
    one: Registration,
    at: datetime,
    needs: dict[str, Any],
    event: Event,
    rng: random.Random,
) -> None:
    """When somebody got the invitation and what they answered; those to be invited have only their link."""
    if row.standing is Standing.LISTED:
        return
    one.sent_at = at.replace(hour=8, minute=20)
    if row.standing is Standing.INVITED:
        return
    one.answered_at = at + timedelta(hours=5)
    if row.standing is Standing.WAITING:
        one.waiting_since = one.answered_at
    if row.standing not in (Standing.COMING, Standing.WAITING):
        return
    outside = not (row.district and row.district.capital)
    one.lodging = outside and rng.random() < 0.8
    days = [event.first_day - timedelta(days=1), event.first_day]
    one.arrival = (
        rng.choice(days if outside else days[1:]).isoformat() if rng.random() < 0.9 else ""
    )
    one.interpreter = (
        row.sector.key in ("donor", "intergovernmental", "international_ngo") and rng.random() < 0.5
    )
    one.diet = rng.choice(needs["diets"]) if rng.random() < 0.18 else ""
    one.remark = rng.choice(needs["remarks"][:-1]) if rng.random() < 0.08 else ""
    if one.interpreter and rng.random() < 0.5:
        one.remark = needs["remarks"][-1]


def _instead(rows: Sequence[Participation], registrations: dict[int, Registration]) -> None:
    """One of those who cannot come sends a colleague of the same sector, who comes."""
    declined = [row for row in rows if row.standing is Standing.DECLINED]
    for row in declined:
        for other in rows:
            if other.standing is Standing.COMING and other.organisation_id == row.organisation_id:
                row.standing, other.invited_on = Standing.REPLACED, None
                registrations[row.id].substitute_id = other.id
                return
    row, other = (
        declined[0],
        next(
            one
            for one in rows
            if one.standing is Standing.COMING and one.sector_id == declined[0].sector_id
        ),
    )
    row.standing, other.invited_on = Standing.REPLACED, None
    registrations[row.id].substitute_id = other.id
