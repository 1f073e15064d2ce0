"""How the fixed values of participation and the lines of the figures are called."""

from collections.abc import Mapping

from ..i18n import _, _l, _n, names, percent
from .figures import EventFigures, Line, share
from .models import Part, Standing

names(
    {
        Standing.INVITED: _l("invited"),
        Standing.COMING: _l("coming"),
        Standing.DECLINED: _l("declined"),
        Standing.ATTENDED: _l("attended"),
    }
)
names({Part.PARTICIPANT: _l("participant"), Part.PRESENTER: _l("presenter")})

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


def said(counts: Mapping[Standing, int]) -> str:
    """`96 are coming, 31 have not answered.`"""
    attended, coming = counts.get(Standing.ATTENDED, 0), counts.get(Standing.COMING, 0)
    invited, declined = counts.get(Standing.INVITED, 0), counts.get(Standing.DECLINED, 0)
    parts = [
        _n("%(num)d person came", "%(num)d people came", attended) if attended else "",
        _n("%(num)d is coming", "%(num)d are coming", coming) if coming else "",
        _n("%(num)d has not answered", "%(num)d have not answered", invited) if invited else "",
        _n("%(num)d declined", "%(num)d declined", declined) if declined else "",
    ]
    return ", ".join(part for part in parts if part) + "." if any(parts) else _("Nobody is invited yet.")


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
