"""How the fixed values of participation and the lines of the figures are called."""

from collections.abc import Mapping

from ..i18n import _, _l, _n, names
from .models import Part, Standing

names(
    {
        Standing.LISTED: _l("to be invited"),
        Standing.INVITED: _l("invited"),
        Standing.COMING: _l("coming"),
        Standing.WAITING: _l("on the waiting list"),
        Standing.DECLINED: _l("declined"),
        Standing.REPLACED: _l("sends somebody else"),
        Standing.ATTENDED: _l("attended"),
    }
)
names(
    {
        Part.PARTICIPANT: _l("participant"),
        Part.SPEAKER: _l("speaker"),
        Part.PRESENTER: _l("presenter"),
        Part.PANELLIST: _l("panellist"),
        Part.FACILITATOR: _l("facilitator"),
        Part.TABLE_HOST: _l("table host"),
        Part.NOTE_TAKER: _l("note-taker"),
        Part.OBSERVER: _l("observer or adviser"),
        Part.ORGANISER: _l("organiser"),
        Part.PRESS: _l("press"),
        Part.INTERPRETER: _l("interpreter"),
    }
)


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
