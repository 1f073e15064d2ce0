"""How the fixed values of a consultation are called."""

from ..web.i18n import _l, register_labels
from .asking.offered import ChoicesProblem
from .asking.way import ConsultationStation
from .constellation.counting import Spread
from .inviting.attendees import LaterGroup
from .inviting.letters import MailState
from .models import LetterKind, QuestionKind, Stance
from .questionnaire import ConsultationStanding
from .reading.board import ReadingOrder

register_labels(
    {
        ConsultationStanding.NOT_YET: _l("not open yet"),
        ConsultationStanding.OPEN: _l("open"),
        ConsultationStanding.CLOSED: _l("closed"),
    }
)
register_labels(
    {
        QuestionKind.OPEN: _l("Open text"),
        QuestionKind.SINGLE: _l("One choice"),
        QuestionKind.MULTIPLE: _l("Several choices"),
        QuestionKind.SCALE: _l("Scale from 1 to 5"),
        QuestionKind.RANKING: _l("Ranking"),
    }
)
register_labels(
    {
        ConsultationStation.WRITE: _l("Questions"),
        ConsultationStation.INVITE: _l("Invite"),
        ConsultationStation.READ: _l("Read"),
        ConsultationStation.DECIDE: _l("Decide"),
    }
)
register_labels(
    {
        ChoicesProblem.TOO_FEW: _l("Offer at least two choices that are not hidden."),
        ChoicesProblem.TOO_MANY: _l("That is too many choices: the limit is 30."),
        ChoicesProblem.TOO_LONG: _l("One of the choices is too long: at most 200 characters."),
        ChoicesProblem.TWICE: _l("Two choices are the same."),
        ChoicesProblem.EMPTIED: _l(
            "People may have chosen the one you emptied. Restore its text and hide it."
        ),
    }
)
register_labels(
    {
        LetterKind.INVITATION: _l("Invitation"),
        LetterKind.REMINDER: _l("Reminder"),
        LetterKind.OUTCOME: _l("What came out"),
    }
)
register_labels(
    {
        MailState.NOT_SENT: _l("not sent"),
        MailState.WAITING: _l("waiting to be sent"),
        MailState.SENT: _l("sent"),
        MailState.FAILED: _l("failed"),
        MailState.ANSWERED: _l("answered"),
    }
)
register_labels(
    {
        Spread.NOT_HEARD: _l("not heard yet"),
        Spread.ONE_SIDED: _l("one-sided"),
        Spread.SOME: _l("in some"),
        Spread.SHARED: _l("shared"),
    }
)
register_labels(
    {
        LaterGroup.OFFICES: _l("at the offices they came from"),
        LaterGroup.PROMISED: _l("who promised something"),
    }
)
register_labels(
    {
        Stance.FOR: _l("for it"),
        Stance.AGAINST: _l("against it"),
    }
)
register_labels(
    {
        ReadingOrder.PERSON: _l("By person"),
        ReadingOrder.QUESTION: _l("By question"),
        ReadingOrder.SECTOR: _l("By sector"),
        ReadingOrder.COUNTY: _l("By county"),
    }
)
