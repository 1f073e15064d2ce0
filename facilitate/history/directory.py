"""Who is removed from the directory stays in the planner's bin."""

from typing import Any

from flask import flash, redirect, url_for
from flask_login import current_user

from ..accounts.doors import administrators_only, is_administrator
from ..data.db import db, get_or_404
from ..directory.actions import refuse_if_needed
from ..directory.blueprint import bp
from ..directory.models import Organisation, Person
from ..lib.text import Words
from ..web.i18n import _, _l
from .models import DirectoryChange
from .removing import RoomRemovals

REMOVALS = RoomRemovals(
    kind=DirectoryChange,
    models=(Person, Organisation),
    key="directory",
    name=_l("Directory"),
    page="directory.list_organisations",
    sees=is_administrator,
    undoes=is_administrator,
)
"""How people and organisations are removed from the directory."""


@bp.post("/organisations/<int:organisation_id>/remove")
@administrators_only
def remove_organisation(organisation_id: int) -> Any:
    """It stays in the bin, with what pointed to it. Refused while people or lists of participants name it."""
    row = get_or_404(Organisation, Organisation.id == organisation_id)
    return _remove(row, url_for("directory.list_organisations"))


@bp.post("/people/<int:person_id>/remove")
@administrators_only
def remove_person(person_id: int) -> Any:
    """They stay in the bin, with their posts. Refused while a list of participants names them."""
    row = get_or_404(Person, Person.id == person_id)
    return _remove(row, url_for("directory.list_people"))


def _remove(row: Person | Organisation, page: str) -> Any:
    name = row.name
    with refuse_if_needed(row):
        change = REMOVALS.remove(None, row, Words(name), current_user.id)
    flash(
        _("%(name)s is no longer in the directory.", name=name),
        REMOVALS.offer_undo(None, change, page),
    )
    db.session.commit()
    return redirect(page)
