"""Sentences of changes by hand: what one costs, what it breaks, what was done."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ...web.i18n import _, _n, join_names
from ..floor import CafeFloor
from ..labels import FROM, way_called
from ..models import SPREAD, Priority, SeatingCause
from ..seating.refusals import explain_refusal
from .costs import ChangeCost, MeetingAgain, SeatChange

MANY = 8
"""Names that are said one by one."""


def person_name(floor: CafeFloor, key: str) -> str:
    """Somebody's name."""
    guest = floor.people.get(key)
    return guest.name if guest else _("somebody who is no longer in the list")


def cut_list(names: Sequence[str], most: int = MANY) -> str:
    """Names as people say them: `Ana, Ben and Cen`; a long list is cut."""
    shown, more = list(names[:most]), len(names) - most
    return join_names([*shown, _n("%(num)d more", "%(num)d more", more)] if more > 0 else shown)


def people_names(floor: CafeFloor, keys: Iterable[str], most: int = MANY) -> str:
    """People's names in the order of the list."""
    wanted = set(keys)
    found = [guest.name for key, guest in floor.people.items() if key in wanted]
    gone = len(wanted - set(floor.people))
    return cut_list(found + [person_name(floor, "")] * gone, most)


def change_sentence(floor: CafeFloor, change: SeatChange) -> str:
    """What would happen, as a sentence."""
    who, number = person_name(floor, change.who), change.number
    if change.other:
        other = person_name(floor, change.other)
        return _("%(a)s and %(b)s swap places in round %(round)d.", a=who, b=other, round=number)
    to = floor.number_of(change.table) or 0
    here = floor.number_of(floor.seating.at(number, change.who)) if floor.seating else None
    if here is None:
        return _(
            "%(name)s gets a seat at table %(to)d in round %(round)d.",
            name=who,
            to=to,
            round=number,
        )
    return _(
        "%(name)s moves from table %(here)d to table %(to)d in round %(round)d.",
        name=who,
        here=here,
        to=to,
        round=number,
    )


def cost_sentences(floor: CafeFloor, cost: ChangeCost, sectors: Mapping[str, str]) -> list[str]:
    """What it costs, sentence by sentence; rules it breaks are said by `broken_rule_sentences`. `sectors`: their names by key."""
    said = [_("It costs nothing.")] if cost.nothing else []
    said += _meetings(floor, cost)
    said += [
        _(
            "Table %(table)d would have nobody from %(sector)s.",
            table=floor.number_of(table) or 0,
            sector=str(FROM[sector]) if sector in FROM else f"“{sectors.get(sector, sector)}”",
        )
        for table, sector in cost.lacks
    ]
    if cost.uneven > 0:
        said.append(
            _n(
                "The tables would be less evenly mixed: %(num)d more seat would differ from an even share.",
                "The tables would be less evenly mixed: %(num)d more seats would differ from an even share.",
                cost.uneven,
            )
        )
    elif cost.uneven < 0:
        said.append(_("The tables would be mixed more evenly."))
    if cost.mends:
        said.append(
            _n(
                "%(num)d rule broken now would be kept.",
                "%(num)d rules broken now would be kept.",
                cost.mends,
            )
        )
    return [*said, slips_sentence(len(cost.slips), printed=cost.printed)]


def _meetings(floor: CafeFloor, cost: ChangeCost) -> list[str]:
    said = []
    if cost.again:
        pairs = "; ".join(_pair(floor, one) for one in cost.again)
        if all(len(one.rounds) < 2 for one in cost.again):
            text = _n(
                "%(num)d pair meets twice (%(pairs)s).",
                "%(num)d pairs meet twice (%(pairs)s).",
                len(cost.again),
                pairs=pairs,
            )
        else:
            text = _n(
                "%(num)d pair meets again (%(pairs)s).",
                "%(num)d pairs meet again (%(pairs)s).",
                len(cost.again),
                pairs=pairs,
            )
        said.append(text)
    fewer = len(cost.again) - cost.repeats
    if fewer > 0:
        said.append(
            _n("%(num)d pair no longer meets twice.", "%(num)d pairs no longer meet twice.", fewer)
        )
    return said


def _pair(floor: CafeFloor, one: MeetingAgain) -> str:
    """`Ana – Dritan, round 1`: the other rounds they meet in."""
    if not one.rounds:
        return _("%(a)s – %(b)s, earlier", a=person_name(floor, one.a), b=person_name(floor, one.b))
    rounds = join_names([str(number) for number in one.rounds])
    text = _n(
        "%(a)s – %(b)s, round %(rounds)s",
        "%(a)s – %(b)s, rounds %(rounds)s",
        len(one.rounds),
        a=person_name(floor, one.a),
        b=person_name(floor, one.b),
        rounds=rounds,
    )
    return text


def slips_sentence(number: int, *, printed: bool) -> str:
    """Slips to print again; or how many change, where none has been printed."""
    if not number:
        return _("No slip changes.")
    if printed:
        return _n("%(num)d slip to print again.", "%(num)d slips to print again.", number)
    return _n("%(num)d slip changes.", "%(num)d slips change.", number)


