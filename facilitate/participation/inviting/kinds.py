"""The kinds of mail that go to the list, and who may be ticked at once for a letter."""

from enum import StrEnum

from ...web.i18n import _l, register_labels


class InvitationMail(StrEnum):
    """A mail to the list; the value stands in its address."""

    INVITATION = "invitation"
    REMINDER = "reminder"


class Tick(StrEnum):
    """Who is ticked on the page of letters; the value stands in its address."""

    NEW = "new"
    NO_EMAIL = "paper"
    ALL = "all"
    NOBODY = "nobody"


register_labels(
    {InvitationMail.INVITATION: _l("Invitation"), InvitationMail.REMINDER: _l("Reminder")}
)
register_labels(
    {
        Tick.NEW: _l("those without an invitation yet"),
        Tick.NO_EMAIL: _l("those of them without e-mail"),
        Tick.ALL: _l("everybody"),
        Tick.NOBODY: _l("nobody"),
    }
)
