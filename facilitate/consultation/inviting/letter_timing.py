"""Which letters may go out now, and which one comes next."""

from enum import StrEnum

from ..models import LetterKind, QuestionnairePurpose
from ..standing import ConsultationStanding


class Hindrance(StrEnum):
    """Why a letter may not go out."""

    CLOSED = "closed"
    NOT_PUBLISHED = "not_published"


def hindrance_of(kind: LetterKind, standing: ConsultationStanding, told: bool) -> Hindrance | None:
    """What stands against sending that kind now; `told`: whether what came out is published.

    What came out may be told while the consultation is open or closed; asking is for as long as people can answer.
    """
    if kind is LetterKind.OUTCOME:
        return None if told else Hindrance.NOT_PUBLISHED
    return Hindrance.CLOSED if standing is ConsultationStanding.CLOSED else None


def next_letter(standing: ConsultationStanding, told: bool, unsent: bool) -> LetterKind:
    """The letter whose turn it is; `unsent`: whether some of the invited have got none yet."""
    if told and standing is ConsultationStanding.CLOSED:
        return LetterKind.OUTCOME
    return LetterKind.INVITATION if unsent else LetterKind.REMINDER


def kinds_of(purpose: QuestionnairePurpose) -> list[LetterKind]:
    """The kinds of letter there are: what an evaluation came to stands in the report, which is sent instead."""
    return [
        kind
        for kind in LetterKind
        if purpose is QuestionnairePurpose.CONSULTATION or kind is not LetterKind.OUTCOME
    ]


def kinds_offered(told: bool) -> list[LetterKind]:
    """The kinds of letter people see: what came out only once it is published."""
    return [kind for kind in LetterKind if told or kind is not LetterKind.OUTCOME]
