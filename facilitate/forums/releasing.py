"""What is pressed below words of a forum that wait to be released: they may go, or the release is taken back."""

from flask_login import current_user

from .. import clock
from ..release import two_people
from ..release.clearing import ClearedTexts
from ..release.models import TextSource
from ..release.press import press_release
from .leaving import whose_forum
from .models import Forum


def press_forum_release(
    forum: Forum | int,
    source: TextSource,
    row_id: int,
    *,
    told: ClearedTexts,
    digest: str = "",
    said: str,
) -> None:
    """Whoever is signed in lets exactly these words go, or (`to` is `back`) takes that back; what it came to is flashed.

    `told`: these words, all decided about, else it raises Refused; `digest`: of all that is released where there is more;
    `said`: what is told once two people have released them.
    """

    def release() -> bool:
        told.or_refused()
        return two_people.release_words(
            whose_forum(forum),
            source,
            row_id=row_id,
            digest=digest or told.digest,
            by=current_user,
            now=clock.now(),
        )

    press_release(release, lambda: two_people.withdraw_release(source, row_id, current_user), said)
