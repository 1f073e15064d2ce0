"""Members in words."""

from ...web.i18n import _, _n
from .queries import Members, TerritoryOffices


def members_lead(members: Members, around: TerritoryOffices) -> str:
    """`18 members and 2 observers. 4 offices that should be here are not.`"""
    if not members.present:
        return _("No members yet.") + _hint(around)
    said = _n("%(num)d member", "%(num)d members", len(members.deciding))
    if members.observers:
        advising = _n("%(num)d observer", "%(num)d observers", len(members.observers))
        said = _("%(first)s and %(last)s", first=said, last=advising)
    missing = _n(
        "%(num)d office that should be a member is missing.",
        "%(num)d offices that should be members are missing.",
        around.missing,
    )
    return f"{said}." + (f" {missing}" if around.missing else "")


def _hint(around: TerritoryOffices) -> str:
    if not around.should:
        return ""
    return " " + _n(
        "The directory has %(num)d organisation in its territory.",
        "The directory has %(num)d organisations in its territory.",
        len(around.should) + len(around.others),
    )
