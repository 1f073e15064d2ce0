"""What an edition would repeat, in plain sentences, the weightiest first."""

from collections.abc import Mapping, Sequence

from ...agenda.lessons import LITTLE
from ...lib.text import Words
from ...web.i18n import _, _n, pick_wording
from .repeating import EditionContents, HalfDay, Repeats

MOST_NAMES = 5
"""Names a sentence gives, at most."""
FEW_NAMES = 3
"""The same where each name is long."""


def repeat_sentences(
    found: Repeats, now: EditionContents, before: str, techniques: Mapping[str, str]
) -> list[str]:
    """What would repeat of the edition called `before`; `techniques` are names by key."""
    said = []
    if found.presenters:
        said.append(
            _n(
                "%(num)d of %(all)d presenters also spoke at “%(before)s”: %(names)s.",
                "%(num)d of %(all)d presenters also spoke at “%(before)s”: %(names)s.",
                len(found.presenters),
                all=len(now.presenters),
                before=before,
                names=_listed(found.presenters),
            )
        )
    if found.presentations:
        said.append(
            _n(
                "%(num)d presentation was given there under nearly the same title: %(titles)s.",
                "%(num)d presentations were given there under nearly the same titles: %(titles)s.",
                len(found.presentations),
                titles=_quoted(found.presentations),
            )
        )
    if found.objectives:
        said.append(
            _n(
                "%(num)d objective says nearly the same: %(titles)s.",
                "%(num)d objectives say nearly the same: %(titles)s.",
                len(found.objectives),
                titles=_quoted(found.objectives),
            )
        )
    if found.themes:
        said.append(
            _n(
                "%(num)d theme was already named there: %(titles)s.",
                "%(num)d themes were already named there: %(titles)s.",
                len(found.themes),
                titles=_quoted(found.themes),
            )
        )
    if found.places:
        places = [
            f"{techniques.get(one.technique, one.technique)} ({half_day_text(one.place)})"
            for one in found.places
        ]
        said.append(
            _n(
                "%(num)d technique is in the same place: %(names)s.",
                "%(num)d techniques are in the same place: %(names)s.",
                len(places),
                names=_listed(places, FEW_NAMES),
            )
        )
    return said


def repeats_lead(found: Repeats, said: Sequence[str], before: str) -> str:
    """The page's first sentence."""
    if not found.anything:
        return _(
            "From what is recorded, nothing from “%(before)s” would be repeated.", before=before
        )
    return said[0]


def half_day_text(place: HalfDay) -> str:
    """`day 1, morning`."""
    if place.morning:
        return _("day %(number)d, morning", number=place.day)
    return _("day %(number)d, afternoon", number=place.day)


def minutes_longer_text(minutes: int) -> str:
    """`12 min longer`, `4 min less`; empty for what is no difference."""
    if abs(minutes) < LITTLE:
        return ""
    if minutes > 0:
        return _("%(num)d min longer", num=minutes)
    return _("%(num)d min less", num=-minutes)


def _listed(names: Sequence[str], most: int = MOST_NAMES) -> str:
    shown = ", ".join(names[:most])
    left = len(names) - most
    return (
        _n("%(names)s and %(num)d more", "%(names)s and %(num)d more", left, names=shown)
        if left > 0
        else shown
    )


def _quoted(texts: Sequence[Words]) -> str:
    return _listed([f"“{pick_wording(one)}”" for one in texts])
