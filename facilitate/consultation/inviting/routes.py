"""The invited, one by one and as a list, their links, and the poster for everybody else."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ...data.db import db, get_or_404
from ...directory.search import read_list_search as asked_for
from ...events.access import Can, needs
from ...events.models import Event
from ...mail.outbox import MessageState, can_mail, send_mails_soon
from ...web.downloads import send_download
from ...web.i18n import _
from ...web.refused import Refused
from ..answering.duration import minutes
from ..blueprint import ASKED, HOME, bp
from ..links import open_link
from ..models import Invitation, LetterKind, Purpose, QuestionKind, Questionnaire
from ..queries import asked, questionnaire_of, questions_in
from . import actions, letter_pages, list_pages
from .came import came_of
from .forms import NEW, InvitationForm, merge_form
from .queries import Wanted, invited, last_letter, overview, taken_addresses, to_merge, without_link
from .seen import is_hidden, shown_address, shown_reason
from .state import MailState, state_of
from .timely import Hindrance, kinds_of, kinds_offered, next_letter
from .wording import came_sentence, hindered, lead, poster_sides, send_title, text_title

__all__ = ["letter_pages", "list_pages"]


def _invitation(questionnaire: Questionnaire, invitation_id: int) -> Invitation:
    return get_or_404(
        Invitation, Invitation.id == invitation_id, Invitation.questionnaire_id == questionnaire.id
    )


@bp.get(f"{ASKED}/invitations")
@needs(Can.INVITE)
def invitations(event: Event, purpose: str) -> Any:
    questionnaire = questionnaire_of(event, Purpose(purpose))
    if questionnaire is None:
        return redirect(url_for(HOME[Purpose(purpose)], slug=event.slug))
    wanted = Wanted(**vars(asked_for(request.args)), state=request.args.get("state", ""))
    everybody, told = overview(questionnaire, wanted), bool(questionnaire.told)
    unsent = bool(everybody.states[MailState.NOT_SENT])
    return render_template(
        "consultation/inviting/invitations.html",
        event=event,
        questionnaire=questionnaire,
        overview=everybody,
        wanted=wanted,
        lead=lead(everybody.total, everybody.answered),
        states=[
            state for state in MailState if questionnaire.named or state is not MailState.ANSWERED
        ],
        shown=shown_address,
        reason=shown_reason,
        came=came_of(questionnaire) if questionnaire.purpose.is_after else None,
        against=letter_pages.against(event, questionnaire).get(LetterKind.INVITATION),
        came_sentence=came_sentence,
        mails=can_mail(),
        turn=next_letter(letter_pages.standing_of(event, questionnaire), told, unsent),
        kinds=kinds_offered(told),
        send_title=send_title,
        text_title=text_title,
    )


@bp.route(f"{ASKED}/invitations/<int:invitation_id>", methods=["GET", "POST"])
@needs(Can.INVITE)
def invitation(event: Event, purpose: str, invitation_id: int) -> Any:
    questionnaire = asked(event, purpose)
    row = _invitation(questionnaire, invitation_id)
    form = InvitationForm(row, taken_addresses(questionnaire), is_hidden(row))
    if form.validate_on_submit():
        form.populate_obj(row)
        actions.corrected(row)
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("consultation.invitation", slug=event.slug, invitation_id=row.id))
    letter = last_letter(questionnaire, row)
    mail = letter.message if letter else None
    return render_template(
        "consultation/inviting/invitation.html",
        event=event,
        row=row,
        form=form,
        state=state_of(mail.state if mail else None, row.answered, questionnaire.named),
        reason=shown_reason(row, mail.error) if mail else "",
        failed=mail is not None and mail.state is MessageState.FAILED,
        mails=can_mail(),
    ), form.status


@bp.post(f"{ASKED}/invitations/<int:invitation_id>/remove")
@needs(Can.INVITE)
def invitation_remove(event: Event, purpose: str, invitation_id: int) -> Any:
    questionnaire = asked(event, purpose)
    row = _invitation(questionnaire, invitation_id)
    actions.take_back(questionnaire, row)
    flash(_("%(name)s is no longer invited; the link no longer works.", name=row.name))
    db.session.commit()
    return redirect(url_for("consultation.invitations", slug=event.slug))


@bp.post(f"{ASKED}/invitations/<int:invitation_id>/retry")
@needs(Can.INVITE)
def invitation_retry(event: Event, purpose: str, invitation_id: int) -> Any:
    questionnaire = asked(event, purpose)
    row = _invitation(questionnaire, invitation_id)
    last = last_letter(questionnaire, row)
    kinds = letter_pages.sendable(event, questionnaire, last.kind if last else None)
    ids = actions.retry(event, questionnaire, kinds, row)
    db.session.commit()
    send_mails_soon(ids)
    return redirect(url_for("consultation.sending", slug=event.slug))


@bp.post(f"{ASKED}/invitations/<int:invitation_id>/resend")
@needs(Can.INVITE)
def invitation_resend(event: Event, purpose: str, invitation_id: int) -> Any:
    """Send the invitation again, with a new link in place of the old one."""
    questionnaire = asked(event, purpose)
    row = _invitation(questionnaire, invitation_id)
    letter_pages.sendable(event, questionnaire, LetterKind.INVITATION)
    ids = actions.resend(event, questionnaire, row)
    db.session.commit()
    send_mails_soon(ids)
    return redirect(url_for("consultation.sending", slug=event.slug))


@bp.get(f"{ASKED}/outcome.xlsx")
@needs(Can.INVITE)
def outcome_sheet(event: Event, purpose: str) -> Any:
    """The letters that tell what came out, for a mail merge: their link is the public page."""
    questionnaire = asked(event, purpose)
    if LetterKind.OUTCOME not in kinds_of(questionnaire.purpose):
        abort(404)
    if not questionnaire.told:
        raise Refused(hindered(Hindrance.NOT_PUBLISHED))
    return _sheet(event, questionnaire, LetterKind.OUTCOME, invited(questionnaire))


@bp.route(f"{ASKED}/invitations/merge", methods=["GET", "POST"])
@needs(Can.INVITE)
def merge_sheet(event: Event, purpose: str) -> Any:
    """Make out links and give them away once, in a sheet for a mail merge; to one of the invited where `who` is asked for."""
    questionnaire, who = asked(event, purpose), request.args.get("who", type=int)
    everybody, new = to_merge(questionnaire), without_link(questionnaire)
    one = _invitation(questionnaire, who) if who is not None else None
    form = merge_form(len(new), len(everybody), one)
    form.kind.data = form.kind.data or request.args.get("kind") or LetterKind.INVITATION.value
    if form.validate_on_submit():
        people = [one] if one else new if form.whom.data == NEW else everybody
        file = _sheet(event, questionnaire, LetterKind(form.kind.data), people)
        db.session.commit()
        return file
    return render_template(
        "consultation/inviting/merge.html",
        event=event,
        questionnaire=questionnaire,
        form=form,
        one=one,
    ), form.status


def _sheet(
    event: Event, questionnaire: Questionnaire, kind: LetterKind, people: Sequence[Invitation]
) -> Any:
    about = f"{questionnaire.purpose}-" if questionnaire.purpose.is_after else ""
    file = actions.merge_sheet(
        event, questionnaire, kind, people, addresses=current_user.administrator
    )
    return send_download(file, f"{event.slug}-{about}{kind.value}.xlsx")


@bp.get(f"{ASKED}/poster")
@needs(Can.SEE)
def poster(event: Event, purpose: str) -> Any:
    questionnaire = asked(event, purpose)
    takes = minutes(
        row.kind is QuestionKind.OPEN for row in questions_in(questionnaire, hidden=False)
    )
    return render_template(
        "consultation/inviting/poster.html",
        event=event,
        after=questionnaire.purpose.is_after,
        months=questionnaire.purpose.months,
        sides=poster_sides(event, questionnaire, takes),
        link=open_link(questionnaire).split("://", 1)[-1],
    )
