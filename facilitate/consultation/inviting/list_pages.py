"""Inviting several people at once: ticked in the directory, or from a list that is looked at before it counts."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from ...data.db import db
from ...directory.queries import all_counties, all_sectors
from ...directory.search import read_list_search
from ...events.access import Can, needs
from ...events.models import Event
from ...exchange.answers import keep_marked_file, send_kept_answer, send_marked_file
from ...exchange.sentences import unread_reason
from ...exchange.waiting import Parcel, WaitingFiles, bare_file_name, unpack_parcel
from ...lib.reading_child import FileProblem
from ...lib.tables import FileTable, pack_table, read_table
from ...lib.tables import unpack_table as table_of
from ...lib.uploads import text_of_cell
from ...web.i18n import _
from ...web.limits import limiter
from ...web.uploaded import read_upload
from ..blueprint import ASKED, ASKED_AFTER, bp
from ..models import Questionnaire
from ..queries import questionnaire_or_404
from . import actions, wording
from .attendees import count_attendees
from .forms import InvitationListForm, PickForm
from .invitation_list import MOST, read_invitation_list, rows_of_text
from .queries import (
    InviteeSearch,
    earlier_events,
    organisations_with_people,
    people_to_invite,
    taken_addresses,
)

WAITING, ANSWERED = WaitingFiles("invitations"), WaitingFiles("invitations-answers")


def _sought() -> InviteeSearch:
    return InviteeSearch(
        **vars(read_list_search(request.args)),
        organisation=request.args.get("organisation", type=int),
        earlier=request.args.get("earlier", type=int),
    )


@bp.route(f"{ASKED}/invitations/people", methods=["GET", "POST"])
@needs(Can.INVITE)
def invite_people(event: Event, purpose: str) -> Any:
    questionnaire, form, sought, earlier = (
        questionnaire_or_404(event, purpose),
        PickForm(),
        _sought(),
        earlier_events(event),
    )
    if sought.earlier not in {row.id for row in earlier}:
        sought = InviteeSearch(**{**vars(sought), "earlier": None})
    if form.validate_on_submit():
        everybody = form.everybody.data
        people = (
            people_to_invite(questionnaire, sought, everybody=True).rows
            if everybody
            else actions.people_by_ids(form.people.data)
        )
        new = actions.invite_people(event, questionnaire, people)
        flash(wording.now_invited(new))
        db.session.commit()
        return redirect(url_for("consultation.list_invitations", slug=event.slug))
    return render_template(
        "consultation/inviting/people.html",
        event=event,
        form=form,
        asked=sought,
        found=people_to_invite(questionnaire, sought),
        sectors=all_sectors(),
        counties=all_counties(),
        organisations=organisations_with_people(),
        earlier=earlier,
    ), form.status


@bp.post(f"{ASKED_AFTER}/invitations/came")
@needs(Can.INVITE)
def invite_attendees(event: Event, purpose: str) -> Any:
    """Everybody who came and has an address; pressed again, those who were added since."""
    questionnaire = questionnaire_or_404(event, purpose)
    new = actions.invite_who_came(event, questionnaire)
    sentence = wording.cannot_be_reached(count_attendees(questionnaire))
    flash(f"{wording.now_invited(new)} {sentence}".strip())
    db.session.commit()
    return redirect(url_for("consultation.list_invitations", slug=event.slug))


@bp.route(f"{ASKED}/invitations/list", methods=["GET", "POST"])
@needs(Can.INVITE)
@limiter.limit("30/minute", methods=["POST"])
def import_invitations(event: Event, purpose: str) -> Any:
    questionnaire_or_404(event, purpose)
    form = InvitationListForm()
    if form.validate_on_submit():
        parcel, sentence, field = _parcel(form)
        if parcel:
            upload = WAITING.keep(event.id, parcel.packed())
            return redirect(
                url_for("consultation.confirm_invitations", slug=event.slug, upload=upload)
            )
        field.errors = [sentence]
    return render_template("consultation/inviting/list.html", event=event, form=form), form.status


def _parcel(form: InvitationListForm) -> tuple[Parcel | None, str, Any]:
    """The file, else the text, with its rows; or what is wrong with them, and the field it is said at."""
    name, content, field = "", b"", form.text
    if not form.file.data:
        rows = [(number, tuple(cells)) for number, cells in rows_of_text(form.text.data)]
        table = FileTable("", 0, rows)
    else:
        field = form.file
        name, content = bare_file_name(form.file.data.filename or ""), form.file.data.read()
        try:
            table = read_upload(read_table, content, name)
        except FileProblem as problem:
            return None, unread_reason(problem), field
    if len(table.rows) > MOST:
        return None, _("This list is too long: at most %(max)d rows at a time.", max=MOST), field
    if not any("@" in text_of_cell(cell) for _number, cells in table.rows for cell in cells):
        return None, _("There is no e-mail address in this list."), field
    return Parcel(name, content, pack_table(table).decode()), "", field


def _sorted_out(questionnaire: Questionnaire, parcel: Parcel) -> wording.InvitationPreview:
    listed = read_invitation_list(table_of(parcel.plan.encode()))
    return wording.sort_invitation_list(listed, taken_addresses(questionnaire))


@bp.route(f"{ASKED}/invitations/list/<upload>", methods=["GET", "POST"])
@needs(Can.INVITE)
def confirm_invitations(event: Event, purpose: str, upload: str) -> Any:
    questionnaire, parcel = (
        questionnaire_or_404(event, purpose),
        unpack_parcel(WAITING.find_or_404(event.id, upload)),
    )
    preview = _sorted_out(questionnaire, parcel)
    status, sentence = 200, ""
    if request.method == "POST":
        if request.form.get("fingerprint") != preview.fingerprint:
            status, sentence = (
                409,
                _("Somebody invited people while you were reading. Please check again."),
            )
        elif preview.left_out and "leave_out" not in request.form:
            status, sentence = (
                422,
                _("Some rows cannot be imported. Tick below to leave them out."),
            )
        else:
            return _take(event, questionnaire, upload, parcel=parcel, preview=preview)
    return render_template(
        "consultation/inviting/confirm.html",
        event=event,
        upload=upload,
        preview=preview,
        wording=wording,
        sentence=sentence,
        name=parcel.name,
    ), status


def _take(
    event: Event,
    questionnaire: Questionnaire,
    upload: str,
    *,
    parcel: Parcel,
    preview: wording.InvitationPreview,
) -> Any:
    new = actions.invite_listed(event, questionnaire, preview.new)
    flash(wording.now_invited(new))
    if parcel.name:  # what was pasted is no file to be given back
        keep_marked_file(
            ANSWERED,
            event.id,
            parcel=parcel,
            answer=wording.invitation_answer(preview),
            address=lambda token: url_for(
                "consultation.export_invitations_answer", slug=event.slug, token=token
            ),
        )
    db.session.commit()
    WAITING.drop(event.id, upload)
    return redirect(url_for("consultation.list_invitations", slug=event.slug))


@bp.get(f"{ASKED}/invitations/list/<upload>/marked.xlsx")
@needs(Can.INVITE)
def export_marked_invitations(event: Event, purpose: str, upload: str) -> Any:
    """The file that waits, and in it who would be invited, which rows not and why."""
    parcel = unpack_parcel(WAITING.find_or_404(event.id, upload))
    if not parcel.name:  # it was pasted
        abort(404)
    return send_marked_file(
        parcel, wording.invitation_answer(_sorted_out(questionnaire_or_404(event, purpose), parcel))
    )


@bp.get("/events/<slug>/invitations/answers/<token>.xlsx")
@needs(Can.INVITE)
def export_invitations_answer(event: Event, token: str) -> Any:
    """The file that was taken over, and in it what became of each row; for a day."""
    return send_kept_answer(ANSWERED, event.id, token)


@bp.post(f"{ASKED}/invitations/list/<upload>/cancel")
@needs(Can.INVITE)
def cancel_invitations(event: Event, purpose: str, upload: str) -> Any:
    WAITING.drop(event.id, upload)
    flash(_("Nothing was changed."))
    return redirect(url_for("consultation.list_invitations", slug=event.slug))
