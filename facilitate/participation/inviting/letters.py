"""Letters and mails to the list: their kinds, what an invitation says before anybody edits it, and the personal link in it."""

from enum import StrEnum

from ...lib.placeholders import Placeholders
from ...lib.text import Words
from ...web.addresses import full_address
from ...web.i18n import _l, register_labels
from ..models import Registration

TEXT = Placeholders(("name", "office", "event", "days", "place"))
LONGEST = 1400
"""Letters of the text: with the form for the employer it has to stay on one page."""
MOST_LINES = 14
"""Paragraphs of the text, for the same reason."""
STARTING = Words(
    "Dear {name},\n"
    "We are pleased to invite you to “{event}”, {days}, {place}.\n"
    "It brings together central and local government, civil society and international partners. It builds on what was "
    "agreed before, and on the practice of those who do the work: we would be glad to have {office} at the table.\n"
    "Please let us know whether you are coming, so that we can plan seats, interpretation and lodging. If you cannot, a "
    "colleague is welcome in your place.",
    "I/E nderuar {name},\n"
    "kemi kënaqësinë t’ju ftojmë në veprimtarinë “{event}”, {days}, {place}.\n"
    "Veprimtaria mbledh së bashku qeverinë qendrore dhe vendore, shoqërinë civile dhe partnerët ndërkombëtarë. Ajo "
    "mbështetet në sa është rënë dakord më parë dhe në përvojën e atyre që e kryejnë këtë punë: do të ishim të lumtur "
    "ta kishim në tryezë edhe institucionin tuaj ({office}).\n"
    "Ju lutemi të na njoftoni nëse vini, që të planifikojmë vendet, përkthimin dhe akomodimin. Nëse nuk mundeni, një "
    "koleg juaji është i mirëpritur në vendin tuaj.",
)


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


def personal_link(registration: Registration) -> str:
    """Where they answer without an account. It ends when they are taken out of the list."""
    return full_address("participation.answer_invitation", token=registration.token)


def letter_link(registration: Registration) -> str:
    """Where they get their letter with the form for the employer, by the same key."""
    return full_address("participation.export_invitation_letter", token=registration.token)
