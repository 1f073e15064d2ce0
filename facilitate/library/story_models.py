"""Success stories: how a meeting changed somebody's work, told with consent."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..data.db import NEVER_AGAIN, ValuesType, Versioned, parent_key
from ..lib.text import Words
from .models import LibraryDocument


class StoryUse(StrEnum):
    """What somebody has agreed to, the fewest readers first."""

    LIBRARY = "library"
    PUBLIC = "public"


class EthicsPoint(StrEnum):
    """What is checked before a story is told, as media are asked to."""

    NOBODY_KNOWN = "nobody_known"
    NO_PICTURE = "no_picture"
    NO_PLACE = "no_place"
    SOBER = "sober"
    READ_BY_TELLER = "read_by_teller"
    FREE_TO_WITHDRAW = "free_to_withdraw"


class LibraryStory(Versioned):
    """A success story: the words of a document of the library that is no file; its title and who tells it (`number`) stand there.

    `consent_of`: who agreed, one a line; `consent_for`: to what; `consent_kept`: where the paper is. It is out from `released_at`,
    when the second person released it, until somebody withdraws it or the consent ends.
    """

    __table_args__ = NEVER_AGAIN
    document_id: Mapped[int] = parent_key("library_document.id", unique=True)
    text: Mapped[Words]
    consent_of: Mapped[str]
    consent_for: Mapped[tuple[StoryUse, ...]] = mapped_column(ValuesType(StoryUse))
    consent_on: Mapped[date]
    consent_until: Mapped[date]
    consent_kept: Mapped[str] = mapped_column(default="")
    ethics: Mapped[tuple[EthicsPoint, ...]] = mapped_column(ValuesType(EthicsPoint), default=())
    edited_at: Mapped[datetime]
    released_at: Mapped[datetime | None] = mapped_column(default=None)
    document: Mapped[LibraryDocument] = relationship()

    @property
    def title(self) -> Words:
        return self.document.title

    @property
    def told_by(self) -> str:
        return self.document.number

    def has_consent(self, today: date) -> bool:
        """Whether who is in it agrees on that day."""
        return self.consent_on <= today <= self.consent_until

    @property
    def ethics_left(self) -> list[EthicsPoint]:
        """What nobody has checked yet."""
        return [one for one in EthicsPoint if one not in self.ethics]
