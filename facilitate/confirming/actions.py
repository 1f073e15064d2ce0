"""What people send about their own entry: taken at once where it is theirs alone, looked at where others build on it."""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from .. import clock
from ..accounts.doors import is_administrator
from ..data.db import db
from ..data.row_cells import recording_rows
from ..directory.actions import current_post, keep_post
from ..directory.models import Person, Post
from ..history.memory import remember_change
from ..history.models import Change
from ..history.recording import RoomRecords
from ..lib.text import Words
from ..web.i18n import _, _l, pick_wording
from .models import EntryChange, EntryLink
from .queries import asked_entry, link_of, office_called

CONFIRMED, CORRECTED, APPLIED, DISCARDED = "confirmed", "corrected", "applied", "discarded"
"""What is remembered of such a change."""
NAMES = ("given_name", "family_name", "email")
OFFICE, POSITION, LEFT, BACK = "office", "position", "left", "back"
"""What waits for a look, with `NAMES`: others find and reach somebody by it, figures and forums follow the organisation."""


def _says(change: EntryChange) -> str:
    name = pick_wording(change.about)
    said = {
        CONFIRMED: _("“%(name)s” confirmed their own entry by link.", name=name),
        CORRECTED: _("“%(name)s” corrected their own entry by link.", name=name),
        APPLIED: _("What “%(name)s” sent about their own entry was applied.", name=name),
        DISCARDED: _("What “%(name)s” sent about their own entry was discarded.", name=name),
    }
    return said[change.did]


ENTRY_RECORDS = RoomRecords(
    kind=EntryChange,
    key="entries",
    name=_l("Own entries"),
    page="directory.show_confirmations",
    sees=is_administrator,
    undoes=is_administrator,
    says=_says,
)
"""How entries are confirmed and corrected, and what waits is looked at."""


def make_link(person: Person, today: date) -> EntryLink:
    """Somebody's link that is open now; one that is closed makes room for a new one."""
    link = link_of(person.id)
    if link is None:
        link = EntryLink(person_id=person.id, waits={})
    elif asked_entry(person, link).is_open(today):
        return link
    link.token, link.made_on = secrets.token_urlsafe(16), today
    link.sent_on, link.times, link.answered_at = None, 0, None
    db.session.add(link)
    db.session.flush()
    return link


def hold_entry(link: EntryLink) -> Person:
    """The person of a link; nobody else changes them meanwhile, nor what they sent."""
    query = sa.select(Person).where(Person.id == link.person_id).with_for_update()
    person = db.session.scalars(query.execution_options(populate_existing=True)).one()
    db.session.refresh(link)
    return person


def _recording(person: Person) -> Any:
    return recording_rows(
        (Person, Person.id == person.id),
        (Post, Post.person_id == person.id),
        (EntryLink, EntryLink.person_id == person.id),
    )


def confirm_entry(
    link: EntryLink, own: Mapping[str, Any], waits: Mapping[str, Any], *, left: bool
) -> Change:
    """Keep what somebody sent: `own` (phone, languages, position) at once, `waits` for a look; the day on which they sent it.

    Who says that they `left`, or once more that they have, confirms nothing.
    """
    person, today = link.person, clock.today()
    with _recording(person) as cells:
        before = current_post(person)
        changed = [name for name, value in own.items() if getattr(person, name) != value]
        for name in changed:
            setattr(person, name, own[name])
        keep_post(person, before, today)
        if not left:
            person.confirmed_on = today
        link.answered_at, link.waits = clock.now(), dict(waits)
    did = CORRECTED if changed or waits else CONFIRMED
    return remember_change(EntryChange, None, did, cells, None, about=Words(person.name))


def apply_waiting(link: EntryLink, by: int) -> Change:
    """What somebody sent becomes their entry; an organisation that the directory does not have goes on waiting, with the post there."""
    person, waits = link.person, dict(link.waits)
    with _recording(person) as cells:
        before = current_post(person)
        for name in set(NAMES) & set(waits):
            setattr(person, name, waits.pop(name))
        office = office_called(waits.get(OFFICE, ""))
        if office is not None:
            person.organisation_id, person.left_on = office.id, None
            person.position = Words(**waits.pop(POSITION, {}))
            keep_post(person, before, clock.today())
            del waits[OFFICE]
        if waits.pop(BACK, ""):
            person.left_on = None
        if waits.pop(LEFT, ""):
            person.left_on = clock.today()
        link.waits = waits if OFFICE in waits else {}
    return remember_change(EntryChange, None, APPLIED, cells, by, about=Words(person.name))


def discard_waiting(link: EntryLink, by: int) -> Change:
    """The entry stays as it is."""
    with _recording(link.person) as cells:
        link.waits = {}
    about = Words(link.person.name)
    return remember_change(EntryChange, None, DISCARDED, cells, by, about=about)
