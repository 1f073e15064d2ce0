"""The lists people add themselves: uploaded, made from this event's checklist, renamed, replaced, deleted."""

from typing import Any

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_login import current_user

from ...data import content
from ...data.db import db, get_or_404
from ...events.access import Can, needs
from ...events.models import Event
from ...lib.text import make_slug as slug_of
from ...web.downloads import send_download
from ...web.i18n import _
from ...web.limits import limiter
from ..blueprint import bp
from ..models import ChecklistTemplate
from . import actions
from .forms import MOST_SHOWN, KeepListForm, StartingListForm
from .queries import WORKBOOKS, has_tasks, list_named, starting_list_file


@bp.route("/events/<slug>/checklist/lists/add", methods=["GET", "POST"])
@needs(Can.EDIT_CHECKLIST)
@limiter.limit("30/minute", methods=["POST"])
def add_starting_list(event: Event) -> Any:
    """A workbook of one's own; a broken one is explained cell by cell, and nothing is kept."""
    form = StartingListForm()
    if form.validate_on_submit():
        assert form.content is not None
        row = actions.save_starting_list(current_user.id, form.name.data, form.content)
        flash(_("The list is saved for every event in this planner."))
        db.session.commit()
        return redirect(
            url_for("checklists.preview_starting_list", slug=event.slug, list_key=f"own-{row.id}")
        )
    return _shown(event, form)


@bp.post("/events/<slug>/checklist/lists/keep")
@needs(Can.EDIT_CHECKLIST)
def keep_as_starting_list(event: Event) -> Any:
    """This event's checklist becomes a list to start from."""
    form = KeepListForm()
    if form.validate_on_submit():
        row = actions.save_starting_list(
            current_user.id, form.name.data, actions.event_workbook(event)
        )
        flash(_("The list is saved for every event in this planner."))
        db.session.commit()
        return redirect(
            url_for("checklists.preview_starting_list", slug=event.slug, list_key=f"own-{row.id}")
        )
    return _shown(event, StartingListForm(), keep=form)


@bp.route("/events/<slug>/checklist/lists/<int:template_id>/change", methods=["GET", "POST"])
@needs(Can.EDIT_CHECKLIST)
@limiter.limit("30/minute", methods=["POST"])
def edit_starting_list(event: Event, template_id: int) -> Any:
    """Rename it, or replace what is in it."""
    row = _own(template_id)
    form = StartingListForm(row)
    if form.validate_on_submit():
        actions.update_starting_list(row, form.name.data, form.content)
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("checklists.choose_starting_list", slug=event.slug))
    return _shown(event, form, row)


@bp.post("/events/<slug>/checklist/lists/<int:template_id>/delete")
@needs(Can.EDIT_CHECKLIST)
def delete_starting_list(event: Event, template_id: int) -> Any:
    row, page = _own(template_id), url_for("checklists.choose_starting_list", slug=event.slug)
    change = actions.LIST_REMOVALS.remove(None, row, row.name, current_user.id)
    flash(
        _("The list was removed. Checklists started from it stay as they are."),
        actions.LIST_REMOVALS.way_back(None, change, page),
    )
    db.session.commit()
    return redirect(page)


@bp.get("/events/<slug>/checklist/lists/<list_key>.xlsx")
@needs(Can.EDIT_CHECKLIST)
def export_starting_list(event: Event, list_key: str) -> Response:
    """The workbook of a list, to be edited in Excel."""
    chosen = list_named(list_key) or abort(404)
    if chosen.template:
        name = chosen.name.to(event.language)
        return send_download(starting_list_file(chosen.template), f"{slug_of(name)}.xlsx")
    name = WORKBOOKS[chosen.kind] if chosen.kind else abort(404)
    return send_download((content.content_folder("checklists") / name).read_bytes(), name)


@bp.get("/events/<slug>/checklist/as-a-list.xlsx")
@needs(Can.EDIT_CHECKLIST)
def export_event_as_list(event: Event) -> Response:
    """This event's checklist in the format of a list, with distances in place of dates."""
    return send_download(actions.event_workbook(event), f"{event.slug}-list.xlsx")


def _own(template_id: int) -> ChecklistTemplate:
    """A list that may be changed: by whoever added it, and by administrators."""
    row = get_or_404(ChecklistTemplate, ChecklistTemplate.id == template_id)
    if row.user_id != current_user.id and not current_user.administrator:
        abort(403)
    return row


def _shown(
    event: Event,
    form: StartingListForm,
    row: ChecklistTemplate | None = None,
    keep: KeepListForm | None = None,
) -> tuple[str, int]:
    page = render_template(
        "checklists/starting/own.html",
        event=event,
        form=form,
        row=row,
        problems=form.problems[:MOST_SHOWN],
        more=max(0, len(form.problems) - MOST_SHOWN),
        example=WORKBOOKS[event.kind].removesuffix(".xlsx"),
        keep=(keep or KeepListForm(event.title)) if row is None and has_tasks(event) else None,
    )
    return page, keep.status if keep else form.status
