"""What is removed from a café's mix: columns of the organiser's own, and rules about who sits with whom."""

from collections.abc import Mapping

from ...data.db import db
from ...data.row_cells import recording_rows
from ...events.access import Can
from ...events.models import Event
from ...history.memory import remember_change
from ...history.recording import RoomRecords
from ...lib.text import Words
from ...web.i18n import _, _l, pick_wording
from ..floor import CafeFloor
from ..guests.actions import guest_rows
from ..models import Cafe, CafeGuest, MixChange
from ..traits import OWN

MIX_RECORDS = RoomRecords(
    kind=MixChange,
    key="cafe_mix",
    name=_l("Mix of the café"),
    page="cafe.show_cafe",
    sees=Can.SEE_PEOPLE,
    undoes=Can.EDIT_CAFE,
    says=lambda change: _("“%(name)s” was removed.", name=pick_wording(change.about)),
)
"""How columns and rules of the mix are removed: the next seating goes by it, so this stays in the history for good."""


def add_columns(floor: CafeFloor, said: Mapping[str, Mapping[str, str]]) -> None:
    """What columns of the organiser's own say of guests (keys); the others stay as they were."""
    cafe = floor.cafe
    cafe.columns = list(dict.fromkeys([*(cafe.columns or []), *said]))
    keys = dict.fromkeys(key for people in said.values() for key in people)
    for key, row in guest_rows(floor, keys).items():
        own = {name: people[key] for name, people in said.items() if key in people}
        row.own = {**(row.own or {}), **own}


def remove_column(event: Event, floor: CafeFloor, name: str, by: int) -> MixChange:
    """A column of the organiser's own goes, with what it said of people and the rules that name it."""
    cafe, own = floor.cafe, f"{OWN}{name}"
    known = [key for key, guest in floor.people.items() if own in guest.traits]
    rows = guest_rows(floor, known).values()
    db.session.flush()
    with recording_rows((Cafe, Cafe.id == cafe.id), (CafeGuest, CafeGuest.cafe_id == cafe.id)) as (
        cells
    ):
        cafe.columns = [one for one in cafe.columns or [] if one != name]
        cafe.mix = [one for one in cafe.mix or [] if one["trait"] != own]
        cafe.wants = [
            one for one in cafe.wants or [] if own not in (one["near"][0], one["other"][0])
        ]
        for row in rows:
            row.own = {column: value for column, value in row.own.items() if column != name}
    return remember_change(MixChange, event, "removed", cells, by, about=Words(name, name))


def remove_wish(event: Event, cafe: Cafe, at: int, said: Words, by: int) -> MixChange:
    """A rule goes, by its place in the list; `said`: how it reads."""
    with recording_rows((Cafe, Cafe.id == cafe.id)) as cells:
        cafe.wants = [one for number, one in enumerate(cafe.wants or []) if number != at]
    return remember_change(MixChange, event, "removed", cells, by, about=said)
