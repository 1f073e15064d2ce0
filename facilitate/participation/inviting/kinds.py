"""The kinds of mail that go to the list."""

from enum import StrEnum

from ...i18n import _l, names


class Mail(StrEnum):
    """A mail to the list; the value stands in its address."""

    INVITATION = "invitation"
    REMINDER = "reminder"


names({Mail.INVITATION: _l("Invitation"), Mail.REMINDER: _l("Reminder")})
