"""The demo's regional collaboration group of the North, its members, and one earlier meeting."""

from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa

from ...data.content import words_from_toml
from ...data.db import db
from ...directory.models import County, District
from ...events.models import Event
from ...forums.actions import add_forum
from ...forums.models import Forum, ForumDistrict, ForumMeeting, ForumMember, ForumRole
from ...participation.models import ParticipantRole, Participation, Standing
from .attendance import PeoplePool

NORTH = ("shkoder", "kukes", "lezhe", "diber")
TEXTS = {
    "name_en": "North regional collaboration group",
    "name_sq": "Grupi Rajonal i Bashkëpunimit Veri",
    "purpose_en": "Local government and civil society of Shkodër, Kukës, Lezhë and Dibër learn from one another, settle what can be "
    "settled in the region, and pass up what cannot.",
    "purpose_sq": "Qeveria vendore dhe shoqëria civile e Shkodrës, Kukësit, Lezhës dhe Dibrës mësojnë nga njëra-tjetra, zgjidhin "
    "atë që zgjidhet në rajon dhe e çojnë më lart atë që nuk zgjidhet.",
}
KINDS = {
    "ngo",
    "shelter",
    "social_services",
    "municipality",
    "police",
    "education",
    "employment",
    "county_council",
}

SINCE = 640
"""How many days the groups have been followed in the planner."""


def load_group(meeting: Event, pool: PeoplePool, today: date) -> None:
    """Put the group, its members and who came to its meeting into the planner."""
    since = today - timedelta(days=SINCE)
    forum = Forum(
        slug="north",
        kind="regional_group",
        name=words_from_toml(TEXTS, "name"),
        purpose=words_from_toml(TEXTS, "purpose"),
        created_at=datetime.combine(since, time(9), UTC),
    )
    add_forum(forum)
    districts = db.session.scalars(
        sa.select(District).join(County).where(County.key.in_(NORTH))
    ).all()
    db.session.add_all(
        ForumDistrict(forum_id=forum.id, district_id=district.id) for district in districts
    )
    local = [
        organisation
        for organisation in pool.organisations
        if organisation.county and organisation.county.key in NORTH and organisation.kind in KINDS
    ]
    observers = [o for o in pool.organisations if o.sector.key == "intergovernmental"][:2]
    db.session.add_all(
        ForumMember(forum_id=forum.id, organisation_id=o.id, since=since) for o in local
    )
    db.session.add_all(
        ForumMember(forum_id=forum.id, organisation_id=o.id, role=ForumRole.OBSERVER, since=since)
        for o in observers
    )
    db.session.add(ForumMeeting(forum_id=forum.id, event_id=meeting.id))
    for organisation in [*local, *observers[:1]]:
        person = pool.names.person(organisation)
        pool.people.setdefault(organisation.id, []).append(person)
        db.session.add(person)
        db.session.flush()
        db.session.add(
            Participation(
                event_id=meeting.id,
                person_id=person.id,
                organisation_id=organisation.id,
                sector_id=organisation.sector.id,
                county_id=organisation.county_id,
                district_id=organisation.district_id,
                standing=Standing.ATTENDED,
                parts=(ParticipantRole.PARTICIPANT,),
            )
        )
