"""A success story as it may leave: cleared, released by two, for as long and as far as the consent goes; withdrawn by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from .. import clock
from ..accounts.audit import AuditAct, note_act
from ..accounts.models import User
from ..data.db import db
from ..release import two_people
from ..release.clearing import ClearedTexts, clear_texts, tells_texts
from ..release.models import TextSource
from ..release.texts import PLANNERS_OWN, RoomText, TextOwner, digest_of, waiting_passages
from ..release.two_people import ReleaseStanding, release_standing
from ..run.jobs import daily
from ..web.i18n import LANGUAGES, _
from ..web.refused import Refused
from .models import LibraryDocument
from .shelf import LibraryReaders
from .story_models import LibraryStory, StoryUse


@dataclass(frozen=True)
class StoryToLeave:
    """A story, what of it may leave, and who has released exactly that."""

    story: LibraryStory
    today: date

    @cached_property
    def texts(self) -> list[RoomText]:
        """All that is checked."""
        return texts_of_story(self.story)

    @cached_property
    def told(self) -> ClearedTexts:
        """The texts as they may leave."""
        return clear_texts(PLANNERS_OWN, self.texts)

    def said(self, part: str, language: str) -> str:
        """A part in that language, as it may leave; in the other one where it was not written in this."""
        for code in (language, *(one for one in LANGUAGES if one != language)):
            if found := self.told.said_of(TextSource.STORY, self.story.id, f"{part}-{code}"):
                return found
        return ""

    @property
    def told_by(self) -> str:
        """Who tells it, as it may leave."""
        return self.told.said_of(TextSource.STORY, self.story.id, "who")

    @cached_property
    def digest(self) -> str:
        """Changes when any word does, or what was agreed to, until when, or what was checked."""
        one = self.story
        terms = (*one.consent_for, one.consent_until.isoformat(), *one.ethics, one.consent_of)
        return digest_of((*self.told.texts.values(), *terms))

    @cached_property
    def released(self) -> ReleaseStanding:
        """Who has released exactly this."""
        return release_standing(TextSource.STORY, self.story.id, self.digest)

    @property
    def out(self) -> bool:
        """Whether it may be read now: released by two, nothing undecided, and those in it agree today."""
        ready = self.story.released_at is not None and not self.told.undecided
        return ready and self.released.out and self.story.has_consent(self.today)

    @property
    def public(self) -> bool:
        """Whether everybody may read it now."""
        return self.out and StoryUse.PUBLIC in self.story.consent_for

    def waiting_passages(self) -> list[str]:
        """Words that could identify somebody and nobody has decided about, each once."""
        found = (words for _row, words in waiting_passages(PLANNERS_OWN, self.texts))
        return list(dict.fromkeys(found))


def texts_of_story(story: LibraryStory) -> list[RoomText]:
    """Title and text in every language, and who tells it."""
    said = {
        f"{part}-{code}": getattr(getattr(story, part), code)
        for part in ("title", "text")
        for code in LANGUAGES
    } | {"who": story.told_by}
    return [RoomText(TextSource.STORY, story.id, name, text) for name, text in said.items() if text]


@tells_texts(LibraryStory.text)
def texts_of_stories(whose: TextOwner) -> list[RoomText]:
    """What stands in all stories; of an event or a forum nothing does."""
    if whose != PLANNERS_OWN:
        return []
    return [text for story in _stories() for text in texts_of_story(story)]


def _stories(*where: sa.ColumnElement[bool]) -> Sequence[LibraryStory]:
    query = sa.select(LibraryStory).where(*where).options(joinedload(LibraryStory.document))
    return db.session.scalars(query.order_by(LibraryStory.id)).all()


def story_of(document_id: int) -> LibraryStory | None:
    """The story of a document; None where it is no story."""
    return next(iter(_stories(LibraryStory.document_id == document_id)), None)


def story_to_leave(story: LibraryStory) -> StoryToLeave:
    """The story as it stands today."""
    return StoryToLeave(story, clock.today())


def lock_story(story: LibraryStory) -> None:
    """Two who act on one story at the same moment come one after the other."""
    locked = sa.select(LibraryStory).where(LibraryStory.id == story.id).with_for_update()
    db.session.execute(locked.execution_options(populate_existing=True))


def release_story(story: LibraryStory, by: User) -> bool:
    """Somebody has read it and lets it out, as far as the consent goes; gives whether it is out now.

    Raises Refused without consent today, while something is not checked or not decided, and for the same person twice.
    """
    lock_story(story)
    found = story_to_leave(story)
    if not story.has_consent(found.today):
        raise Refused(_("The consent does not hold today. Ask again, and write down until when."))
    if story.ethics_left:
        raise Refused(_("Tick every point of the checklist first."))
    found.told.or_refused()
    out = two_people.release_words(
        PLANNERS_OWN,
        TextSource.STORY,
        row_id=story.id,
        digest=found.digest,
        by=by,
        now=clock.now(),
    )
    if out:
        public = StoryUse.PUBLIC in story.consent_for
        story.released_at = story.released_at or clock.now()
        story.document.readers = LibraryReaders.PUBLIC if public else LibraryReaders.ACCOUNTS
        story.document.ended_on = None
    db.session.flush()
    return out


def withdraw_story(story: LibraryStory, ended_on: date | None = None) -> None:
    """Nobody but administrators sees it any more; `ended_on`: since when the consent holds no longer."""
    two_people.withdraw_release(TextSource.STORY, story.id)
    story.released_at = None
    story.document.readers, story.document.ended_on = LibraryReaders.ADMINISTRATORS, ended_on
    db.session.flush()


@daily
def withdraw_ended_stories() -> None:
    """Every night: a story whose consent has ended is withdrawn, and that is noted among who did what."""
    today = clock.today()
    over = _stories(LibraryStory.consent_until < today, LibraryStory.released_at.is_not(None))
    for story in over:
        withdraw_story(story, story.consent_until)
        note_act(AuditAct.SWEPT, None, about=story.title.sq or story.title.en)
    db.session.commit()


def without_ended_stories(today: date) -> sa.ColumnElement[bool]:
    """The condition that a document is no story whose consent has ended: between midnight and the night's work too."""
    over = sa.and_(
        LibraryStory.document_id == LibraryDocument.id, LibraryStory.consent_until < today
    )
    hidden = LibraryDocument.readers != LibraryReaders.ADMINISTRATORS
    return ~sa.and_(hidden, sa.exists().where(over))
