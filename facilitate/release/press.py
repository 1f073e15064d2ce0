"""What is pressed below words that wait for two people: they may go, or the release is taken back."""

from collections.abc import Callable, Sequence

from flask import abort, flash, request
from flask_login import current_user

from .. import clock
from ..accounts.doors import is_administrator
from ..web.i18n import _
from .deciding import decide_passage
from .models import TextSource, Verdict
from .texts import PLANNERS_OWN, RoomText
from .two_people import ReleaseStanding, release_words, withdraw_release
from .verdicts import DecidedWords


def press_release(release: Callable[[], bool], withdraw: Callable[[], object], said: str) -> None:
    """Do what was pressed and flash what it came to: release the words, or (`to` is `back`) take that back.

    `release` gives whether two people have released them now; `said` is what is told then. May raise what these two raise.
    """
    if request.form.get("to") == "back":
        withdraw()
        flash(_("Your release has been withdrawn."))
    else:
        flash_release(release(), said)


def flash_release(out: bool, said: str) -> None:
    """Flash that two people have released it (`said`), or that the second one is still wanted."""
    flash(said if out else _("You have released it. A second person must release it too."))


def press_planner_release(
    standing: ReleaseStanding,
    source: TextSource,
    row_id: int,
    *,
    digest: Callable[[], str],
    said: str,
) -> None:
    """`press_release` for words of no event and no forum: the first is an administrator, who may withdraw what is out, too."""
    if not (is_administrator() or standing.by):
        abort(403)
    whole = standing.out and is_administrator()

    def release() -> bool:
        return release_words(
            PLANNERS_OWN,
            source,
            row_id=row_id,
            digest=digest(),
            by=current_user,
            now=clock.now(),
        )

    press_release(
        release, lambda: withdraw_release(source, row_id, None if whole else current_user), said
    )


def keep_planner_words(texts: Sequence[RoomText], key: tuple[TextSource, int], found: str) -> None:
    """Whoever is signed in says that words found in such a text may stay. Raises Refused where they are not there."""
    decide_passage(
        PLANNERS_OWN,
        texts,
        key=key,
        decided=DecidedWords(found, Verdict.KEEP),
        by=current_user.id,
        now=clock.now(),
        everywhere=False,
    )
