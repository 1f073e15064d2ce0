"""How the lines of the figures are called, and the figures of one event in one sentence."""

from collections.abc import Mapping

from ...i18n import _, _l, _n, percent
from .figures import EventFigures, Line, share

LINES = {
    "total": _l("Participants"),
    "government": _l("Government together"),
    "outside": _l("From outside the capital"),
    "capital": _l("From the capital"),
    "unknown": _l("Place not known"),
    "no_county": _l("County not known"),
    "presenters": _l("Presenters"),
}

BLOCKS = {
    "sector": _l("By sector"),
    "place": _l("Capital and outside"),
    "county": _l("By county"),
    "part": _l("On the programme"),
}


def line_name(line: Line, sectors: Mapping[str, str], counties: Mapping[str, str]) -> str:
    """How a line of the figures is called; sectors and counties are named by key."""
    own = {"sector": sectors, "county": counties}.get(line.block, {})
    return own[line.key] if line.key in own else str(LINES[line.key])


def counted(figures: EventFigures) -> str:
    """The figures of one event in one sentence."""
    if figures.total == 0:
        return _("Nobody is counted yet: people count once they say that they are coming.")
    who = (
        _n("%(num)d person came", "%(num)d people came", figures.total)
        if figures.came
        else _n("%(num)d person is coming so far", "%(num)d people are coming so far", figures.total)
    )
    return _(
        "%(who)s: %(government)s government, %(civil)s civil society; %(outside)d from outside the capital.",
        who=who,
        government=percent(share(figures.government, figures.total)),
        civil=percent(share(figures.sectors.get("civil_society", 0), figures.total)),
        outside=figures.outside_capital,
    )
