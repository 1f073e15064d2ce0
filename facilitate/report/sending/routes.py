"""Sending the report: who gets it, what they read, then all mails at once; and who else is interested."""

import io
from typing import Any

import segno
from flask import flash, redirect, render_template, request, url_for

from ... import clock
from ...consultation.inviting.wording import said
from ...db import db, get_or_404
from ...downloads import send as send_file
from ...events.access import Can, may, needs
from ...events.models import Event
from ...i18n import LANGUAGES, _, _n
from ...mail import can_mail, send_all_soon
from ..blueprint import bp
from ..models import InterestedParty
from ..out import released
from ..writing.actions import kept
from . import actions
from .forms import InterestedForm
from .letters import report_link, signed_by, written
from .queries import interested_in, recipients_of, sent_of


@bp.get("/events/<slug>/report/send")
@needs(Can.WRITE_REPORT)
def sending(event: Event) -> Any:
    return _page(event, InterestedForm(formdata=None, language=event.language))


def _page(event: Event, form: InterestedForm, status: int = 200) -> Any:
    edition, interested = released(event), interested_in(event)
    if edition is None:
        return render_template("report/unsent.html", event=event)
    recipients = recipients_of(event, edition, interested)
    link, signed = report_link(kept(event)), signed_by(event)
    spoken = sorted({one.language for one in recipients.to}, key=lambda code: code != event.language) or [
        event.language
    ]
    corrected = any(one.corrected for one in recipients.to)
    return render_template(
        "report/sending.html",
        event=event,
        edition=edition,
        recipients=recipients,
        interested=interested,
        sent=sent_of(edition),
        form=form,
        link=link,
        letters={
            code: written(event, [], language=code, link=link, signed=signed, corrected=corrected)
            for code in spoken
        },
        by_language={code: sum(one.language == code for one in recipients.to) for code in spoken},
        LANGUAGES=LANGUAGES,
        fingerprint=actions.fingerprint(edition, recipients),
        can_mail=can_mail(),
        contacts=may(Can.SEE_CONTACTS),
        status=status,
    ), max(status, form.status)


@bp.post("/events/<slug>/report/send")
@needs(Can.WRITE_REPORT)
def send_report(event: Event) -> Any:
    ids = actions.send(event, request.form.get("fingerprint", ""), clock.now())
    if ids is None:
        return _page(event, InterestedForm(formdata=None, language=event.language), 409)
    flash(_n("%(num)d mail goes out.", "%(num)d mails go out.", len(ids)))
    db.session.commit()
    send_all_soon(ids)
    return redirect(url_for("report.sending", slug=event.slug))


@bp.post("/events/<slug>/report/interested")
@needs(Can.WRITE_REPORT)
def add_interested(event: Event) -> Any:
    form = InterestedForm()
    if not form.validate_on_submit():
        return _page(event, form)
    if form.listed.problems:
        form.text.errors = [
            _("Line %(row)d: %(what)s", row=one.row, what=said(one)) for one in form.listed.problems[:20]
        ]
        return _page(event, form)
    new = actions.add(event, form.listed.entries, form.language.data)
    flash(_n("%(num)d interested party is added.", "%(num)d interested parties are added.", new))
    db.session.commit()
    return redirect(url_for("report.sending", slug=event.slug))


@bp.post("/events/<slug>/report/interested/<int:interested_id>/remove")
@needs(Can.WRITE_REPORT)
def remove_interested(event: Event, interested_id: int) -> Any:
    row = get_or_404(
        InterestedParty, InterestedParty.id == interested_id, InterestedParty.event_id == event.id
    )
    flash(_("%(name)s does not get the report.", name=row.name))
    db.session.delete(row)
    db.session.commit()
    return redirect(url_for("report.sending", slug=event.slug))


@bp.get("/events/<slug>/report/qr.svg")
@needs(Can.WRITE_REPORT)
def report_qr(event: Event) -> Any:
    """The public address of the report as a QR code, dark on white also where the page is dark."""
    actions.out_now(event)
    image = io.BytesIO()
    segno.make(report_link(kept(event)), error="m").save(
        image, kind="svg", scale=8, border=3, dark="#000", light="#fff", svgns=True, nl=False
    )
    return send_file(image.getvalue(), f"{event.slug}-report.svg", attach=False)
