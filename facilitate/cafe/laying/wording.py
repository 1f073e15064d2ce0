"""The sentences of the page on which a café is set up: do the tables hold everybody, does the time suffice, what is open."""

from ...web.i18n import _, _n
from ..floor import CafeFloor
from ..labels import by_trait, online_host_said
from ..models import CafeTablePlace
from ..rounds import total_minutes
from .number_suggestions import CafeNumbers, Laying
from .unsettled import Unsettled


def tables_summary(floor: CafeFloor, people: int) -> str:
    """`12 tables of 9 seats for 108 people. 3 rounds of 20 min + 5 to move + 30 for the harvest = 105 min; the step has 90.`

    `people` who are reckoned with (0: nobody knows).
    """
    parts = (
        _tables(floor, people),
        _time(floor, floor.has_minutes),
        lacking_sentence(floor),
    )
    return " ".join(part for part in parts if part)


def _tables(floor: CafeFloor, people: int) -> str:
    if not floor.tables:
        return (
            _n("No table yet for %(num)d person.", "No table yet for %(num)d people.", people)
            if people
            else _("No table yet.")
        )
    sizes = {table.seats for table in floor.tables}
    tables = _n("%(num)d table", "%(num)d tables", len(floor.tables))
    seats = _n("%(num)d seat", "%(num)d seats", floor.seats)
    if len(sizes) == 1 and not floor.form.is_cafe:
        said = _("%(tables)s of up to %(num)d", tables=tables, num=sizes.pop())
    elif len(sizes) == 1:
        seats = _n("%(num)d seat", "%(num)d seats", sizes.pop())
        said = _("%(tables)s of %(seats)s", tables=tables, seats=seats)
    else:
        said = _("%(tables)s with %(seats)s in all", tables=tables, seats=seats)
    if floor.chairs < floor.seats:
        chairs = _n("%(num)d chair", "%(num)d chairs", floor.chairs)
        said = _("%(tables)s (in the room %(chairs)s)", tables=said, chairs=chairs)
    if not people:
        return f"{said}."
    said = _(
        "%(tables)s for %(people)s.",
        tables=said,
        people=_n("%(num)d person", "%(num)d people", people),
    )
    short = people - floor.seats
    lack = (
        _n("%(num)d person has no seat.", "%(num)d people have no seat.", short)
        if short > 0
        else ""
    )
    lack = lack or _crowded(floor, people)
    if floor.chairs < floor.seats or floor.online:
        return f"{said} {lack} {_room_and_online(floor)}".replace("  ", " ").strip()
    if not floor.form.is_cafe:
        empty = len(floor.tables) - max(1, people // floor.form.smallest)
        more = (
            _n("%(num)d table stays empty.", "%(num)d tables stay empty.", empty)
            if empty > 0
            else ""
        )
        return f"{said} {lack or more}".strip()
    spare = (
        _n("%(num)d chair stays free.", "%(num)d chairs stay free.", -short) if short < 0 else ""
    )
    return f"{said} {lack or spare}".strip()


def _crowded(floor: CafeFloor, people: int) -> str:
    """That more people sit together than such work is good for."""
    each, most = -(-people // len(floor.tables)), floor.form.largest
    if each <= most:
        return ""
    return _(
        "%(num)d people together are many: at most %(most)d talk well with each other.",
        num=each,
        most=most,
    )


def _room_and_online(floor: CafeFloor) -> str:
    """Who is in the room and who takes part online, and whether their tables hold them."""
    here = len(floor.guests) - len(floor.online)
    there = sum(table.seats for table in floor.tables if table.place is not CafeTablePlace.ROOM)
    said = [
        _("%(room)d in the room, %(online)d online.", room=here, online=len(floor.online))
        if floor.guests
        else ""
    ]
    if floor.online and there < len(floor.online):
        said.append(
            _n(
                "%(num)d person who takes part online has no seat at a table that is online or mixed.",
                "%(num)d people who take part online have no seat at a table that is online or mixed.",
                len(floor.online) - there,
            )
        )
    said += [online_host_said(one.name, table.number) for one, table in floor.hosts_elsewhere]
    if here > floor.chairs:
        said.append(
            _n(
                "%(num)d chair is missing in the room.",
                "%(num)d chairs are missing in the room.",
                here - floor.chairs,
            )
        )
    return " ".join(part for part in said if part)


def _time(floor: CafeFloor, has: int) -> str:
    cafe = floor.cafe
    needs = total_minutes(cafe.rounds, cafe.minutes, cafe.move, cafe.harvest)
    parts = _time_parts(floor)
    if len(parts) == 1 and cafe.rounds == 1:
        said = _("%(parts)s; the step has %(has)d.", parts=parts[0], has=has)
    else:
        said = _(
            "%(parts)s = %(total)d min; the step has %(has)d.",
            parts=" + ".join(parts),
            total=needs,
            has=has,
        )
    if needs > has:
        return f"{said} " + _n(
            "That is %(num)d minute too long.", "That is %(num)d minutes too long.", needs - has
        )
    if needs < has:
        return f"{said} " + _n("%(num)d minute is left.", "%(num)d minutes are left.", has - needs)
    return said


def together_sentence(floor: CafeFloor) -> str:
    """In what the people of a group are alike, and what becomes of few and of many; nothing where groups are mixed."""
    if not floor.cafe.alike:
        return ""
    return _(
        "People are together %(by)s: where there are few of one kind, they join others; where there are many, they fill several groups.",
        by=by_trait(floor.cafe.alike),
    )


def _time_parts(floor: CafeFloor) -> list[str]:
    """What takes how long: the rounds, the moves, the harvest, where there are any."""
    cafe = floor.cafe
    rounds = _n("%(num)d round", "%(num)d rounds", cafe.rounds)
    return [
        _("%(rounds)s of %(minutes)d min", rounds=rounds, minutes=cafe.minutes),
        *([_("%(num)d to move", num=cafe.move)] if cafe.move else []),
        *([_("%(num)d for the harvest", num=cafe.harvest)] if cafe.harvest else []),
    ]


def lacking_sentence(floor: CafeFloor) -> str:
    """What the tables still lack: groups need no host, and those with one task for all no question."""
    parts: list[str] = []
    if not (floor.form.is_cafe or floor.form.asks):
        return ""
    rounds = range(1, floor.cafe.rounds + 1)
    silent = {
        number for table in floor.tables for number in rounds if not floor.question(table, number)
    }
    unasked = sum(
        not any(floor.question(table, number) for number in rounds) for table in floor.tables
    )
    if unasked:
        parts.append(
            _n(
                "%(num)d table has no question yet.",
                "%(num)d tables have no question yet.",
                unasked,
            )
        )
    elif silent:
        parts.append(
            _n(
                "%(num)d round has no question yet.",
                "%(num)d rounds have no question yet.",
                len(silent),
            )
        )
    unhosted = sum(not floor.host_of(table) for table in floor.tables)
    if unhosted and floor.form.is_cafe:
        parts.append(
            _n("%(num)d table has no host yet.", "%(num)d tables have no host yet.", unhosted)
        )
    return " ".join(parts)


def numbers_said(one: CafeNumbers) -> str:
    """`2 rounds of 20 min + 5, harvest 30: 80 min`."""
    if not (one.move or one.harvest):
        return _(
            "%(rounds)s of %(minutes)d min",
            rounds=_n("%(num)d round", "%(num)d rounds", one.rounds),
            minutes=one.minutes,
        )
    if not one.harvest:
        return _(
            "%(rounds)s of %(minutes)d min + %(move)d: %(total)d min",
            rounds=_n("%(num)d round", "%(num)d rounds", one.rounds),
            minutes=one.minutes,
            move=one.move,
            total=one.total,
        )
    return _(
        "%(rounds)s of %(minutes)d min + %(move)d, harvest %(harvest)d: %(total)d min",
        rounds=_n("%(num)d round", "%(num)d rounds", one.rounds),
        minutes=one.minutes,
        move=one.move,
        harvest=one.harvest,
        total=one.total,
    )


def laying_said(one: Laying) -> str:
    """`12 tables of 9`, or `15 tables of 7 or 8`."""
    tables = _n("%(num)d table", "%(num)d tables", one.tables)
    if one.least < one.seats:
        return _(
            "%(tables)s of %(least)d or %(most)d", tables=tables, least=one.least, most=one.seats
        )
    return _("%(tables)s of %(seats)d", tables=tables, seats=one.seats)


def meets_said(one: Laying, *, hosted: bool = True, keeps: bool = False) -> str:
    """What a way to lay the tables means: whom one meets, and who is needed for it (`hosted`); `keeps`: the same ones in all rounds."""
    if not hosted:
        return _n(
            "Everybody meets up to %(num)d other.",
            "Everybody meets up to %(num)d others.",
            one.seats - 1 if keeps else one.meets,
        )
    return _n(
        "Everybody meets up to %(meets)d others in %(num)d round; %(tables)d hosts and as many note-takers are needed.",
        "Everybody meets up to %(meets)d others in %(num)d rounds; %(tables)d hosts and as many note-takers are needed.",
        one.rounds,
        meets=one.meets,
        tables=one.tables,
    )


def unsettled_said(one: Unsettled) -> str:
    """`People are seated, but: 2 people have no seat, 1 host sits at another table.`; nothing where all fits."""
    parts = [
        _n("%(num)d person has no seat", "%(num)d people have no seat", one.unseated)
        if one.unseated
        else "",
        _n(
            "%(num)d person has a seat but is not here",
            "%(num)d people have a seat but are not here",
            one.gone,
        )
        if one.gone
        else "",
        _n("%(num)d host sits at another table", "%(num)d hosts sit at other tables", one.hosts)
        if one.hosts
        else "",
        _n(
            "%(num)d table has more people than seats",
            "%(num)d tables have more people than seats",
            one.full,
        )
        if one.full
        else "",
    ]
    said = ", ".join(part for part in parts if part)
    return _("The seating no longer fits: %(parts)s.", parts=said) if said else ""


def offers_empty(people: int, rounds: int) -> str:
    """Why no way to lay the tables is offered."""
    return _(
        "With %(people)d people and %(rounds)d rounds somebody would come back to a table, "
        "or talk in a group of three. Hold fewer rounds, or set up the tables by hand.",
        people=people,
        rounds=rounds,
    )
