"""Invitations that are withdrawn, with a way back."""

import sqlalchemy as sa

from ...data.db import db
from ...events.access import Can
from ...events.models import Event
from ...history.models import Change
from ...history.removing import RoomRemovals
from ...lib.text import Words
from ...mail.outbox import Message, MessageState
from ...web.i18n import _, _l
from ...web.refused import Refused
from ..answered import who_answered
from ..models import Invitation, InvitationChange, Questionnaire, SentLetter

REMOVALS = RoomRemovals(
    kind=InvitationChange,
    models=(Invitation,),
    key="invitations",
    name=_l("Invitations"),
    page="consultation.list_invitations",
    sees=Can.INVITE,
    undoes=Can.INVITE,
)
"""How invitations are withdrawn."""


def withdraw_invitation(
    event: Event, questionnaire: Questionnaire, invitation: Invitation, by: int
) -> Change:
    """Take an invitation back; its link is dead until it is restored. Refused once it has been answered.

    Letters that have not gone yet never go; those that went come back with it.
    In an anonymous consultation refused for everybody once one of the invited has answered: that one invitation
    cannot be taken back would tell whose it is.
    """
    if not questionnaire.named and who_answered(questionnaire):
        raise Refused(
            _(
                "Some of the people invited have answered, and it must not show who. So no "
                "invitation can be withdrawn any more; a link that is not used does no harm."
            )
        )
    db.session.refresh(invitation, with_for_update=True)
    if invitation.answered:
        raise Refused(_("This invitation has been answered: it stays."))
    letters = sa.select(SentLetter.message_id).where(SentLetter.invitation_id == invitation.id)
    waiting = Message.id.in_(letters), Message.state != MessageState.SENT
    db.session.execute(sa.delete(Message).where(*waiting))
    return REMOVALS.remove(event, invitation, Words(invitation.name), by)
