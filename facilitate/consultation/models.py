"""Questionnaires and invitations, answers, and the themes read out of them."""

from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from ..accounts.models import User
from ..data.db import (
    NEVER_AGAIN,
    NOT_IN_BACKUPS,
    Base,
    Keyed,
    Versioned,
    enum_column,
    needed_key,
    parent_key,
    pointer_key,
)
from ..directory.models import County, Person, Sector
from ..events.models import Event, Goal, Objective
from ..history.models import Change, change_of_room
from ..lib.text import Words
from ..mail.outbox import Message
from ..release.texts import digest_of


class QuestionnairePurpose(StrEnum):
    """When an event asks: beforehand what people want, at the end how it was, months later what changed."""

    CONSULTATION = "consultation"
    EVALUATION = "evaluation"
    AFTER_3 = "after-3"
    AFTER_6 = "after-6"
    AFTER_12 = "after-12"

    @property
    def is_after(self) -> bool:
        """Whether those are asked who were there."""
        return self is not QuestionnairePurpose.CONSULTATION

    @property
    def months(self) -> int:
        """How many months after the last day of the event it is asked; 0 beforehand and at the end."""
        return int(self.removeprefix("after-")) if self.startswith("after-") else 0


LATER = tuple(one for one in QuestionnairePurpose if one.months)
"""What is asked months after an event, the earliest first."""


class Questionnaire(Versioned):
    """What an event asks, once for each purpose. The token is the open link's, public by design (poster, QR code).

    `named` answers carry a name and say so before the first question; all others are anonymous. `summary` is what the team makes of the answers.
    `told` is what everybody with the link reads: the whole page in each language as it was when it was published, and the day; empty while nothing is
    public. `counted` is what was ever told of its counts (see `telling`).
    """

    __table_args__ = (sa.UniqueConstraint("event_id", "purpose"),)
    event_id: Mapped[int] = parent_key("event.id")
    purpose: Mapped[QuestionnairePurpose] = enum_column(
        QuestionnairePurpose, default=QuestionnairePurpose.CONSULTATION
    )
    token: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Words]
    intro: Mapped[Words]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    closed: Mapped[bool] = mapped_column(default=False)
    named: Mapped[bool] = mapped_column(default=False)
    summary: Mapped[Words] = mapped_column(default=Words())
    told: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    counted: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    event: Mapped[Event] = relationship()


class QuestionKind(StrEnum):
    """How a question is answered."""

    OPEN = "open"
    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"
    RANKING = "ranking"

    @property
    def has_choices(self) -> bool:
        """Whether it is answered out of a list of choices."""
        return self in (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANKING)

    @property
    def takes_several(self) -> bool:
        """Whether several of these choices may be taken."""
        return self in (QuestionKind.MULTIPLE, QuestionKind.RANKING)


class Question(Versioned):
    """One question. `low` and `high` are the words at the ends of a scale from 1 to 5.

    `key` is the same for the same question of every evaluation: editions are compared by it.
    """

    questionnaire_id: Mapped[int] = parent_key("questionnaire.id")
    position: Mapped[int]
    kind: Mapped[QuestionKind] = enum_column(QuestionKind, default=QuestionKind.OPEN)
    text: Mapped[Words]
    help: Mapped[Words]
    required: Mapped[bool] = mapped_column(default=False)
    hidden: Mapped[bool] = mapped_column(default=False)
    low: Mapped[Words] = mapped_column(default=Words())
    high: Mapped[Words] = mapped_column(default=Words())
    key: Mapped[str] = mapped_column(default="")


class QuestionChange(Change):
    """A question that was removed."""

    __mapper_args__ = change_of_room("consultation")


class InvitationChange(Change):
    """An invitation that was withdrawn."""

    __mapper_args__ = change_of_room("invitations")


