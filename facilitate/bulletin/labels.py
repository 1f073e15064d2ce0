"""How kinds of news, and what became of them at an office, are called."""

from .. import clock
from ..lib.text import Words
from ..web.i18n import _, _l, format_day, in_both_languages, register_labels
from .models import BulletinEdition, BulletinKind
from .reach import Reach

register_labels(
    {
        BulletinKind.REPORT: _l("Reports"),
        BulletinKind.DATE: _l("Meetings and dates"),
        BulletinKind.LESSON: _l("Lessons"),
        BulletinKind.ANALYSIS: _l("Situation analyses"),
        BulletinKind.TREND: _l("Trends"),
        BulletinKind.LAW: _l("Law"),
        BulletinKind.PROCEDURE: _l("Procedures"),
        BulletinKind.TRAINING: _l("Trainings"),
        BulletinKind.PARTNER: _l("Partners"),
    }
)
register_labels(
    {
        Reach.REACHED: _l("reached"),
        Reach.LATE: _l("reached late"),
        Reach.WAITING: _l("on its way"),
        Reach.FAILED: _l("did not go out"),
        Reach.NOT_WRITTEN: _l("not written to"),
    }
)


def edition_title(edition: BulletinEdition) -> str:
    """`Bulletin 3, November 2026` in the language spoken now."""
    day = clock.day_at_home(edition.released_at or edition.created_at)
    return _(
        "Bulletin %(number)d, %(month)s", number=edition.number, month=format_day(day, "MMMM y")
    )


def edition_name(edition: BulletinEdition) -> Words:
    """The title of an edition in every language."""
    return in_both_languages(lambda: edition_title(edition))