def cost_in_short(floor: CafeFloor, cost: ChangeCost) -> str:
    """The price in a few words, for a list: `nothing`, `1 pair meets again`."""
    parts = []
    if cost.breaks:
        parts.append(
            _n(
                "breaks %(num)d rule",
                "breaks %(num)d rules",
                len(broken_rule_sentences(floor, cost)),
            )
        )
    if cost.repeats > 0:
        parts.append(_n("%(num)d pair meets again", "%(num)d pairs meet again", cost.repeats))
    if cost.lacks:
        parts.append(
            _n("%(num)d table loses a sector", "%(num)d tables lose a sector", len(cost.lacks))
        )
    if cost.uneven > 0:
        parts.append(_("a little less evenly mixed"))
    if not parts and cost.again:
        parts.append(_("other pairs meet again, no more than now"))
    return " · ".join(parts) or _("costs nothing")


def broken_rule_sentences(floor: CafeFloor, cost: ChangeCost) -> list[str]:
    """The hard rules a change would break, in plain words."""
    said = [
        broken_rule_sentence(floor, reason) for reason in cost.breaks if reason["kind"] != "level"
    ]
    if len(said) < len(cost.breaks):
        least, most = cost.sizes
        said.append(
            _(
                "The tables would not be equally full in round %(round)d: one has %(least)d people, another %(most)d.",
                round=cost.change.number,
                least=least,
                most=most,
            )
        )
    return said


def broken_rule_sentence(floor: CafeFloor, reason: Mapping[str, Any]) -> str:
    """One rule that is not kept, as a sentence; `reason` as `instance.kept_reason` gives it."""
    who = [person_name(floor, key) for key in reason["who"]]
    one, two = [*who, "", ""][:2]
    table, number, figure = reason["table"] or 0, reason["round"] or 0, reason["number"] or 0
    said = {
        "capacity": lambda: _(
            "Table %(table)d would have %(people)d people in round %(round)d, more than it has seats.",
            table=table,
            people=figure,
            round=number,
        ),
        "host": lambda: _(
            "%(name)s is the host of table %(own)d, but would sit at table %(table)d in "
            "round %(round)d.",
            name=one,
            own=figure + 1,
            table=table,
            round=number,
        ),
        "locked": lambda: _(
            "%(name)s’s seat at table %(own)d in round %(round)d is locked.",
            name=one,
            own=figure + 1,
            round=number,
        ),
        "apart": lambda: _(
            "%(a)s and %(b)s must never sit at one table; in round %(round)d both would be "
            "at table %(table)d.",
            a=one,
            b=two,
            round=number,
            table=table,
        ),
        "together": lambda: _(
            "%(a)s and %(b)s must always sit at one table; in round %(round)d they would not.",
            a=one,
            b=two,
            round=number,
        ),
        "topic": lambda: _(
            "%(name)s would be at table %(table)d more than once (again in round %(round)d).",
            name=one,
            table=table,
            round=number,
        ),
        "absent": lambda: _(
            "%(name)s misses round %(round)d, but would have a seat in it.", name=one, round=number
        ),
        "seated": lambda: (
            _("%(name)s would have no seat in round %(round)d.", name=one, round=number)
            if not figure
            else _("%(name)s would sit twice in round %(round)d.", name=one, round=number)
        ),
        "fixed": lambda: _("Round %(round)d has been held; this would change it.", round=number),
    }
    return said[reason["kind"]]() if reason["kind"] in said else str(reason["text"])


def refusal_sentence(floor: CafeFloor, reason: Mapping[str, Any]) -> str:
    """Why no seating can keep all rules, as a sentence."""
    return explain_refusal(floor, reason).text


def done_sentence(floor: CafeFloor, did: SeatingCause, about: Mapping[str, Any]) -> str:
    """What was done, in a few words: `Ana ↔ Ben, round 2`."""
    if about.get("back"):
        return _("Went back to an earlier seating")
    who = [person_name(floor, key) for key in about.get("who", ())]
    one, two = [*who, "", ""][:2]
    number, table = about.get("round", 0), about.get("table", 0)
    match did:
        case SeatingCause.SWAPPED:
            return _("%(a)s ↔ %(b)s, round %(round)d", a=one, b=two, round=number)
        case SeatingCause.MOVED:
            return _(
                "%(name)s → table %(table)d, round %(round)d", name=one, table=table, round=number
            )
        case SeatingCause.LOCKED if one:
            return _("%(name)s’s seat locked, round %(round)d", name=one, round=number)
        case SeatingCause.LOCKED:
            return _("Round %(round)d locked", round=number)
        case SeatingCause.UNLOCKED if one:
            return _("%(name)s’s seat unlocked, round %(round)d", name=one, round=number)
        case SeatingCause.UNLOCKED:
            return _("Round %(round)d unlocked", round=number)
        case SeatingCause.WALKED_IN:
            return _("Seated: %(names)s", names=cut_list(who))
        case SeatingCause.REPAIRED:
            return repair_name(str(about.get("way", "")))
        case _:
            return seating_name(str(about.get("way", "")))


def repair_name(way: str) -> str:
    """How a repair is called once it is done."""
    if way == "fewest":
        return _("Repaired with the fewest changed slips")
    return _("Repaired with the best mixing") if way == "best" else _("Repaired")


def seating_name(way: str) -> str:
    """How a seating of everybody is called."""
    if way in {*Priority, SPREAD}:
        return _("Everyone seated: %(way)s", way=way_called(way))
    return _("Everyone seated")
