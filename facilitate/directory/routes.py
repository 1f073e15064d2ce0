"""Organisations, people and sectors.

Whoever is signed in may look, and add who is missing. Contact details are for those who were given the right to see
them, changes and removals for administrators.
"""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from .. import clock
from ..accounts.doors import administrators_only, in_a_team
from ..data.db import db, get_or_404
from ..web.i18n import _
from . import labels
from .actions import current_post, keep_post
from .blueprint import bp
from .contacts import routes as contacts
from .forms import SectorForm, organisation_form, person_form
from .importing import routes as importing
from .merging import routes as merging
from .models import Organisation, Person, Sector
from .queries import (
    all_counties,
    all_sectors,
    find_organisations,
    find_people,
    former_people_of,
    people_working_at,
    posts_of,
    roster_entry_of,
    undelivered_people,
)
from .search import read_list_search

__all__ = ["bp", "contacts", "importing", "labels", "merging"]


@bp.get("/organisations")
@in_a_team
def list_organisations() -> Any:
    wanted = read_list_search(request.args)
    return render_template(
        "directory/organisations.html",
        asked=wanted,
        found=find_organisations(wanted),
        sectors=all_sectors(),
        counties=all_counties(),
    )


@bp.get("/organisations/<int:organisation_id>")
@in_a_team
def show_organisation(organisation_id: int) -> Any:
    row = get_or_404(Organisation, Organisation.id == organisation_id)
    return render_template(
        "directory/organisation.html",
        organisation=row,
        people=people_working_at(row),
        former=former_people_of(row),
        labels=labels,
    )


@bp.route("/organisations/new", methods=["GET", "POST"])
@in_a_team
def create_organisation() -> Any:
    row, form = Organisation(), organisation_form(None)
    if form.saves(row):
        db.session.add(row)
        db.session.flush()
        flash(_("%(name)s is in the directory.", name=row.name))
        db.session.commit()
        return redirect(url_for("directory.show_organisation", organisation_id=row.id))
    return render_template(
        "directory/organisation_edit.html", organisation=None, form=form
    ), form.status


@bp.route("/organisations/<int:organisation_id>/edit", methods=["GET", "POST"])
@administrators_only
def edit_organisation(organisation_id: int) -> Any:
    row = get_or_404(Organisation, Organisation.id == organisation_id)
    form = organisation_form(row)
    if form.saves(row):
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("directory.show_organisation", organisation_id=row.id))
    return render_template(
        "directory/organisation_edit.html", organisation=row, form=form
    ), form.status


@bp.get("/people")
@in_a_team
def list_people() -> Any:
    wanted = read_list_search(request.args)
    return render_template(
        "directory/people.html",
        asked=wanted,
        found=find_people(wanted),
        undelivered=undelivered_people(),
        sectors=all_sectors(),
        counties=all_counties(),
    )


@bp.route("/people/new", methods=["GET", "POST"])
@in_a_team
def create_person() -> Any:
    row, form = Person(), person_form(None, request.args.get("organisation", type=int))
    if form.saves(row):
        db.session.add(row)
        flash(_("%(name)s is in the directory.", name=row.name))
        db.session.commit()
        return redirect(url_for("directory.show_organisation", organisation_id=row.organisation_id))
    return render_template("directory/person_edit.html", person=None, form=form), form.status


@bp.get("/people/<int:person_id>")
@in_a_team
def show_person(person_id: int) -> Any:
    row = get_or_404(Person, Person.id == person_id)
    return render_template(
        "directory/person.html",
        person=row,
        posts=posts_of(row),
        entry=roster_entry_of(row),
        undelivered=undelivered_people(),
        labels=labels,
    )


@bp.route("/people/<int:person_id>/edit", methods=["GET", "POST"])
@administrators_only
def edit_person(person_id: int) -> Any:
    row = get_or_404(Person, Person.id == person_id)
    form, before = person_form(row), current_post(row)
    if form.saves(row):
        if not form.mended.data:
            keep_post(row, before, clock.today())
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("directory.show_person", person_id=row.id))
    return render_template("directory/person_edit.html", person=row, form=form), form.status


@bp.get("/sectors")
@administrators_only
def list_sectors() -> Any:
    return render_template("directory/sectors.html", sectors=all_sectors())


@bp.route("/sectors/<int:sector_id>", methods=["GET", "POST"])
@administrators_only
def edit_sector(sector_id: int) -> Any:
    row = get_or_404(Sector, Sector.id == sector_id)
    form = SectorForm(obj=row)
    form.row_id = row.id
    if form.saves(row):
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("directory.list_sectors"))
    return render_template("directory/sector_edit.html", sector=row, form=form), form.status
