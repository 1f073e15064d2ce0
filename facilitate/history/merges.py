"""Two entries of the directory become one; that is told beside what else happened in the planner, and undone from there."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ..accounts.doors import administrators_only, is_administrator
from ..data.db import db
from ..directory.blueprint import bp
from ..directory.merging import sides
from ..directory.merging.actions import merge_entries, wait_for_directory
from ..directory.merging.queries import offices_by_id, people_by_id
from ..directory.models import Organisation, Person
from ..lib.text import Words
from ..web.forms import PlannerForm
from ..web.i18n import _, _l, pick_wording
from .memory import remember_change
from .models import MergeChange
from .recording import RoomRecords
from .rooms import Place, ToldChange

MERGED = "merged"
"""What is remembered of such a change."""


def _says(change: MergeChange) -> str:
    """What went, and what it became part of; changes of earlier versions name the first alone."""
    name, _line, other = pick_wording(change.about).partition("\n")
    if not other:
        return _("“%(name)s” was merged with another entry.", name=name)
    return _("“%(name)s” was merged into “%(other)s”.", name=name, other=other)


MERGES = RoomRecords(
    kind=MergeChange,
    key="merges",
    name=_l("Merged entries"),
    page="directory.list_duplicates",
    sees=is_administrator,
    undoes=is_administrator,
    says=_says,
)


def _take_back(event: Place, change_id: int, by: int, again: bool) -> ToldChange:
    """Nobody else merges or imports meanwhile."""
    wait_for_directory()
    return MERGES.history.take_back(event, change_id, by, again)


MERGE_HISTORY = replace(MERGES.history, take_back=_take_back)


def merge_and_remember(
    kept: Person | Organisation,
    gone: Person | Organisation,
    taken: Collection[str],
    *,
    by: int | None,
    earlier: bool = True,
) -> MergeChange:
    """Make one entry of two, as `merge_entries` does, in a way that can be undone."""
    names = Words(f"{gone.name}\n{kept.name}")
    cells = merge_entries(kept, gone, taken, earlier)
    return remember_change(MergeChange, None, MERGED, cells, by, about=names)


@bp.route("/people/<int:person_id>/merge/<int:other_person_id>", methods=["GET", "POST"])
@administrators_only
def merge_people(person_id: int, other_person_id: int) -> Any:
    """Both side by side: what is kept of each."""
    rows = people_by_id([person_id, other_person_id])
    return _merge_page(rows.get(person_id), rows.get(other_person_id), sides.compare_people)


@bp.route(
    "/organisations/<int:organisation_id>/merge/<int:other_organisation_id>",
    methods=["GET", "POST"],
)
@administrators_only
def merge_organisations(organisation_id: int, other_organisation_id: int) -> Any:
    rows = offices_by_id([organisation_id, other_organisation_id])
    return _merge_page(
        rows.get(organisation_id), rows.get(other_organisation_id), sides.compare_organisations
    )


def _merge_page(one: Any, two: Any, compare: Any) -> Any:
    if one is None or two is None or one is two:
        abort(404)
    form, fields, people = PlannerForm(), compare(one, two), isinstance(one, Person)
    if not form.validate_on_submit():
        return render_template(
            "directory/merging/merge.html",
            one=one,
            two=two,
            fields=fields,
            form=form,
            people=people,
        ), form.status
    wait_for_directory()
    taken = [field.key for field in fields if request.form.get(f"of-{field.key}") == "two"]
    key = {"person_id" if people else "organisation_id": one.id}
    page = url_for("directory.show_person" if people else "directory.show_organisation", **key)
    change = merge_and_remember(
        one, two, taken, by=current_user.id, earlier="earlier" in request.form
    )
    flash(
        _("They are now merged: %(name)s.", name=one.name),
        MERGES.offer_undo(None, change, page),
    )
    db.session.commit()
    return redirect(page)
