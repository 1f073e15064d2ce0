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
from ..comparing import PlanDifference, describe_differences
from ..dates import local_moment
from ..editing.agenda_changes import change_known_agenda
from ..forms import RestoreVersionForm, VersionForm
from ..history import AgendaAct, plan_before, steps_without_place
from ..models import AgendaVersion
from ..plan import Plan
from ..queries import changes_since, plan_of
from ..undoing import plan_of_existing
from . import actions
from .queries import (
    agenda_change_or_404,
    agenda_history,
    kept_version,
    plan_names_of,
    versions_of,
    with_content,
)
from .wording import (
    agenda_change_line,
    changes_by_date,
    difference_count_text,
    differences_by_day,
    versions_lead,
)

NOW = "now"


@bp.get("/events/<slug>/agenda/versions")
@needs(Can.SEE)
def show_versions(event: Event) -> Any:
    return _versions(event, VersionForm(formdata=None))


def _versions(event: Event, form: VersionForm) -> Any:
    found = versions_of(event)
    history, page = agenda_history(event, read_list_search(request.args).page)
    return render_template(
        "agenda/versions/versions.html",
        event=event,
        form=form,
        versions=found,
        history=history,
        asked=page,
        dates=changes_by_date(history.rows, event.zone),
        line=agenda_change_line,
        lead=versions_lead(len(found), history.total),
        local=local_moment,
    ), form.status


@bp.post("/events/<slug>/agenda/versions")
@needs(Can.EDIT_AGENDA)
def keep_version(event: Event) -> Any:
    """Keep the agenda as it is now under a name."""
    form = VersionForm()
    if not form.validate_on_submit():
        return _versions(event, form)
    actions.create_version(event, agenda.plan_to_change(event), form.name.data, current_user.id)
    flash(_("The agenda was saved as “%(name)s”.", name=form.name.data))
    db.session.commit()
    return redirect(url_for("agenda.show_versions", slug=event.slug))


@bp.get("/events/<slug>/agenda/versions/compare")
@needs(Can.SEE)
def compare_versions(event: Event) -> Any:
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
    said = describe_differences(plans[a], plans[b], plan_names_of(event))
    return render_template(
        "agenda/versions/compare.html",
        event=event,
        versions=found,
        a=a,
        b=b,
        groups=differences_by_day(said),
        lead=difference_count_text(len(said), called[a], called[b]),
        local=local_moment,
    )


def _plans(event: Event, now: Plan, *asked_for: str) -> dict[str, Plan]:
    """The agendas of these names in the address; a name nothing has is a page that is not there."""
    ids = [number for number in map(read_whole, asked_for) if number is not None]
    there = with_content(event, ids) if ids else {}
    plans = {str(key): actions.plan_of_version(one, now) for key, one in there.items()} | {NOW: now}
    return plans if all(name in plans for name in asked_for) else abort(404)


def _one_change(event: Event, change_id: int) -> Any:
    change = agenda_change_or_404(event, change_id)
    own, *later = changes_since(event, change_id - 1)
    after = plan_before(plan_of(event), later)
    said = describe_differences(plan_before(after, [own]), after, plan_names_of(event))
    return render_template(
        "agenda/versions/change.html",
        event=event,
        change=change,
        groups=differences_by_day(said),
        lead=agenda_change_line(change),
        local=local_moment,
    )


@bp.route("/events/<slug>/agenda/versions/<int:version_id>", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def restore_version(event: Event, version_id: int) -> Any:
    """What would change, in words; posted, it does."""
    now = agenda.plan_to_change(event) if request.method == "POST" else plan_of(event)
    found, form = kept_version(event, version_id), RestoreVersionForm()
    then = plan_of_existing(event, actions.plan_of_version(found.version, now))
    if form.validate_on_submit() and form.seen == found.revision:
        return _restored(event, found.version, now, then)
    stale, form.revision.data = form.is_submitted(), str(found.revision)
    said: list[PlanDifference] = describe_differences(now, then, plan_names_of(event))
    return render_template(
        "agenda/versions/restore.html",
        event=event,
        form=form,
        version=found.version,
        stale=stale,
        groups=differences_by_day(said),
        count=len(said),
        local=local_moment,
    ), 409 if stale else 200


def _restored(event: Event, version: AgendaVersion, now: Plan, then: Plan) -> Any:
    if steps_without_place(then):
        raise Refused(_("This version is damaged and cannot be restored. Nothing was changed."))
    written = change_known_agenda(
        event,
        now,
        did=AgendaAct.RESTORED,
        rule=lambda _plan: then,
        about=Words(version.name, version.name),
    )
    if written.change is None:
        flash(_("The agenda is already the same as in that version."))
    else:
        text = _("The version “%(title)s” was restored.", title=version.name)
        flash(text, f"undo:{url_for('agenda.undo_change', slug=event.slug)}")
    db.session.commit()
    return redirect(url_for("agenda.show_agenda", slug=event.slug))
