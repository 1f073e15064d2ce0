"""How the fixed values of forums are called, and a territory in words."""

from ..i18n import _, _l, _n, names
from .models import ForumKind, ForumRole
from .standing import Pace
from .territory import Territory

names(
    {
        ForumKind.REGIONAL_GROUP: _l("Regional collaboration group"),
        ForumKind.REGIONAL_COMMITTEE: _l("Regional committee"),
        ForumKind.COALITION: _l("Coalition"),
        ForumKind.CONFERENCE_SERIES: _l("Series of conferences"),
    }
)
names(
    {
        ForumRole.MEMBER: _l("member"),
        ForumRole.CHAIR: _l("chair"),
        ForumRole.SECRETARIAT: _l("secretariat"),
        ForumRole.OBSERVER: _l("observer"),
    }
)
names({Pace.ON_TIME: _l("on time"), Pace.DUE: _l("due"), Pace.OVERDUE: _l("overdue")})


def said(territory: Territory) -> str:
    """`Korçë, Berat without Skrapar, district Përmet`; empty where nothing is chosen."""
    if territory.everything:
        return _("the whole country")
    parts = list(territory.whole)
    for county, missing in territory.without:
        parts.append(_("%(county)s without %(districts)s", county=county, districts=_listed(missing)))
    if territory.districts:
        parts.append(
            _n(
                "district %(names)s",
                "districts %(names)s",
                len(territory.districts),
                names=", ".join(territory.districts),
            )
        )
    return ", ".join(parts)


def _listed(texts: tuple[str, ...]) -> str:
    return (
        _("%(first)s and %(last)s", first=", ".join(texts[:-1]), last=texts[-1])
        if len(texts) > 1
        else texts[0]
    )
