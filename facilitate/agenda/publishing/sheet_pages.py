"""The running order in Excel: out, and back with a preview."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ... import clock
from ...data.db import db
from ...events.access import Can, needs
from ...events.asked_language import asked_language
from ...events.models import Event
from ...exchange.waiting import WaitingFiles
from ...web.downloads import send_table
from ...web.i18n import _, _n, use_language
from .. import actions
from ..blueprint import bp
from ..editing.agenda_changes import change_known_agenda
from ..history import Did
from ..plan import Plan
from ..queries import plan_of, revision_of
from . import sheet_exchange
from .clashes import MergedSheet, row_titles
from .returned import ReturnedSheet
from .sheet_merge import merge_returned_sheet

MOST_SHOWN = 200
"""Lines of one kind a preview shows; the others are counted."""

WAITING = WaitingFiles("agenda")


@bp.get("/events/<slug>/agenda.ods", defaults={"ending": "ods"})
@bp.get("/events/<slug>/agenda.xlsx", defaults={"ending": "xlsx"})
@needs(Can.SEE)
def download_running_order(event: Event, ending: str) -> Any:
    """The running order as a table."""
    code = asked_language(event)
    name = f"{event.slug}-agenda-{code}-{clock.today_in(event):%Y-%m-%d}"
    return send_table(sheet_exchange.export_running_order(event, code), name, ending)


@bp.route("/events/<slug>/agenda/bring-back/<token>", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def confirm_running_order(event: Event, token: str) -> Any:
    """What an edited file would change, and the word that it counts; `arriving.import_pages` takes it in."""
    content = WAITING.find_or_404(event.id, token)
    posted = request.method == "POST"
    returned = sheet_exchange.read_returned_sheet(event, content)
    now, names = (
        actions.plan_to_change(event) if posted else plan_of(event),
        sheet_exchange.names_in_sheet(event),
    )
    seen = _taken(now, returned, names)
    mark = sheet_exchange.merged_fingerprint(now, seen)
    if posted and request.form.get("fingerprint") == mark and not seen.problems:
        wins = {(one.id, one.name) for one in seen.clashes if _chosen(one) == "file"}
        final = _taken(now, returned, names=names, wins=wins, without="remove" in request.form)
        count = len(sheet_exchange.differences_of_file(now, final, names))
        change_known_agenda(event, now, Did.IMPORTED, lambda _plan: final.plan, count=count)
        undo = f"undo:{url_for('agenda.undo_change', slug=event.slug)}"
        flash(
            _n(
                "%(num)d change from Excel was applied.",
                "%(num)d changes from Excel were applied.",
                count,
            ),
            undo,
        )
        db.session.commit()
        WAITING.drop(event.id, token)
        return redirect(url_for("agenda.show_agenda", slug=event.slug))
    status = 409 if posted else 200
    return render_template(
        "agenda/publishing/bring_back_confirm.html",
        event=event,
        token=token,
        mark=mark,
        status=status,
        found=seen,
        told=sheet_exchange.differences_of_file(now, seen, names),
        missing=row_titles(now, seen.missing),
        gone=row_titles(now, seen.gone),
        newer=revision_of(event) > returned.revision,
        most=MOST_SHOWN,
        rows=len(returned.rows),
    ), status


def _taken(
    now: Plan, returned: ReturnedSheet, names: Any, wins: Any = (), without: bool = False
) -> MergedSheet:
    with use_language(returned.language):
        return merge_returned_sheet(now, returned, names=names, file_wins=wins, without=without)


def _chosen(clash: Any) -> str:
    return request.form.get(f"clash-{clash.id}-{clash.name}", "online")


@bp.post("/events/<slug>/agenda/bring-back/<token>/cancel")
@needs(Can.EDIT_AGENDA)
def cancel_running_order(event: Event, token: str) -> Any:
    """Leave everything as it is."""
    WAITING.drop(event.id, token)
    flash(_("Nothing was changed."))
    return redirect(url_for("agenda.show_sharing", slug=event.slug))
