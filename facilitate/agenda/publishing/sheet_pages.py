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
from ..editing.doing import put
from ..history import Did
from ..plan import Plan
from ..queries import plan_of, revision_of
from . import bringing
from .clashes import Taken, titles
from .returned import Returned
from .taking import take

MOST_SHOWN = 200
"""Lines of one kind a preview shows; the others are counted."""

WAITING = WaitingFiles("agenda")


@bp.get("/events/<slug>/agenda.ods", defaults={"ending": "ods"})
@bp.get("/events/<slug>/agenda.xlsx", defaults={"ending": "xlsx"})
@needs(Can.SEE)
def sheet(event: Event, ending: str) -> Any:
    """The running order as a table."""
    code = asked_language(event)
    name = f"{event.slug}-agenda-{code}-{clock.today_in(event):%Y-%m-%d}"
    return send_table(bringing.export(event, code), name, ending)


@bp.route("/events/<slug>/agenda/bring-back/<token>", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def bring_back_confirm(event: Event, token: str) -> Any:
    """What an edited file would change, and the word that it counts; `arriving.import_pages` takes it in."""
    content = WAITING.find_or_404(event.id, token)
    posted = request.method == "POST"
    returned = bringing.read_back(event, content)
    now, names = actions.ready(event) if posted else plan_of(event), bringing.names_in(event)
    seen = _taken(now, returned, names)
    mark = bringing.fingerprint(now, seen)
    if posted and request.form.get("fingerprint") == mark and not seen.problems:
        wins = {(one.id, one.name) for one in seen.clashes if _chosen(one) == "file"}
        final = _taken(now, returned, names=names, wins=wins, without="remove" in request.form)
        count = len(bringing.told_of(now, final, names))
        put(event, now, Did.IMPORTED, lambda _plan: final.plan, count=count)
        undo = f"undo:{url_for('agenda.undo', slug=event.slug)}"
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
        return redirect(url_for("agenda.page", slug=event.slug))
    status = 409 if posted else 200
    return render_template(
        "agenda/publishing/bring_back_confirm.html",
        event=event,
        token=token,
        mark=mark,
        status=status,
        found=seen,
        told=bringing.told_of(now, seen, names),
        missing=titles(now, seen.missing),
        gone=titles(now, seen.gone),
        newer=revision_of(event) > returned.revision,
        most=MOST_SHOWN,
        rows=len(returned.rows),
    ), status


def _taken(
    now: Plan, returned: Returned, names: Any, wins: Any = (), without: bool = False
) -> Taken:
    with use_language(returned.language):
        return take(now, returned, names=names, file_wins=wins, without=without)


def _chosen(clash: Any) -> str:
    return request.form.get(f"clash-{clash.id}-{clash.name}", "online")


@bp.post("/events/<slug>/agenda/bring-back/<token>/cancel")
@needs(Can.EDIT_AGENDA)
def bring_back_cancel(event: Event, token: str) -> Any:
    """Leave everything as it is."""
    WAITING.drop(event.id, token)
    flash(_("Nothing was changed."))
    return redirect(url_for("agenda.share", slug=event.slug))
