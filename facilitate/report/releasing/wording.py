"""How far the release is, in sentences."""

from collections.abc import Sequence

from ...web.i18n import _, format_day
from ..models import Edition, Release


def releasing_lead(
    latest: Edition | None,
    out: Edition | None,
    by: Sequence[Release],
    withdrawn: Edition | None = None,
) -> str:
    """The first sentence of the page. `withdrawn`: the last edition that was out once and is no more."""
    people = _(" and ").join(one.user.name for one in by)
    if latest is None and withdrawn is not None and withdrawn.withdrawn_at is not None:
        return _(
            "Edition %(number)d was withdrawn on %(day)s. Nothing is public.",
            number=withdrawn.number,
            day=format_day(withdrawn.withdrawn_at, "dated"),
        )
    if latest is None:
        return _("Nothing has gone out yet. Two people in the team must read and release it.")
    if latest.released_at is not None:
        return _(
            "Edition %(number)d has been public since %(day)s, released by %(people)s.",
            number=latest.number,
            day=format_day(latest.released_at, "dated"),
            people=people,
        )
    if by:
        told = _(
            "Edition %(number)d is waiting for a second person; %(people)s has released it.",
            number=latest.number,
            people=people,
        )
    else:
        told = _(
            "Edition %(number)d is waiting for two people to release it.", number=latest.number
        )
    if out is not None:
        told += " " + _("Until then edition %(number)d stays public.", number=out.number)
    return told
