"""Addresses of the directory are for administrators; everybody else sees just enough to tell them apart."""

import re
from collections.abc import Callable

from flask_login import current_user

from ...directory.contacts.seen import contacts_shown
from ...mail.reasons import read_failure
from ..models import Invitation

HIDDEN = "…"


def mask_address(address: str) -> str:
    """The address without who it is: `mira@office.example` reads `m…@office.example`; nothing stays nothing."""
    name, at, host = address.rpartition("@")
    if not at:
        return HIDDEN if address else ""
    return f"{name[:1]}{HIDDEN}@{host}"


def mask_in_text(text: str, address: str) -> str:
    """A text (a mail server's reason) with the address in it masked, however it is spelt."""
    return (
        re.sub(re.escape(address), lambda _found: mask_address(address), text, flags=re.IGNORECASE)
        if address
        else text
    )


def is_hidden(invitation: Invitation) -> bool:
    """Whether the address is the directory's, and not for the person signed in."""
    return invitation.person_id is not None and not current_user.administrator


def shown_address(invitation: Invitation) -> str:
    """The address, as far as it may be seen."""
    if is_hidden(invitation):
        return mask_address(invitation.email)
    contacts_shown()
    return invitation.email


def shown_reason(
    invitation: Invitation, kept: str, told: Callable[[str], str] = read_failure
) -> str:
    """Why a letter did not go, as far as it may be seen: a mail server likes to repeat the address."""
    return told(mask_in_text(kept, invitation.email) if is_hidden(invitation) else kept)
