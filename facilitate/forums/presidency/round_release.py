"""What goes round to every member, and what they said of it: either leaves once two people have released exactly these words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ...accounts.models import User
from ...release import two_people
from ...release.clearing import ClearedTexts, clear_texts
from ...release.models import TextSource
from ...release.texts import RoomText, TextOwner, digest_of
from ...release.two_people import ReleaseStanding, release_standing
from ...web.i18n import _
from ...web.refused import Refused
from ..leaving import is_reason, whose_forum
from .plans import PlanRecord
from .positions import ReviewedPosition

SAID_OF: Mapping[TextSource, TextSource] = {
    TextSource.WORK_PLAN: TextSource.APPROVALS,
    TextSource.POSITION: TextSource.REVIEWS,
}
"""What members said is released apart: an answer that comes in closes nobody's page."""


@dataclass(frozen=True)
class RoundRelease:
    """A work plan or a position, with who has released its words (`own`) and what members said of it (`said`)."""

    whose: TextOwner
    source: TextSource
    row_id: int
    texts: list[RoomText]
    cleared: ClearedTexts
    own: ReleaseStanding
    said: ReleaseStanding

    @property
    def out(self) -> bool:
        """Whether its words may go round."""
        return self._decided(reasons=False) and self.own.out

    @property
    def all_out(self) -> bool:
        """Whether what members said may go with it, too."""
        heard = any(is_reason(one) for one in self.texts)
        return self.out and (not heard or (self._decided(reasons=True) and self.said.out))

    @property
    def waiting(self) -> ReleaseStanding:
        """Who has released what is not out yet: its words first."""
        return self.said if self.out else self.own

    def or_refused(self) -> "RoundRelease":
        """Itself. Raises Refused until its words may go round."""
        if not self.out:
            self.cleared.or_refused()
            raise Refused(
                _("Two people have to release this text first; then it can go to the members.")
            )
        return self

    def all_or_refused(self) -> "RoundRelease":
        """Itself. Raises Refused until what members said may go with it."""
        self.or_refused().cleared.or_refused()
        if not self.all_out:
            raise Refused(
                _(
                    "Two people have to release what the members said first; then you can "
                    "download the Word file here."
                )
            )
        return self

    def _decided(self, *, reasons: bool) -> bool:
        return all(
            self.cleared.of(one.source, one.row_id, one.field) is not None
            for one in self.texts
            if is_reason(one) is reasons
        )

    def digest(self, *, reasons: bool) -> str:
        """Changes when a word changes of what members said, or of what goes round."""
        return _digest(self.texts, self.cleared, reasons=reasons)


def _digest(texts: list[RoomText], cleared: ClearedTexts, *, reasons: bool) -> str:
    mine = (one for one in texts if is_reason(one) is reasons)
    return digest_of(cleared.said_of(one.source, one.row_id, one.field) for one in mine)


def _going(
    whose: TextOwner, source: TextSource, row_id: int, texts: list[RoomText]
) -> RoundRelease:
    cleared = clear_texts(whose, texts)
    own = release_standing(source, row_id, _digest(texts, cleared, reasons=False))
    heard = any(is_reason(one) for one in texts)
    said = (
        release_standing(SAID_OF[source], row_id, _digest(texts, cleared, reasons=True))
        if heard
        else ReleaseStanding()
    )
    return RoundRelease(
        whose=whose, source=source, row_id=row_id, texts=texts, cleared=cleared, own=own, said=said
    )


def plan_release(found: PlanRecord) -> RoundRelease:
    """The work plan and who has released it."""
    plan_id = found.plan.id if found.plan else 0
    if not found.texts:
        return RoundRelease(
            whose=whose_forum(found.forum),
            source=TextSource.WORK_PLAN,
            row_id=plan_id,
            texts=[],
            cleared=ClearedTexts(),
            own=ReleaseStanding(),
            said=ReleaseStanding(),
        )
    return _going(whose_forum(found.forum), TextSource.WORK_PLAN, plan_id, found.texts)


def position_release(found: ReviewedPosition) -> RoundRelease:
    """The position and who has released it."""
    return _going(whose_forum(found.forum), TextSource.POSITION, found.position.id, found.texts)


def is_out(
    whose: TextOwner, source: TextSource, row_id: int, texts: list[RoomText]
) -> tuple[ClearedTexts, bool]:
    """For a member's own page: the words that go round, without what others said, and whether they may be read."""
    cleared = clear_texts(whose, texts)
    digest = _digest(texts, cleared, reasons=False)
    return cleared, not cleared.undecided and release_standing(source, row_id, digest).out


def release_round(found: RoundRelease, by: User, now: datetime) -> bool:
    """Somebody releases everything of it as it is now; gives whether all of it is out. Call it in turn.

    Raises Refused for the same person twice, and while something is not decided.
    """
    found.cleared.or_refused()
    parts = [(found.source, found.own, False), (SAID_OF[found.source], found.said, True)]
    if not any(is_reason(one) for one in found.texts):
        parts.pop()
    waiting = [one for one in parts if not one[1].out]
    mine = [one for one in waiting if not one[1].has(by.id)]
    done = [
        two_people.release_words(
            found.whose,
            source,
            row_id=found.row_id,
            digest=found.digest(reasons=reasons),
            by=by,
            now=now,
        )
        for source, _standing, reasons in mine or waiting
    ]
    return all(done) and len(done) == len(waiting)


def withdraw_round(found: RoundRelease, by: User) -> None:
    """That person has released nothing of it any more."""
    for source in (found.source, SAID_OF[found.source]):
        two_people.withdraw_release(source, found.row_id, by)
