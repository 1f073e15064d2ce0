"""What happens when one of the invited answers: their standing, who comes instead, and who moves up."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ... import clock
from ...data.db import db
from ...directory.models import Gender, Organisation, Person
from ...events.models import Event
from ...lib.text import Words, plain_text
from ..inviting import seats
from ..inviting.actions import (
    ensure_registration,
    ensure_registrations,
    queue_invitation_mails,
    tell_seated,
)
from ..inviting.pen import InvitationPen
from ..models import Participation, Registration, RegistrationSetting, Standing, roles_in_order
from .answer_rules import (
    Colleague,
    InvitationAnswer,
    InvitationReply,
    StatedNeeds,
    is_same_name,
    is_similar_name,
    standing_after,
)


def save_invitation_answer(
    event: Event,
    setting: RegistrationSetting,
    one: Registration,
    said: InvitationAnswer,
    now: datetime,
) -> list[int]:
    """Keep the answer; gives the mails for the queue: to who comes instead, and to who moves up.

    The caller holds the event's turn (`events.actions.in_turn`) and has read everything anew since.
    """
    row, was = one.participation, one.participation.standing
    colleague = _colleague(event, row, said.colleague) if said.colleague else None
    before = one.substitute_id
    if before is not None and (colleague is None or colleague.id != before):
        _let_go(one)
    free = seats.count_left(setting.capacity, seats.count_taken(event))
    row.standing = standing_after(said.reply, was, free)
    if was is Standing.LISTED:
        row.invited_on = clock.day_in(event.zone, now)
    mails = (
        []
        if colleague is None
        else _sent_instead(
            event,
            setting,
            one=one,
            colleague=colleague,
            was=was,
            now=now,
            new=colleague.id != before,
        )
    )
    needs = said.needs if said.reply is InvitationReply.COMING else StatedNeeds()
    if setting.asks_needs or said.reply is not InvitationReply.COMING:
        # else what the team wrote down for them stays
        one.interpreter, one.lodging, one.in_list = needs.interpreter, needs.lodging, needs.in_list
        one.diet, one.access, one.arrival = needs.diet, needs.access, needs.arrival
    one.remark = said.remark
    if setting.asks_gender and said.gender is not None:
        row.person.gender = Gender(said.gender) if said.gender else None
    one.answered_at = now
    seats.waits_from([row], {row.id: one}, now)
    return mails + tell_seated(event, setting, seats.move_up(event, setting))


def _sent_instead(
    event: Event,
    setting: RegistrationSetting,
    one: Registration,
    colleague: Participation,
    was: Standing,
    now: datetime,
    new: bool,
) -> list[int]:
    """Who comes instead takes over the seat, or the place in the waiting list; gives the mail that tells them."""
    theirs = ensure_registration(colleague)
    if colleague.standing not in seats.SEATED:
        if was in seats.SEATED:
            colleague.standing = Standing.COMING
        elif was is Standing.WAITING:
            colleague.standing, theirs.waiting_since = Standing.WAITING, one.waiting_since
        elif new or colleague.standing is not Standing.WAITING:
            free = seats.count_left(setting.capacity, seats.count_taken(event))
            colleague.standing = standing_after(InvitationReply.COMING, Standing.INVITED, free)
    seats.waits_from([colleague], {colleague.id: theirs}, now)
    theirs.substitute_id, one.substitute_id = None, colleague.id
    db.session.flush()
    if not new:
        return []
    waits = colleague.standing is Standing.WAITING
    written = InvitationPen(event, setting).named(
        colleague, theirs, one.participation.person.name, waits
    )
    return queue_invitation_mails(event, [(colleague, written)])


def _let_go(one: Registration) -> None:
    """Who was to come instead need not any more: taken out, unless they were invited themselves or have answered."""
    colleague = db.session.get(Participation, one.substitute_id)
    one.substitute_id = None
    db.session.flush()
    if colleague is None or colleague.invited_on is not None or colleague.walk_in:
        return
    theirs = ensure_registrations([colleague])[colleague.id]
    if theirs.answered_at is None:
        db.session.delete(colleague)
        db.session.flush()


def _colleague(event: Event, row: Participation, typed: Colleague) -> Participation:
    """Who comes instead, in the event's list: as they are there, or taken in now. Not yet with a seat."""
    person = find_colleague(typed, row.organisation) or _new_person(typed, row)
    query = sa.select(Participation).where(
        Participation.event_id == event.id, Participation.person_id == person.id
    )
    there = db.session.scalar(query)
    if there is not None:
        return there
    office = _office(typed.office, row.organisation)
    made = Participation(
        event_id=event.id,
        person=person,
        organisation=office,
        sector_id=office.sector_id,
        county_id=office.county_id,
        district_id=office.district_id,
        standing=Standing.LISTED,
        parts=roles_in_order(()),
    )
    db.session.add(made)
    db.session.flush()
    return made


def find_colleague(typed: Colleague, usual: Organisation) -> Person | None:
    """Somebody of the directory: of that address and a name alike, or of that name in that office.

    One address is often an office's, so the address alone does not say who somebody is.
    """
    query = sa.select(Person).options(joinedload(Person.organisation)).order_by(Person.id)
    if typed.email:
        for one in db.session.scalars(
            query.where(sa.func.lower(Person.email) == typed.email.lower())
        ):
            if is_similar_name(
                typed.given_name, typed.family_name, one.given_name, one.family_name
            ):
                return one
    office = plain_text(typed.office or usual.name)
    for word in plain_text(f"{typed.given_name} {typed.family_name}").split():
        query = query.where(Person.plain.contains(word, autoescape=True))
    for one in db.session.scalars(query):
        same = is_same_name(typed.given_name, typed.family_name, one.given_name, one.family_name)
        if same and plain_text(one.organisation.name) == office:
            return one
    return None


def _new_person(typed: Colleague, row: Participation) -> Person:
    office = _office(typed.office, row.organisation)
    person = Person(
        given_name=typed.given_name,
        family_name=typed.family_name,
        organisation=office,
        position=Words(),
        email=typed.email,
        phone="",
        languages=row.person.languages,
    )
    db.session.add(person)
    db.session.flush()
    return person


def _office(name: str, usual: Organisation) -> Organisation:
    """The office of that name; a new one is taken to be of the kind, sector and place of who sends its people."""
    if not name or plain_text(name) == plain_text(usual.name):
        return usual
    found = db.session.scalar(
        sa.select(Organisation)
        .where(Organisation.plain == plain_text(name))
        .order_by(Organisation.id)
    )
    if found is not None:
        return found
    made = Organisation(
        name=name,
        kind=usual.kind,
        level=usual.level,
        sector_id=usual.sector_id,
        county_id=usual.county_id,
        district_id=usual.district_id,
    )
    db.session.add(made)
    db.session.flush()
    return made
