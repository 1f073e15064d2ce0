"""How the fixed values of participation and the lines of the figures are called."""

from collections.abc import Mapping
from datetime import date

from ..web.i18n import _, _l, _n, format_day, label_of, register_labels
from .models import ParticipantRole, Standing, TargetKind
from .nights import A_DAY, arrival_day

register_labels(
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
register_labels(
    {
        ParticipantRole.PARTICIPANT: _l("participant"),
        ParticipantRole.SPEAKER: _l("speaker"),
        ParticipantRole.PRESENTER: _l("presenter"),
        ParticipantRole.PANELLIST: _l("panellist"),
        ParticipantRole.FACILITATOR: _l("facilitator"),
        ParticipantRole.TABLE_HOST: _l("table host"),
        ParticipantRole.NOTE_TAKER: _l("note-taker"),
        ParticipantRole.OBSERVER: _l("observer or adviser"),
        ParticipantRole.ORGANISER: _l("organiser"),
        ParticipantRole.PRESS: _l("press"),
        ParticipantRole.INTERPRETER: _l("interpreter"),
    }
)


register_labels(
    {
        TargetKind.SECTOR: _l("of a sector"),
        TargetKind.OUTSIDE: _l("from outside the capital"),
        TargetKind.EVERY_COUNTY: _l("people from every county"),
        TargetKind.GENDER: _l("women or men"),
    }
)


def roles_named(parts: tuple[ParticipantRole, ...]) -> str:
    """`presenter, table host`."""
    return ", ".join(label_of(part) for part in parts)


def arrival_said(arrival: str, first: date) -> str:
    """`the evening before (Wed 17 Mar)`, `Thu 18 Mar`; what somebody else wrote there stays as it is."""
    found = arrival_day(arrival)
    if found is None:
        return arrival
    if found == first - A_DAY:
        return _("the evening before (%(day)s)", day=format_day(found))
    return format_day(found)


def standings_sentence(counts: Mapping[Standing, int]) -> str:
    """`96 are coming, 31 have not answered.`"""
    n = {standing: counts.get(standing, 0) for standing in Standing}
    told = {
        Standing.ATTENDED: _n("%(num)d person came", "%(num)d people came", n[Standing.ATTENDED]),
        Standing.COMING: _n("%(num)d is coming", "%(num)d are coming", n[Standing.COMING]),
        Standing.WAITING: _n(
            "%(num)d is on the waiting list", "%(num)d are on the waiting list", n[Standing.WAITING]
        ),
        Standing.INVITED: _n(
            "%(num)d has not answered", "%(num)d have not answered", n[Standing.INVITED]
        ),
        Standing.LISTED: _n(
            "%(num)d is still to be invited", "%(num)d are still to be invited", n[Standing.LISTED]
        ),
        Standing.DECLINED: _n("%(num)d declined", "%(num)d declined", n[Standing.DECLINED]),
    }
    parts = [text for standing, text in told.items() if n[standing]]
    return ", ".join(parts) + "." if parts else _("Nobody is on the list yet.")
