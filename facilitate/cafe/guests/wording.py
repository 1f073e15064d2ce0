"""How the list of guests speaks: its first sentence, what is special about somebody, why two cannot be bound so."""

from collections.abc import Mapping

from ...web.i18n import _, _n
from ..floor import CafeFloor, Guest
from ..labels import online_host_said
from ..models import Bond
from .actions import DoorMark
from .bond_check import BondClash, Contradiction
from .guest_list import GuestGroup


def guests_summary(floor: CafeFloor, shown: Mapping[GuestGroup, frozenset[str]]) -> str:
    """`108 people take part. 4 did not come. 2 have no seat yet.`"""
    out = sum(guest.out for guest in floor.people.values())
    late = sum(bool(guest.absent) and not guest.out for guest in floor.people.values())
    parts = [_n("%(num)d person takes part.", "%(num)d people take part.", len(floor.guests))]
    if floor.online:
        parts.append(_n("%(num)d of them online.", "%(num)d of them online.", len(floor.online)))
    parts += [online_host_said(one.name, table.number) for one, table in floor.hosts_elsewhere]
    if out:
        parts.append(_n("%(num)d did not come.", "%(num)d did not come.", out))
    if late:
        parts.append(_n("%(num)d misses a round or more.", "%(num)d miss a round or more.", late))
    if shown[GuestGroup.UNSEATED]:
        parts.append(
            _n("%(num)d has no seat.", "%(num)d have no seat.", len(shown[GuestGroup.UNSEATED]))
        )
    elif floor.seating is None:
        parts.append(_("Nobody has a seat yet."))
    return " ".join(parts)


def show_name(show: GuestGroup) -> str:
    """How a narrowing is called."""
    return {
        GuestGroup.UNSEATED: _("Without a seat"),
        GuestGroup.ABSENT: _("Absent"),
        GuestGroup.ONLINE: _("Online"),
        GuestGroup.WISHES: _("With a wish"),
        GuestGroup.BOUND: _("Separate or together"),
        GuestGroup.WALK_INS: _("Walk-ins"),
    }[show]


def special_notes(floor: CafeFloor, guest: Guest) -> list[str]:
    """What is to be known of somebody, each in a few words; absence is said apart (`absence_note`)."""
    found = []
    for table in floor.tables:
        if table.host_participation_id and guest.key == f"p{table.host_participation_id}":
            found.append(_("host of table %(number)d", number=table.number))
    if guest.online:
        found.append(_("takes part online"))
    if guest.walk_in:
        found.append(_("came as a walk-in"))
    wishes = [str(number) for table in guest.wishes if (number := floor.number_of(table))]
    if wishes:
        found.append(
            _n(
                "would like table %(tables)s",
                "would like tables %(tables)s",
                len(wishes),
                tables=listed_numbers(wishes),
            )
        )
    for kind, a, b in floor.pairs:
        if guest.key in (a, b) and (other := floor.people.get(b if guest.key == a else a)):
            text = (
                _("separate from %(name)s") if kind is Bond.APART else _("together with %(name)s")
            )
            found.append(text % {"name": other.name})
    return found


def absence_note(floor: CafeFloor, guest: Guest) -> str:
    """`did not come`, `misses rounds 1 and 2`, or nothing."""
    if guest.out:
        return _("did not come")
    missed = [str(number) for number in sorted(guest.absent) if number <= floor.cafe.rounds]
    if not missed:
        return ""
    return _n(
        "misses round %(rounds)s",
        "misses rounds %(rounds)s",
        len(missed),
        rounds=listed_numbers(missed),
    )


def listed_numbers(parts: list[str]) -> str:
    """`1, 2 and 3`."""
    return (
        parts[0]
        if len(parts) == 1
        else _("%(most)s and %(last)s", most=", ".join(parts[:-1]), last=parts[-1])
    )


def marked_said(mark: DoorMark, number: int) -> str:
    """What was done to so many people."""
    if mark is DoorMark.OUT:
        return _n("%(num)d person did not come.", "%(num)d people did not come.", number)
    if mark is DoorMark.ONLINE:
        return _n("%(num)d person takes part online.", "%(num)d people take part online.", number)
    if mark is DoorMark.IN_ROOM:
        return _n("%(num)d person is in the room.", "%(num)d people are in the room.", number)
    if mark is DoorMark.HERE:
        return _n("%(num)d person is here.", "%(num)d people are here.", number)
    return _n(
        "The absence of %(num)d person was noted.",
        "The absence of %(num)d people was noted.",
        number,
    )


def clash_said(floor: CafeFloor, one: Contradiction) -> str:
    """Why two people cannot be bound so."""
    names = [floor.people[key].name for key in one.who if key in floor.people]
    if one.clash is BondClash.SELF:
        return _("Choose two different people.")
    if one.clash is BondClash.ALREADY:
        return _("This rule already exists.")
    if one.clash is BondClash.TOGETHER:
        return _("They already sit together, directly or through others. Remove that rule first.")
    if one.clash is BondClash.SIZE:
        return _n(
            "Then more people would have to sit together than the table has seats: %(num)d.",
            "Then more people would have to sit together than the table has seats: %(num)d.",
            one.number,
        )
    first, second = (*names, "", "")[:2]
    if one.clash is BondClash.APART:
        return _(
            "%(one)s and %(other)s must sit separately. Remove that rule first.",
            one=first,
            other=second,
        )
    tables = [floor.number_of(floor.host_at.get(key)) for key in one.who]
    return _(
        "%(one)s hosts table %(first)d and %(other)s hosts table %(second)d: they cannot sit together.",
        one=first,
        other=second,
        first=tables[0],
        second=tables[1],
    )