class Choice(Keyed):
    """Something a question offers. Once answers have come in it is hidden, not deleted."""

    question_id: Mapped[int] = parent_key("question.id")
    position: Mapped[int]
    text: Mapped[Words]
    hidden: Mapped[bool] = mapped_column(default=False)


class Invitation(Keyed):
    """Who was asked personally (`person`: of the directory). It knows, some time later, whether an answer came, never which one."""

    questionnaire_id: Mapped[int] = parent_key("questionnaire.id")
    person_id: Mapped[int | None] = pointer_key("person.id")
    name: Mapped[str]
    organisation: Mapped[str] = mapped_column(default="")
    email: Mapped[str]
    language: Mapped[str] = mapped_column(default="sq")
    answered: Mapped[bool] = mapped_column(default=False)
    person: Mapped[Person | None] = relationship()

    @property
    def version(self) -> str:
        """Stands for what of it is edited, so that two edits do not meet unseen."""
        return digest_of((self.name, self.organisation, self.email, self.language))


class UnmarkedAnswer(Base):
    """An anonymous answer came by a personal link, and its invitation is not marked yet (see `answered.py`).

    `signature` is the invitation's, by the server's key: without the key it names nobody.
    """

    __table_args__ = {"sqlite_with_rowid": False}  # nor does the order in which the rows came
    signature: Mapped[str] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = parent_key("questionnaire.id")


class PersonalLink(Keyed):
    """A link that was made out for one of the invited. The link itself is nowhere but in the letter: `mark` only finds it.

    `replaced`: a newer one was made out in its place; whoever opens it is told so.
    """

    invitation_id: Mapped[int] = parent_key("invitation.id")
    mark: Mapped[str] = mapped_column(unique=True)
    replaced: Mapped[bool] = mapped_column(default=False)


class Draft(Base):
    """What somebody has typed behind a personal link and not sent yet, encrypted with the link; it goes when they send it.

    `mark` is not the link's own: nothing leads from a draft to whoever was invited, nor does a backup hold it.
    """

    __table_args__ = {"info": {NOT_IN_BACKUPS: True}}
    mark: Mapped[str] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = parent_key("questionnaire.id")
    content: Mapped[bytes]


