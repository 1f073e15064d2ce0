"""Inviting several people at once: ticked in the directory, or from a list that is looked at before it counts."""

from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ...data.db import db
from ...directory.importing.reading import read_list
from ...directory.queries import all_counties, all_sectors
from ...directory.search import read_list_search
from ...events.access import Can, needs
from ...events.models import Event
from ...exchange.conversation import EventConversation, Taken, serve_conversation
from ...exchange.preview import Preview, PreviewChoice
from ...exchange.waiting import Parcel
from ...lib.tables import FileTable, pack_table, unpack_table
from ...lib.uploads import text_of_cell
from ...web.i18n import _, _l
from ...web.picking import asked_pick
from ...web.refused import Refused
from ...web.uploaded import read_upload
from ..blueprint import ASKED, ASKED_AFTER, bp
from ..models import QuestionnairePurpose
from ..queries import questionnaire_or_404
from . import actions, wording
from .attendees import LaterGroup, count_attendees
from .forms import InvitationListForm, PickForm
from .invitation_list import MOST, read_invitation_list, rows_of_text
from .queries import (
    InviteeSearch,
    earlier_events,
    invitations_to_file,
    organisations_with_people,
    people_to_invite,
    taken_addresses,
)
from .wording import SortedInvitations, sort_invitation_list


def _sought(organisation: int | str | None) -> InviteeSearch:
    return InviteeSearch(
        **vars(read_list_search(request.args)),
        organisation=organisation,
        earlier=request.args.get("earlier", type=int),
        group=request.args.get("group", type=LaterGroup),
    )


@bp.route(f"{ASKED}/invitations/people", methods=["GET", "POST"])
@needs(Can.INVITE)
def invite_people(event: Event, purpose: str) -> Any:
    questionnaire, form, earlier = (
        questionnaire_or_404(event, purpose),
        PickForm(),
        earlier_events(event),
    )
    organisations = [(one.id, one.name) for one in organisations_with_people()]
    sought = _sought(asked_pick("organisation", organisations))
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
        flash(wording.invited_sentence(new))
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
        organisations=organisations,
        earlier=earlier,
        groups=LaterGroup if questionnaire.purpose.months else (),
    ), form.status


@bp.post(f"{ASKED_AFTER}/invitations/came")
@needs(Can.INVITE)
def invite_attendees(event: Event, purpose: str) -> Any:
    """Everybody who came and has an address; pressed again, those who were added since."""
    questionnaire = questionnaire_or_404(event, purpose)
    new = actions.invite_who_came(event, questionnaire)
    sentence = wording.cannot_be_reached(count_attendees(questionnaire))
    flash(f"{wording.invited_sentence(new)} {sentence}".strip())
    db.session.commit()
    return redirect(url_for("consultation.list_invitations", slug=event.slug))


class InvitationsConversation(EventConversation[SortedInvitations]):
    """A list of people to invite, pasted or as a file."""

    key, name = "invitations", _l("Invitations")
    shows = "consultation/inviting/confirm.html"
    title = _l("Invite from a list")
    lead = _l(
        "Before anything is saved you see who is new, who is already invited and what is wrong."
    )
    button = _l("Check the list")
    stale = _l("Somebody invited people while you were reading. Please check again.")
    page, pages = "consultation.list_invitations", "consultation.invitations_"

    def __init__(
        self, event: Event, purpose: str = QuestionnairePurpose.CONSULTATION.value
    ) -> None:
        super().__init__(event)
        self.questionnaire = questionnaire_or_404(event, purpose)

    def to_file(self, ending: str) -> bytes:
        return invitations_to_file(self.questionnaire, ending)

    def file_form(self) -> InvitationListForm:
        return InvitationListForm()

    def parcel_of(self, form: Any) -> Parcel:
        if form.file.data:
            parcel = super().parcel_of(form)
            table = _table_of(parcel)
        else:
            rows = [(number, tuple(cells)) for number, cells in rows_of_text(form.text.data)]
            parcel, table = Parcel("", b""), FileTable("", 0, rows)
        _check_table(table)
        return replace(parcel, plan=pack_table(table).decode())

    def read(self, parcel: Parcel) -> SortedInvitations:
        table = _table_of(parcel)
        _check_table(table)
        return sort_invitation_list(
            read_invitation_list(table), taken_addresses(self.questionnaire)
        )

    def preview_of(self, found: SortedInvitations) -> Preview:
        return wording.invitation_preview(found, self.event.language)

    def lacks_word(self, found: SortedInvitations) -> bool:
        return bool(found.left_out) and "leave_out" not in request.form

    def take(
        self, found: SortedInvitations, _chosen: PreviewChoice, _source: str, _by: int | None
    ) -> Taken | None:
        if not found.new:
            return None
        new = actions.invite_listed(self.event, self.questionnaire, found.new)
        return Taken(wording.invited_sentence(new))


def _table_of(parcel: Parcel) -> FileTable:
    """The table that waits, or of a file that does not."""
    if parcel.plan:
        return unpack_table(parcel.plan.encode())
    return read_upload(read_list, parcel.content, parcel.name)


def _check_table(table: FileTable) -> None:
    """Raises Refused for what is no list of people to invite."""
    if len(table.rows) > MOST:
        raise Refused(_("This list is too long: at most %(max)d rows at a time.", max=MOST))
    if not any("@" in text_of_cell(cell) for _number, cells in table.rows for cell in cells):
        raise Refused(_("There is no e-mail address in this list."))


serve_conversation(
    bp,
    f"{ASKED}/invitations/list",
    needs(Can.INVITE),
    InvitationsConversation,
    "invitations_",
    first="",
)
