"""What whoever is signed in may see of an address: those of the directory are for administrators."""

from flask_login import current_user

from ..models import Invitation
from .masking import mask_address, mask_in_text


def is_hidden(invitation: Invitation) -> bool:
    """Whether the address is the directory's, and not for the person signed in."""
    return invitation.person_id is not None and not current_user.administrator


def shown_address(invitation: Invitation) -> str:
    """The address, as far as it may be seen."""
    return mask_address(invitation.email) if is_hidden(invitation) else invitation.email


def shown_reason(invitation: Invitation, reason: str) -> str:
    """The mail server's reason, which likes to repeat the address, as far as it may be seen."""
    return mask_in_text(reason, invitation.email) if is_hidden(invitation) else reason
