"""What a way of seating costs, in plain sentences."""

from collections.abc import Mapping

from ...lib.text import capitalize_first
from ...web.i18n import _, _n
from ..mixing.wording import company_said, wanted_said
from .quality import SeatingQuality
from .wording import DAYS, always_sentence, meets_sentence, sat_before_sentence, wishes_sentence


def price_sentences(quality: SeatingQuality, off: int, names: Mapping[str, str]) -> tuple[str, ...]:
    """What a way of seating costs: pairs and mix, others met, wishes; `off` seats away from the even share, `names` of sectors."""
    meetings = quality.meetings
    pairs = (
        _n("%(num)d pair meets again", "%(num)d pairs meet again", meetings.again)
        if meetings.again
        else _("nobody meets the same person twice")
    )
    mix = (
        _n("%(num)d seat is off the even share", "%(num)d seats are off the even share", off)
        if off
        else _("every table is mixed as evenly as numbers allow")
    )
    told = (
        capitalize_first(_("%(pairs)s; %(mix)s.", pairs=pairs, mix=mix)),
        *[sat_before_sentence(on, pairs) for on, pairs in quality.earlier[:DAYS]],
        always_sentence(quality.always),
        meets_sentence(meetings),
        wishes_sentence(*quality.wishes),
        *wanted_said(quality.wanted, names, quality.paid),
        *company_said(quality.company, names),
    )
    return tuple(one for one in told if one)
