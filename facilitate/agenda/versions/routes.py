"""Versions of the agenda and its history."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ...data.db import db, row_id
from ...directory.search import read_list_search
from ...events.access import Can, needs
from ...events.models import Event
from ...lib.numbers import read_whole
from ...lib.text import Words
from ...web.i18n import _
from ...web.refused import Refused
from .. import actions as agenda
from ..blueprint import bp
from ..comparing import Told, told
from ..editing.doing import put
from ..history import Did, as_of, loose_ends
from ..models import AgendaVersion
from ..moments import local
from ..plan import Plan
from ..queries import changes_since, plan_of
from ..undoing import existing
from . import actions
from .forms import RestoreForm, VersionForm
from .queries import change_of, history_of, kept, names_of, versions_of, with_content
from .wording import by_day, dates, differs, line, opening

NOW = "now"


@bp.get("/events/<slug>/agenda/versions")
@needs(Can.SEE)
def versions(event: Event) -> Any:
    return _versions(event, VersionForm(formdata=None))


def _versions(event: Event, form: VersionForm) -> Any:
    found = versions_of(event)
    history, page = history_of(event, read_list_search(request.args).page)
    return render_template(
        "agenda/versions/versions.html",
        event=event,
        form=form,
        versions=found,
        history=history,
        asked=page,
        dates=dates(history.rows, event.zone),
        line=line,
        lead=opening(len(found), history.total),
        local=local,
    ), form.status


@bp.post("/events/<slug>/agenda/versions")
@needs(Can.EDIT_AGENDA)
def keep_version(event: Event) -> Any:
    """Keep the agenda as it is now under a name."""
    form = VersionForm()
    if not form.validate_on_submit():
        return _versions(event, form)
    actions.keep(event, agenda.ready(event), form.name.data, current_user.id)
    flash(_("The agenda was saved as “%(name)s”.", name=form.name.data))
    db.session.commit()
    return redirect(url_for("agenda.versions", slug=event.slug))


@bp.get("/events/<slug>/agenda/versions/compare")
@needs(Can.SEE)
def compare(event: Event) -> Any:
    """Two versions, or one and `now`, in words; or with `change` what one change did."""
    change_id = request.args.get("change", type=row_id)
    if change_id is not None:
        return _one_change(event, change_id)
    found, now = versions_of(event), plan_of(event)
    a, b = (
        request.args.get("a") or (str(found[0].id) if found else NOW),
        request.args.get("b") or NOW,
    )
    plans = _plans(event, now, a, b)
    called = {str(one.id): f"“{one.name}”" for one in found} | {NOW: _("now")}
    said = told(plans[a], plans[b], names_of(event))
    return render_template(
        "agenda/versions/compare.html",
        event=event,
        versions=found,
        a=a,
        b=b,
        groups=by_day(said),
        lead=differs(len(said), called[a], called[b]),
        local=local,
    )


def _plans(event: Event, now: Plan, *asked_for: str) -> dict[str, Plan]:
    """The agendas of these names in the address; a name nothing has is a page that is not there."""
    ids = [number for number in map(read_whole, asked_for) if number is not None]
    there = with_content(event, ids) if ids else {}
    plans = {str(key): actions.plan_of_version(one, now) for key, one in there.items()} | {NOW: now}
    return plans if all(name in plans for name in asked_for) else abort(404)


def _one_change(event: Event, change_id: int) -> Any:
    change = change_of(event, change_id)
    own, *later = changes_since(event, change_id - 1)
    after = as_of(plan_of(event), later)
    said = told(as_of(after, [own]), after, names_of(event))
    return render_template(
        "agenda/versions/change.html",
        event=event,
        change=change,
        groups=by_day(said),
        lead=line(change),
        local=local,
    )


@bp.route("/events/<slug>/agenda/versions/<int:version_id>", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def restore(event: Event, version_id: int) -> Any:
    """What would change, in words; posted, it does."""
    now = agenda.ready(event) if request.method == "POST" else plan_of(event)
    found, form = kept(event, version_id), RestoreForm()
    then = existing(event, actions.plan_of_version(found.version, now))
    if form.validate_on_submit() and form.seen == found.revision:
        return _restored(event, found.version, now, then)
    stale, form.revision.data = form.is_submitted(), str(found.revision)
    said: list[Told] = told(now, then, names_of(event))
    return render_template(
        "agenda/versions/restore.html",
        event=event,
        form=form,
        version=found.version,
        stale=stale,
        groups=by_day(said),
        count=len(said),
        local=local,
    ), 409 if stale else 200


def _restored(event: Event, version: AgendaVersion, now: Plan, then: Plan) -> Any:
    if loose_ends(then):
        raise Refused(_("This version is damaged and cannot be restored. Nothing was changed."))
    written = put(
        event,
        now,
        did=Did.RESTORED,
        rule=lambda _plan: then,
        about=Words(version.name, version.name),
    )
    if written.change is None:
        flash(_("The agenda is already the same as in that version."))
    else:
        text = _("The version “%(title)s” was restored.", title=version.name)
        flash(text, f"undo:{url_for('agenda.undo', slug=event.slug)}")
    db.session.commit()
    return redirect(url_for("agenda.page", slug=event.slug))
