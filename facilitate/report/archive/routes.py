"""The archive of an event: taken out here, read in again there."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_login import current_user

from ...accounts.audit import AuditAct, note_act
from ...accounts.doors import signed_in
from ...data.db import db, end_transaction, read_first, then_write
from ...events.access import Can, may, needs
from ...events.models import Event
from ...exchange.waiting import WaitingFiles
from ...lib.sealing import new_secret
from ...web.downloads import send_download
from ...web.i18n import _
from ...web.limits import MEGABYTE, accept_megabytes, limiter
from ..blueprint import bp
from . import actions, wording
from .event_import import was_trusted
from .forms import ArchiveFileForm, SealedArchiveForm, archive_import_form
from .known_rows import count_known
from .packing import ANSWERS, ROOM, ArchiveFault, ArchiveProblem
from .queries import archive_state, event_here

WHOLE = (Can.WRITE_REPORT, Can.SEE_PEOPLE, Can.SEE_BUDGET)
"""What somebody must be allowed to see who takes out everything."""

WAITING = WaitingFiles("archives")


@bp.get("/events/<slug>/report/archive")
@needs(Can.WRITE_REPORT)
def show_archive(event: Event) -> Any:
    """What goes into the archive, and what does not yet."""
    return _page(event, SealedArchiveForm(formdata=None, data={"key": new_secret()}))


def _page(event: Event, form: SealedArchiveForm) -> Any:
    return render_template(
        "report/archive/page.html",
        event=event,
        state=archive_state(event),
        allowed=all(map(may, WHOLE)),
        form=form,
    ), form.status


@bp.get("/events/<slug>/report/archive.zip")
@needs(Can.WRITE_REPORT)
@limiter.limit("20/minute")
def export_archive(event: Event) -> Any:
    if not all(map(may, WHOLE)):
        abort(403)
    return send_download(
        actions.event_archive(event, reader=current_user), actions.archive_name(event)
    )


@bp.post("/events/<slug>/report/archive/answers")
@needs(Can.READ_ANSWERS)
@limiter.limit("20/minute")
def export_sealed_archive(event: Event) -> Any:
    """The archive with what people answered, sealed with the key of the page; it is noted who took it out."""
    if not all(map(may, WHOLE)):
        abort(403)
    end_transaction()
    read_first()  # gathering takes seconds, and others save meanwhile
    form = SealedArchiveForm()
    if not form.validate_on_submit():
        return _page(event, form)
    content, user = actions.event_archive(event, form.key.data or "", current_user), current_user
    then_write()
    note_act(AuditAct.EXPORTED, user._get_current_object(), about=f"{event.slug} · {ANSWERS}")
    db.session.commit()
    return send_download(content, actions.archive_name(event))


@bp.route("/events/read-in", methods=["GET", "POST"])
@accept_megabytes(ROOM.packed // MEGABYTE + 1)
@signed_in
@limiter.limit("10/minute", methods=["POST"])
def import_archive() -> Any:
    """First step: the file. Whoever may plan an event may read one in."""
    form = ArchiveFileForm()
    if form.validate_on_submit():
        content = form.file.data.read() if form.file.data else b""
        try:
            actions.read_archive(content)
            token = WAITING.keep(current_user.id, content)
            return redirect(url_for("report.confirm_archive_import", token=token))
        except ArchiveProblem as error:
            form.file.errors = [
                wording.archive_problem_sentence(error)
                if form.file.data
                else _("Please choose a file.")
            ]
    return render_template("report/archive/bring.html", form=form), form.status


@bp.route("/events/read-in/<token>", methods=["GET", "POST"])
@signed_in
def confirm_archive_import(token: str) -> Any:
    """Last step: what is in it; sent, it is an event of this planner."""
    content = WAITING.find_or_404(current_user.id, token)
    found, user = actions.read_archive(content), current_user._get_current_object()
    here = event_here(found, user.id, user.administrator)
    form = archive_import_form(found, user, here is not None)
    if form.validate_on_submit():
        try:
            key = form.key.data if found.sealed else ""
            event = actions.import_event(
                actions.read_archive(content, key) if key else found,
                actions.EventImportOptions(user, form.me.data, form.title.data),
            )
        except ArchiveProblem as error:
            wrong = form.key if error.why is ArchiveFault.WRONG_KEY else form.title
            wrong.errors = [wording.archive_problem_sentence(error)]
        else:
            flash(_("The event has been imported. Check it, and add its team before you continue."))
            if found.of("edition") and not was_trusted(user):
                flash(
                    _("Its report is not public here yet: two people have to read and release it.")
                )
            db.session.commit()
            WAITING.drop(user.id, token)
            return redirect(url_for("events.show_desk", slug=event.slug))
    lines = wording.archive_contents(found, *count_known(found))
    page = render_template(
        "report/archive/read.html", form=form, found=found, there=here, lines=lines, token=token
    )
    return page, form.status


@bp.post("/events/read-in/<token>/cancel")
@signed_in
def cancel_archive_import(token: str) -> Any:
    WAITING.drop(current_user.id, token)
    flash(_("Nothing was imported."))
    return redirect(url_for("setup.new_event"))
