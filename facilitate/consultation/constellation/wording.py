"""What the constellation says in plain words, the same on screen, in Word, in Excel and in public."""

from collections.abc import Mapping

from ...i18n import _, _n
from .counting import Group, Provenance, Spread, ThemeCount


def heard(spread: Spread, heard_in: int, sectors: int, only: str = "") -> str:
    """`shared: heard in 5 of 6 sectors`; `only` is the name of the one sector a theme was heard in."""
    if spread is Spread.NOT_HEARD:
        return _("not heard yet")
    if spread is Spread.ONE_SIDED:
        return _("one-sided: only %(sector)s", sector=only)
    if spread is Spread.SHARED:
        return _("shared: heard in %(num)d of %(of)d sectors", num=heard_in, of=sectors)
    return _("heard in %(num)d of %(of)d sectors", num=heard_in, of=sectors)


def heard_of(row: ThemeCount, names: Mapping[str, str]) -> str:
    """How a theme is spread; `names` of the sectors by key."""
    only = next((names[sector] for sector, number in row.cells.items() if number), "")
    return heard(row.spread, row.heard_in, len(row.cells), only)


def of_answers(number: int, total: int) -> str:
    """`14 of 31 answers`"""
    return _("%(num)d of %(of)s", num=number, of=_n("%(num)d answer", "%(num)d answers", total))


def groups(numbers: Mapping[Group, int]) -> list[str]:
    """`8 government`, `4 civil society` …"""
    said = {
        Group.GOVERNMENT: lambda n: _n("%(num)d government", "%(num)d government", n),
        Group.CIVIL_SOCIETY: lambda n: _n("%(num)d civil society", "%(num)d civil society", n),
        Group.INTERNATIONAL: lambda n: _n("%(num)d international", "%(num)d international", n),
        Group.OTHERS: lambda n: _n("%(num)d other", "%(num)d others", n),
    }
    return [said[group](number) for group, number in numbers.items()]


def come_from(found: Provenance, total: int) -> str:
    """`14 of 31 answers: 8 government, 4 civil society, 2 international`"""
    parts = groups(found.groups)
    return of_answers(found.answers, total) + (": " + ", ".join(parts) if parts else "")
