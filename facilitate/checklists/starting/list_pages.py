"""The lists people add themselves: uploaded, made from this event's checklist, renamed, replaced, deleted."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_login import current_user

from ...data import content
from ...data.db import db, get_or_404
from ...events.access import Can, needs
from ...events.models import Event
from ...exchange.list_files import render_list_workbook
from ...exchange.plain_pages import PlainConversation, conversation_about, serve_plain_list
from ...exchange.preview import MOST_SHOWN, problem_place
from ...lib.text import Words, make_slug
from ...web.downloads import send_download
from ...web.i18n import _
from ...web.limits import limiter
from ..blueprint import bp
from ..models import ChecklistTemplate
from . import actions
from .forms import KeepListForm, ListNameForm, StartingListForm
from .queries import OWN, WORKBOOKS, has_tasks, list_named
from .task_list import Tasks, tasks_read


@bp.route("/events/<slug>/checklist/lists/add", methods=["GET", "POST"])
@needs(Can.EDIT_CHECKLIST)
@limiter.limit("30/minute", methods=["POST"])
def add_starting_list(event: Event) -> Any:
    """A list from a file; of a broken one every cell is explained, and nothing is kept."""
    form = StartingListForm()
    if form.validate_on_submit():
        assert form.found is not None
        return _kept(event, form.name.data, tasks_read(form.found))
    return _shown(event, form, KeepListForm(event.title))


@bp.post("/events/<slug>/checklist/lists/keep")
@needs(Can.EDIT_CHECKLIST)
def keep_as_starting_list(event: Event) -> Any:
    """This event's checklist becomes a list to start from."""
    form = KeepListForm()
    if form.validate_on_submit():
        return _kept(event, form.name.data, actions.event_tasks(event))
    return _shown(event, StartingListForm(), form)


def _kept(event: Event, name: Words, tasks: Tasks) -> Any:
    row = actions.save_starting_list(current_user.id, name, tasks)
    flash(_("The list is saved for every event in this planner."))
    db.session.commit()
    return redirect(
        url_for("checklists.preview_starting_list", slug=event.slug, list_key=f"{OWN}{row.id}")
    )


def _shown(event: Event, form: StartingListForm, keep: KeepListForm) -> tuple[str, int]:
    page = render_template(
        "checklists/starting/add.html",
        event=event,
        form=form,
        problems=form.found.problems if form.found else (),
        place=problem_place,
        most=MOST_SHOWN,
        example=WORKBOOKS[event.kind].removesuffix(".xlsx"),
        keep=keep if has_tasks(event) else None,
    )
    return page, max(form.status, keep.status)


@bp.route("/events/<slug>/checklist/lists/<int:template_id>/change", methods=["GET", "POST"])
@needs(Can.EDIT_CHECKLIST)
def edit_starting_list(event: Event, template_id: int) -> Any:
    """Rename it; its tasks are changed in a file."""
    row = _own(template_id)
    form = ListNameForm(obj=row)
    if form.validate_on_submit():
        row.name = form.name.data
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("checklists.choose_starting_list", slug=event.slug))
    page = render_template("checklists/starting/edit.html", event=event, form=form, row=row)
    return page, form.status


@bp.post("/events/<slug>/checklist/lists/<int:template_id>/delete")
@needs(Can.EDIT_CHECKLIST)
def delete_starting_list(event: Event, template_id: int) -> Any:
    row, page = _own(template_id), url_for("checklists.choose_starting_list", slug=event.slug)
    change = actions.LIST_REMOVALS.remove(None, row, row.name, current_user.id)
    flash(
        _("The list was removed. Checklists started from it stay as they are."),
        actions.LIST_REMOVALS.offer_undo(None, change, page),
    )
    db.session.commit()
    return redirect(page)


@bp.get("/events/<slug>/checklist/lists/<list_key>.xlsx")
@needs(Can.EDIT_CHECKLIST)
def export_starting_list(event: Event, list_key: str) -> Response:
    """The workbook of a list that comes with the planner, to be edited in Excel."""
    chosen = list_named(list_key) or abort(404)
    name = WORKBOOKS[chosen.kind] if chosen.kind else abort(404)
    return send_download((content.content_folder("checklists") / name).read_bytes(), name)


@bp.get("/events/<slug>/checklist/as-a-list.xlsx")
@needs(Can.EDIT_CHECKLIST)
def export_event_as_list(event: Event) -> Response:
    """This event's checklist in the format of a list, with distances in place of dates."""
    return send_download(
        render_list_workbook(actions.list_of_event(event)),
        f"{event.slug}-{make_slug(_('Checklist'))}.xlsx",
    )


def _own(template_id: int) -> ChecklistTemplate:
    """A list that may be changed: by whoever added it, and by administrators."""
    row = get_or_404(ChecklistTemplate, ChecklistTemplate.id == template_id)
    if row.user_id != current_user.id and not current_user.administrator:
        abort(403)
    return row


def _owners_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """A door for who may change the list."""

    @wraps(view)
    def guarded(event: Event, template_id: int, **more: Any) -> Any:
        _own(template_id)
        return view(event=event, template_id=template_id, **more)

    return needs(Can.EDIT_CHECKLIST)(guarded)


def _conversation(event: Event, template_id: int) -> PlainConversation:
    """The pages on which a list comes back."""
    page = "checklists.edit_starting_list"
    back = url_for(page, slug=event.slug, template_id=template_id)
    return conversation_about(
        event,
        actions.kept_starting_list(template_id, event.language, back),
        page=page,
        pages="checklists.list_",
        name=_("Starting lists"),
        owner_id=template_id,
        template_id=template_id,
    )


serve_plain_list(
    bp,
    f"/events/<slug>/checklist/lists/{OWN}<int:template_id>",
    "list_",
    reads=needs(Can.EDIT_CHECKLIST),
    writes=_owners_only,
    of=_conversation,
)
