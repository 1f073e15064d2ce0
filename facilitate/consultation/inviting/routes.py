"""The invited, one by one and as a list, their links, and the poster for everybody else."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ...data.db import db, get_or_404, then_write
from ...directory.contacts.export_log import log_export
from ...directory.search import read_list_search
from ...events.access import Can, needs
from ...events.models import Event
from ...mail.outbox import MessageState, can_mail, send_mails_soon
from ...mail.reasons import read_failure_of_server
from ...web.downloads import send_download
from ...web.i18n import _
from ...web.refused import Refused
from ..blueprint import ASKED, HOME, bp
from ..links import open_link
from ..models import Invitation, LetterKind, QuestionKind, Questionnaire, QuestionnairePurpose
from ..queries import questionnaire_of, questionnaire_or_404, questions_in
from ..questionnaire import answering_minutes
from . import actions, letter_pages, list_pages
from .attendees import count_attendees
from .forms import NEW, InvitationForm, merge_form
from .letters import Hindrance, MailState, kinds_of, kinds_offered, mail_state, next_letter
from .masking import is_hidden, shown_address, shown_reason
from .queries import (
    InvitedSearch,
    all_invitations,
    invited_page,
    last_letter,
    organisations_with_people,
    taken_addresses,
    to_merge,
    without_link,
)
from .withdrawing import REMOVALS, withdraw_invitation
from .wording import (
    attendees_sentence,
    hindrance_text,
    invitations_lead,
    poster_sides,
    send_title,
    text_title,
)

__all__ = ["letter_pages", "list_pages"]


def _invitation(questionnaire: Questionnaire, invitation_id: int) -> Invitation:
    return get_or_404(
        Invitation, Invitation.id == invitation_id, Invitation.questionnaire_id == questionnaire.id
    )


@bp.get(f"{ASKED}/invitations")
@needs(Can.INVITE)
def list_invitations(event: Event, purpose: str) -> Any:
    questionnaire = questionnaire_of(event, QuestionnairePurpose(purpose))
    if questionnaire is None:
        return redirect(url_for(HOME[QuestionnairePurpose(purpose)], slug=event.slug))
    wanted = InvitedSearch(
        **vars(read_list_search(request.args)), state=request.args.get("state", "")
    )
    everybody, told = invited_page(questionnaire, wanted), bool(questionnaire.told)
    unsent = bool(everybody.states[MailState.NOT_SENT])
    return render_template(
        "consultation/inviting/invitations.html",
        event=event,
        questionnaire=questionnaire,
        overview=everybody,
        wanted=wanted,
        lead=invitations_lead(everybody.total, everybody.answered),
        states=[
            state for state in MailState if questionnaire.named or state is not MailState.ANSWERED
        ],
        shown=shown_address,
        reason=shown_reason,
        came=count_attendees(questionnaire) if questionnaire.purpose.is_after else None,
        against=letter_pages.hindrance_texts(event, questionnaire).get(LetterKind.INVITATION),
        came_sentence=attendees_sentence,
        mails=can_mail(),
        turn=next_letter(letter_pages.standing_for_letters(event, questionnaire), told, unsent),
        kinds=kinds_offered(told),
        send_title=send_title,
        text_title=text_title,
        nobody_known=not everybody.total and not organisations_with_people(),
    )


@bp.route(f"{ASKED}/invitations/<int:invitation_id>", methods=["GET", "POST"])
@needs(Can.INVITE)
def edit_invitation(event: Event, purpose: str, invitation_id: int) -> Any:
    questionnaire = questionnaire_or_404(event, purpose)
    row = _invitation(questionnaire, invitation_id)
    form = InvitationForm(row, taken_addresses(questionnaire), is_hidden(row))
    if form.saves(row):
        actions.correct_address(row)
        flash(_("Saved."))
        db.session.commit()
        return redirect(
            url_for("consultation.edit_invitation", slug=event.slug, invitation_id=row.id)
        )
    letter = last_letter(questionnaire, row)
    mail = letter.message if letter else None
    return render_template(
        "consultation/inviting/invitation.html",
        event=event,
        row=row,
        form=form,
        hidden=is_hidden(row),
        state=mail_state(mail.state if mail else None, row.answered, questionnaire.named),
        reason=shown_reason(row, mail.error, read_failure_of_server) if mail else "",
        failed=mail is not None and mail.state is MessageState.FAILED,
        mails=can_mail(),
    ), form.status


@bp.post(f"{ASKED}/invitations/<int:invitation_id>/remove")
@needs(Can.INVITE)
def remove_invitation(event: Event, purpose: str, invitation_id: int) -> Any:
    questionnaire = questionnaire_or_404(event, purpose)
    row = _invitation(questionnaire, invitation_id)
    name, page = row.name, url_for("consultation.list_invitations", slug=event.slug)
    change = withdraw_invitation(event, questionnaire, row, current_user.id)
    said = _("%(name)s is no longer invited; the link no longer works.", name=name)
    flash(said, REMOVALS.offer_undo(event, change, page))
    db.session.commit()
    return redirect(page)


@bp.post(f"{ASKED}/invitations/<int:invitation_id>/retry")
@needs(Can.INVITE)
def retry_invitation(event: Event, purpose: str, invitation_id: int) -> Any:
    questionnaire = questionnaire_or_404(event, purpose)
    row = _invitation(questionnaire, invitation_id)
    last = last_letter(questionnaire, row)
    kinds = letter_pages.sendable_kinds(event, questionnaire, last.kind if last else None)
    ids = actions.retry_letters(event, questionnaire, kinds, row)
    db.session.commit()
    send_mails_soon(ids)
    return redirect(url_for("consultation.show_sending", slug=event.slug))


@bp.post(f"{ASKED}/invitations/<int:invitation_id>/resend")
@needs(Can.INVITE)
def resend_invitation(event: Event, purpose: str, invitation_id: int) -> Any:
    """Send the invitation again, with a new link in place of the old one."""
    questionnaire = questionnaire_or_404(event, purpose)
    row = _invitation(questionnaire, invitation_id)
    letter_pages.sendable_kinds(event, questionnaire, LetterKind.INVITATION)
    ids = actions.resend_invitation(event, questionnaire, row)
    db.session.commit()
    send_mails_soon(ids)
    return redirect(url_for("consultation.show_sending", slug=event.slug))


@bp.get(f"{ASKED}/outcome.xlsx")
@needs(Can.INVITE)
def export_outcome_sheet(event: Event, purpose: str) -> Any:
    """The letters that tell what came out, for a mail merge: their link is the public page."""
    questionnaire = questionnaire_or_404(event, purpose)
    if LetterKind.OUTCOME not in kinds_of(questionnaire.purpose):
        abort(404)
    if not questionnaire.told:
        raise Refused(hindrance_text(Hindrance.NOT_PUBLISHED))
    return _sheet(event, questionnaire, LetterKind.OUTCOME, all_invitations(questionnaire))


@bp.route(f"{ASKED}/invitations/merge", methods=["GET", "POST"])
@needs(Can.INVITE)
def export_merge_sheet(event: Event, purpose: str) -> Any:
    """Make out links and give them away once, in a sheet for a mail merge; to one of the invited where `who` is asked for."""
    questionnaire, who = questionnaire_or_404(event, purpose), request.args.get("who", type=int)
    everybody, new = to_merge(questionnaire), without_link(questionnaire)
    one = _invitation(questionnaire, who) if who is not None else None
    form = merge_form(len(new), len(everybody), one)
    form.kind.data = form.kind.data or request.args.get("kind") or LetterKind.INVITATION.value
    if form.validate_on_submit():
        people = [one] if one else new if form.whom.data == NEW else everybody
        return _sheet(event, questionnaire, LetterKind(form.kind.data), people)
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
    """The sheet, once its links are made and what it takes out of the directory is written down."""
    about = f"{questionnaire.purpose}-" if questionnaire.purpose.is_after else ""
    addresses, name = current_user.administrator, f"{event.slug}-{about}{kind.value}.xlsx"
    file = actions.merge_sheet(event, questionnaire, kind, people, addresses=addresses)
    taken = sum(row.person_id is not None and bool(row.email) for row in people)
    then_write()
    if addresses:
        log_export(current_user.id, name, taken, event.slug)
        db.session.commit()
    return send_download(file, name)


@bp.get(f"{ASKED}/poster")
@needs(Can.SEE)
def show_poster(event: Event, purpose: str) -> Any:
    questionnaire = questionnaire_or_404(event, purpose)
    takes = answering_minutes(
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
