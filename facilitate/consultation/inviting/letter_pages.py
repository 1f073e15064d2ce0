"""Letters: their text, what somebody gets, sending them, and how that goes."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from ... import clock
from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...mail.outbox import Message, MessageState, can_mail, send_mails_soon
from ...mailing.pages import hand_over_mails
from ...web.i18n import _, _n
from ...web.picking import asked_pick
from ...web.refused import Refused
from ..blueprint import ASKED, bp
from ..models import Invitation, LetterKind, Questionnaire, QuestionnairePurpose, SentLetter
from ..queries import questionnaire_or_404
from ..questionnaire import ConsultationStanding, consultation_standing
from . import actions
from .forms import ConsultationLetterForm
from .letters import PLACEHOLDERS, hindrance_of, kinds_of, kinds_offered
from .masking import shown_address, shown_reason
from .queries import all_invitations, letter_of_kind, letters_in, recipients_of, sending_progress
from .wording import hindrance_text, listed_names, nobody_left, send_title, text_title


def _kind(purpose: str, name: str) -> LetterKind:
    if name not in kinds_of(QuestionnairePurpose(purpose)):
        abort(404)
    return LetterKind(name)


@bp.get(f"{ASKED}/letters/<kind>")
@needs(Can.INVITE)
def show_letter(event: Event, purpose: str, kind: str) -> Any:
    """The letter exactly as one of the invited gets it."""
    of, questionnaire = _kind(purpose, kind), questionnaire_or_404(event, purpose)
    people = all_invitations(questionnaire)
    names = [(row.id, ", ".join(filter(None, (row.name, row.organisation)))) for row in people]
    who = asked_pick("who", names)
    to = next((row for row in people if row.id == who), people[0] if people else None)
    text = letter_of_kind(questionnaire, of)
    subject, body = (
        actions.ConsultationPen(event, questionnaire).shown(text, to) if to else ("", "")
    )
    return render_template(
        "consultation/inviting/letter.html",
        event=event,
        kind=of,
        people=names,
        who=who,
        to=to,
        letter=text,
        subject=subject,
        body=body,
        kinds=kinds_offered(bool(questionnaire.told) or of is LetterKind.OUTCOME),
    )


@bp.route(f"{ASKED}/letters/<kind>/edit", methods=["GET", "POST"])
@needs(Can.EDIT_CONSULTATION)
def edit_letter(event: Event, purpose: str, kind: str) -> Any:
    of, questionnaire = _kind(purpose, kind), questionnaire_or_404(event, purpose)
    row = letter_of_kind(questionnaire, of)
    form = ConsultationLetterForm(row)
    if form.saves(row):
        db.session.add(row)
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("consultation.show_letter", slug=event.slug, kind=of.value))
    return render_template(
        "consultation/inviting/letter_edit.html",
        event=event,
        questionnaire=questionnaire,
        kind=of,
        form=form,
        title=text_title(of),
        placeholders=listed_names(PLACEHOLDERS),
    ), form.status


@bp.route(f"{ASKED}/letters/<kind>/send", methods=["GET", "POST"])
@needs(Can.INVITE)
def send_letters(event: Event, purpose: str, kind: str) -> Any:
    of, questionnaire, status = _kind(purpose, kind), questionnaire_or_404(event, purpose), 200
    if request.method == "POST":
        sendable_kinds(event, questionnaire, of)
        ids = actions.send_letters(event, questionnaire, of, request.form.get("fingerprint", ""))
        if ids is not None:
            return hand_over_mails(ids, url_for("consultation.show_sending", slug=event.slug))
        status = 409
    recipients, text = recipients_of(questionnaire, of), letter_of_kind(questionnaire, of)
    return render_template(
        "consultation/inviting/send.html",
        event=event,
        questionnaire=questionnaire,
        kind=of,
        recipients=recipients,
        fingerprint=actions.letter_fingerprint(text, recipients),
        standing=standing_for_letters(event, questionnaire),
        against=hindrance_texts(event, questionnaire).get(of),
        title=send_title(of),
        nobody_left=nobody_left(of),
        shown=shown_address,
        mails=can_mail(),
        status=status,
    ), status


def standing_for_letters(event: Event, questionnaire: Questionnaire) -> ConsultationStanding:
    q = questionnaire
    return consultation_standing(q.opens_on, q.closes_on, q.closed, clock.today_in(event))


def hindrance_texts(event: Event, questionnaire: Questionnaire) -> dict[LetterKind, str]:
    """The kinds of letter that may not go out now, each with the reason."""
    now, told, purpose = (
        standing_for_letters(event, questionnaire),
        bool(questionnaire.told),
        questionnaire.purpose,
    )
    found = ((kind, hindrance_of(kind, now, told)) for kind in kinds_of(purpose))
    return {kind: hindrance_text(by, purpose) for kind, by in found if by}


def sendable_kinds(
    event: Event, questionnaire: Questionnaire, of: LetterKind | None = None
) -> set[LetterKind]:
    """The kinds of letter that may go out now. Refused where `of` is none of them, or nothing may go at all."""
    if not can_mail():
        raise Refused(_("No mail server is set up. Create the sheet for a mail merge."))
    kinds, reasons = kinds_of(questionnaire.purpose), hindrance_texts(event, questionnaire)
    if of in reasons or len(reasons) == len(kinds):
        raise Refused(reasons[of or LetterKind.INVITATION])
    return set(kinds) - set(reasons)


@bp.get(f"{ASKED}/sending")
@needs(Can.INVITE)
def show_sending(event: Event, purpose: str) -> Any:
    """How sending goes; `part` is the piece of the page that asks for itself every two seconds."""
    questionnaire = questionnaire_or_404(event, purpose)
    how = sending_progress(questionnaire)
    return render_template(
        f"consultation/inviting/{'progress' if 'part' in request.args else 'sending'}.html",
        event=event,
        progress=how,
        failed=_failed(questionnaire) if any(p.failed for p in how) else [],
        shown=shown_address,
        reason=shown_reason,
        moving=any(one.waiting > one.stopped for one in how),
        against=hindrance_texts(event, questionnaire),
    )


def _failed(questionnaire: Questionnaire) -> list[tuple[SentLetter, Invitation]]:
    """Letters that failed. In an anonymous consultation no reminders: only who has not answered gets one."""
    rows = letters_in(questionnaire, Message.state == MessageState.FAILED)
    return [row for row in rows if questionnaire.named or row[0].kind is not LetterKind.REMINDER]


@bp.post(f"{ASKED}/sending/again")
@needs(Can.INVITE)
def send_waiting_letters(event: Event, purpose: str) -> Any:
    """Hand to the queue what waits: nothing goes out twice, whoever presses it how often."""
    questionnaire = questionnaire_or_404(event, purpose)
    ids = actions.send_waiting(questionnaire, sendable_kinds(event, questionnaire))
    db.session.commit()
    send_mails_soon(ids)
    return redirect(url_for("consultation.show_sending", slug=event.slug))


@bp.post(f"{ASKED}/sending/retry")
@needs(Can.INVITE)
def retry_failed_letters(event: Event, purpose: str) -> Any:
    questionnaire = questionnaire_or_404(event, purpose)
    ids = actions.retry_letters(event, questionnaire, sendable_kinds(event, questionnaire))
    flash(
        _n("%(num)d letter is being sent again.", "%(num)d letters are being sent again.", len(ids))
    )
    db.session.commit()
    send_mails_soon(ids)
    return redirect(url_for("consultation.show_sending", slug=event.slug))
