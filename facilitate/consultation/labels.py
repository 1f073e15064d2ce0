"""How the fixed values of a consultation are called."""

from ..web.i18n import _l, register_labels
from .asking.offered import Problem
from .asking.way import Station
from .constellation.counting import Spread
from .inviting.state import MailState
from .models import LetterKind, QuestionKind, Stance
from .reading.board import Way
from .standing import Standing

register_labels(
    {
        Standing.NOT_YET: _l("not open yet"),
        Standing.OPEN: _l("open"),
        Standing.CLOSED: _l("closed"),
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
        Station.WRITE: _l("Questions"),
        Station.INVITE: _l("Invite"),
        Station.READ: _l("Read"),
        Station.DECIDE: _l("Decide"),
    }
)
register_labels(
    {
        Problem.TOO_FEW: _l("Offer at least two choices that are not hidden."),
        Problem.TOO_MANY: _l("That is too many choices: the limit is 30."),
        Problem.TOO_LONG: _l("One of the choices is too long: at most 200 characters."),
        Problem.TWICE: _l("Two choices are the same."),
        Problem.EMPTIED: _l(
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
        Stance.FOR: _l("for it"),
        Stance.AGAINST: _l("against it"),
    }
)
register_labels(
    {
        Way.PERSON: _l("By person"),
        Way.QUESTION: _l("By question"),
        Way.SECTOR: _l("By sector"),
        Way.COUNTY: _l("By county"),
    }
)
