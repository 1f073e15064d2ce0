"""Sending the report: who gets it, what they read, then all mails at once; and who else is interested."""

import io
from typing import Any

import segno
from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from ...consultation.inviting.forms import MOST_PASTED
from ...consultation.inviting.invitation_list import (
    InvitationList,
    read_invitation_rows,
    rows_of_text,
)
from ...data.db import db, get_or_404
from ...events.access import Can, may, needs
from ...events.models import Event
from ...lib.text import Words
from ...mailing.pages import MailingPage, prepare_mailing_page, show_mailing
from ...web.downloads import send_download as send_file
from ...web.forms import LongTextField, PlannerForm
from ...web.i18n import LANGUAGES, _, _l, _n
from ..blueprint import bp
from ..models import InterestedParty
from ..writing.actions import ensure_proceedings
from . import actions
from .letters import ReportMail, report_link
from .queries import sent_of


class InterestedForm(PlannerForm):
    """People who took no part, one a line."""

    text = LongTextField(
        _l("Who else gets it?"),
        required=True,
        limit=MOST_PASTED,
        description=_l(
            "One person per line: “Ana Hoxha <ana@office.example>”, or only an address."
        ),
    )
    language = SelectField(
        _l("Their language, if the list does not say"),
        choices=lambda: [SelectChoice(code, name) for code, name in LANGUAGES.items()],
    )
    listed: InvitationList = InvitationList()

    def validate(self, extra_validators: Any = None) -> bool:
        """As every form; what the list holds is in `listed` then."""
        right = bool(super().validate(extra_validators))
        if right:
            self.listed = read_invitation_rows(rows_of_text(self.text.data or ""))
        return right


@bp.route("/events/<slug>/report/send", methods=["GET", "POST"])
@needs(Can.WRITE_REPORT)
def show_sending(event: Event) -> Any:
    mailing = actions.ReportMailing(event)
    if request.method == "GET" and mailing.released is None:
        return render_template("report/unsent.html", event=event)
    form = InterestedForm(formdata=None, language=event.language)
    return show_mailing(
        mailing,
        lambda page: _page(event, mailing, page, form),
        back=_here(event),
        stem=f"{event.slug}-report-letters",
        addresses=may(Can.SEE_CONTACTS),
    )


def _here(event: Event) -> str:
    return url_for("report.show_sending", slug=event.slug)


def _page(
    event: Event, mailing: actions.ReportMailing, page: MailingPage, form: InterestedForm
) -> str:
    return render_template(
        "report/sending.html",
        event=event,
        edition=mailing.edition,
        mailing=page,
        have_it=mailing.recipients.have_it,
        interested=mailing.interested,
        sent=sent_of(mailing.edition),
        form=form,
        link=mailing.link,
        samples=_samples(event, mailing),
        LANGUAGES=LANGUAGES,
    )


def _refused(event: Event, form: InterestedForm) -> Any:
    """The page with a mistake in the list of who else is interested."""
    mailing, here = actions.ReportMailing(event), _here(event)
    if mailing.released is None:
        return render_template("report/unsent.html", event=event)
    page = prepare_mailing_page(mailing, here=here, back=here, addresses=may(Can.SEE_CONTACTS))
    return _page(event, mailing, page, form), form.status


def _samples(event: Event, mailing: actions.ReportMailing) -> dict[str, ReportMail]:
    """The mail in each language it goes out in, to nobody by name."""
    to = mailing.recipients.to
    spoken = {one.language for one in to} or {event.language}
    corrected = any(one.corrected for one in to)
    return {
        code: mailing.write([], code, corrected=corrected)
        for code in sorted(spoken, key=lambda code: code != event.language)
    }


@bp.post("/events/<slug>/report/interested")
@needs(Can.WRITE_REPORT)
def add_interested(event: Event) -> Any:
    form = InterestedForm()
    if not form.validate_on_submit():
        return _refused(event, form)
    wrong = [*form.listed.problems, *form.listed.twice]
    if wrong:
        form.text.errors = [
            _("Line %(row)d: %(what)s", row=one.number, what=one.sentence) for one in wrong[:20]
        ]
        return _refused(event, form)
    new = actions.add_interested_parties(event, form.listed.entries, form.language.data)
    flash(_n("%(num)d interested party was added.", "%(num)d interested parties were added.", new))
    db.session.commit()
    return redirect(url_for("report.show_sending", slug=event.slug))


@bp.post("/events/<slug>/report/interested/<int:interested_id>/remove")
@needs(Can.WRITE_REPORT)
def remove_interested(event: Event, interested_id: int) -> Any:
    row = get_or_404(
        InterestedParty, InterestedParty.id == interested_id, InterestedParty.event_id == event.id
    )
    name, page = row.name, url_for("report.show_sending", slug=event.slug)
    change = actions.REMOVALS.remove(event, row, Words(name), current_user.id)
    flash(
        _("%(name)s will not get the report.", name=name),
        actions.REMOVALS.offer_undo(event, change, page),
    )
    db.session.commit()
    return redirect(page)


@bp.get("/events/<slug>/report/qr.svg")
@needs(Can.WRITE_REPORT)
def send_report_qr(event: Event) -> Any:
    """The public address of the report as a QR code, dark on white also where the page is dark."""
    actions.out_now(event)
    image = io.BytesIO()
    segno.make(report_link(ensure_proceedings(event)), error="m").save(
        image, kind="svg", scale=8, border=3, dark="#000", light="#fff", svgns=True, nl=False
    )
    return send_file(image.getvalue(), f"{event.slug}-report.svg", attach=False)
