"""The sentences a café opens with: do the tables hold everybody, does the time suffice."""

from ...i18n import _, _n
from ..floor import Floor
from ..rounds import total


def opening(plan: Floor, people: int) -> str:
    """`11 tables of 10 seats for 110 people. 3 rounds of 20 minutes …: 105 minutes; the step has 105.`

    `people` who are expected (0: nobody knows).
    """
    return " ".join(
        part
        for part in (_tables(plan, people), _time(plan, plan.on.minutes if plan.on else 0), _open(plan))
        if part
    )


def _tables(plan: Floor, people: int) -> str:
    if not plan.tables:
        return _("No table yet.")
    sizes = {table.seats for table in plan.tables}
    tables = _n("%(num)d table", "%(num)d tables", len(plan.tables))
    seats = _n("%(num)d seat", "%(num)d seats", plan.seats)
    if len(sizes) == 1:
        seats = _n("%(num)d seat", "%(num)d seats", sizes.pop())
        said = _("%(tables)s of %(seats)s", tables=tables, seats=seats)
    else:
        said = _("%(tables)s with %(seats)s in all", tables=tables, seats=seats)
    if not people:
        return f"{said}."
    said = _("%(tables)s for %(people)s.", tables=said, people=_n("%(num)d person", "%(num)d people", people))
    short = people - plan.seats
    lack = _n("%(num)d person has no seat.", "%(num)d people have no seat.", short) if short > 0 else ""
    return f"{said} {lack}".strip()


def _time(plan: Floor, has: int) -> str:
    cafe = plan.cafe
    needs = total(cafe.rounds, cafe.minutes, cafe.move, cafe.harvest)
    said = _(
        "%(rounds)s of %(minutes)d min, %(move)d to move after each and %(harvest)d for the harvest "
        "make %(total)d min; the step has %(has)d.",
        rounds=_n("%(num)d round", "%(num)d rounds", cafe.rounds),
        minutes=cafe.minutes,
        move=cafe.move,
        harvest=cafe.harvest,
        total=needs,
        has=has,
    )  # fmt: skip
    if needs > has:
        return f"{said} " + _n(
            "That is %(num)d minute too long.", "That is %(num)d minutes too long.", needs - has
        )
    if needs < has:
        return f"{said} " + _n("%(num)d minute is left.", "%(num)d minutes are left.", has - needs)
    return said


def _open(plan: Floor) -> str:
    """What the tables still lack."""
    unasked = sum(not (table.question or any(plan.round_questions)) for table in plan.tables)
    unhosted = sum(not plan.host_of(table) for table in plan.tables)
    parts = []
    if unasked:
        parts.append(
            _n("%(num)d table has no question yet.", "%(num)d tables have no question yet.", unasked)
        )
    if unhosted:
        parts.append(_n("%(num)d table has no host yet.", "%(num)d tables have no host yet.", unhosted))
    return " ".join(parts)
