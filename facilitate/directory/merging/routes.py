"""Who is in the directory twice: suspected pairs, merging, telling apart, taking back. For administrators."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from ...accounts.doors import administrators_only
from ...data.db import db, get_or_404, row_id
from ...web.i18n import _
from ..blueprint import bp
from ..models import Organisation, Person
from ..queries import find_organisations, find_people
from ..search import read_list_search
from . import actions, sides
from .queries import (
    offices_by_id,
    people_by_id,
    suspected_pairs,
)


@bp.get("/duplicates")
@administrators_only
def list_duplicates() -> Any:
    """Pairs that look alike, side by side."""
    people = request.args.get("of") != "organisations"
    found = suspected_pairs(
        "person" if people else "organisation", read_list_search(request.args).page
    )
    ids = [key for pair in found.rows for key in pair[:2]]
    rows: Any = people_by_id(ids) if people else offices_by_id(ids)
    compare: Any = sides.compare_people if people else sides.compare_organisations
    pairs = [
        (pair, rows[pair.one], rows[pair.other], compare(rows[pair.one], rows[pair.other]))
        for pair in found.rows
    ]
    return render_template(
        "directory/merging/duplicates.html", found=found, pairs=pairs, people=people
    )


@bp.post("/duplicates/apart")
@administrators_only
def tell_apart() -> Any:
    """Two that look alike are not the same."""
    table = request.form.get("table", "")
    try:
        one, other = row_id(request.form.get("one")), row_id(request.form.get("other"))
    except (TypeError, ValueError):
        abort(400)
    if table not in actions.CHOICES or one == other:
        abort(400)
    actions.keep_apart(table, one, other)
    flash(_("They are marked as different and are no longer suspected duplicates."))
    db.session.commit()
    return redirect(
        url_for("directory.list_duplicates", of="people" if table == "person" else "organisations")
    )


@bp.get("/people/<int:person_id>/merge")
@administrators_only
def choose_person_to_merge(person_id: int) -> Any:
    """Choose the other one by hand."""
    row, wanted = get_or_404(Person, Person.id == person_id), read_list_search(request.args)
    found = find_people(wanted, Person.id == person_id) if wanted.q else None
    return render_template(
        "directory/merging/choose.html", row=row, asked=wanted, found=found, people=True
    )


@bp.get("/organisations/<int:organisation_id>/merge")
@administrators_only
def choose_organisation_to_merge(organisation_id: int) -> Any:
    row = get_or_404(Organisation, Organisation.id == organisation_id)
    wanted = read_list_search(request.args)
    found = find_organisations(wanted) if wanted.q else None
    return render_template(
        "directory/merging/choose.html", row=row, asked=wanted, found=found, people=False
    )