class LetterKind(StrEnum):
    """Why a mail goes out."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    OUTCOME = "outcome"


class Letter(Versioned):
    """The text of a mail in both languages, with placeholders in braces."""

    __table_args__ = (sa.UniqueConstraint("questionnaire_id", "kind"),)
    questionnaire_id: Mapped[int] = parent_key("questionnaire.id")
    kind: Mapped[LetterKind] = enum_column(LetterKind)
    subject: Mapped[Words]
    body: Mapped[Words]


class SentLetter(Keyed):
    """A letter to one of the invited, on its way through the outbox."""

    invitation_id: Mapped[int] = parent_key("invitation.id")
    message_id: Mapped[int] = parent_key("message.id")
    kind: Mapped[LetterKind] = enum_column(LetterKind)
    message: Mapped[Message] = relationship()


class Origin(StrEnum):
    """How an answer came in."""

    WEB = "web"
    PAPER = "paper"
    IMPORTED = "imported"


class Answer(Keyed):
    """What one stakeholder sent: no address, no time finer than the day, nothing about the invitation.

    `receipt` is random and was put into the form when it was shown: the same form sent twice is one answer. Of what a
    stakeholder sent only a mark of it is kept, by which their own code finds the answer (see `answering/own_code.py`).
    `name`, `organisation` and `person` are filled in named consultations only. `capital`: whether the sender
    works in the capital; empty where they did not say where they work. `read_by`: who of the team has read it.
    """

    questionnaire_id: Mapped[int] = parent_key("questionnaire.id")
    receipt: Mapped[str] = mapped_column(unique=True)
    language: Mapped[str]
    sector_id: Mapped[int] = needed_key("sector.id")
    county_id: Mapped[int | None] = needed_key("county.id")
    capital: Mapped[bool | None]
    given_on: Mapped[date]
    origin: Mapped[Origin] = enum_column(Origin, default=Origin.WEB)
    name: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int | None] = pointer_key("person.id")
    read_by_id: Mapped[int | None] = pointer_key("user.id")
    sector: Mapped[Sector] = relationship()
    county: Mapped[County | None] = relationship()
    person: Mapped[Person | None] = relationship()
    read_by: Mapped[User | None] = relationship()


class Reply(Keyed):
    """What an answer says to one open question. `folded` is the same for searching: lower case, no accents."""

    __table_args__ = (sa.UniqueConstraint("answer_id", "question_id"),)
    answer_id: Mapped[int] = parent_key("answer.id")
    question_id: Mapped[int] = parent_key("question.id")
    text: Mapped[str]
    folded: Mapped[str]
    answer: Mapped[Answer] = relationship()

    @property
    def tells_words(self) -> bool:
        """What is written only now is quoted by nobody yet, so that its words leave nowhere."""
        session = object_session(self)
        return session is None or self not in session.new


class Pick(Keyed):
    """What an answer says to a question that is not open.

    Single and multiple choice: the choice, `number` empty. Scale: `enum_column` empty, `number` from 1 to 5.
    Ranking: a choice and its rank, 1 the first.
    """

    __table_args__ = (sa.UniqueConstraint("answer_id", "question_id", "choice_id"),)
    answer_id: Mapped[int] = parent_key("answer.id")
    question_id: Mapped[int] = parent_key("question.id")
    choice_id: Mapped[int | None] = needed_key("choice.id")
    number: Mapped[int | None]


class Theme(Versioned):
    """Something several answers speak of; one or more themes become an objective or a goal.

    `colour` is a place in the palette; what was removed or merged is `gone` and can come back. `unserved_why` and `passed_to`:
    why nothing takes it up, and who looks after it instead.
    """

    event_id: Mapped[int] = parent_key("event.id")
    position: Mapped[int]
    name: Mapped[Words]
    description: Mapped[Words] = mapped_column(default=Words())
    colour: Mapped[int] = mapped_column(default=0)
    unserved_why: Mapped[Words] = mapped_column(default=Words())
    passed_to: Mapped[Words] = mapped_column(default=Words())
    gone: Mapped[bool] = mapped_column(default=False)
    objective_id: Mapped[int | None] = pointer_key("objective.id")
    goal_id: Mapped[int | None] = pointer_key("goal.id")
    objective: Mapped[Objective | None] = relationship()
    goal: Mapped[Goal | None] = relationship()


class Passage(Keyed):
    """A piece of a reply: the characters from `start` up to, not including, `end`. `quote`: it may be quoted in what is sent back."""

    __table_args__ = (sa.UniqueConstraint("reply_id", "start", "end"), NEVER_AGAIN)
    reply_id: Mapped[int] = parent_key("reply.id")
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[bool] = mapped_column(default=False)
    reply: Mapped[Reply] = relationship()


class Stance(StrEnum):
    """Whether a passage speaks for a theme or against it."""

    FOR = "for"
    AGAINST = "against"


class Coding(Base):
    """A theme put on a passage, and who put it there."""

    passage_id: Mapped[int] = mapped_column(
        sa.ForeignKey("passage.id", ondelete="CASCADE"), primary_key=True
    )
    theme_id: Mapped[int] = mapped_column(
        sa.ForeignKey("theme.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    stance: Mapped[Stance] = enum_column(Stance, default=Stance.FOR)
    user_id: Mapped[int | None] = pointer_key("user.id")
    user: Mapped[User | None] = relationship()


class ThemeAct(StrEnum):
    """What was done to themes."""

    EDIT = "edit"
    MERGE = "merge"
    SPLIT = "split"
    REMOVE = "remove"


class ThemeChange(Change):
    """Something done to themes (a `ThemeAct`). `about`: what they were called then, one a line."""

    __mapper_args__ = change_of_room("themes")
