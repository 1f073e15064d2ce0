"""Who is removed from the directory stays in the planner's bin."""

from typing import Any

from flask import url_for

from ..accounts.doors import administrators_only, is_administrator
from ..data.db import get_or_404
from ..directory.actions import refuse_if_needed
from ..directory.blueprint import bp
from ..directory.models import Organisation, Person, Post
from ..lib.text import Words
from ..web.i18n import _, _l
from .models import DirectoryChange
from .removing import RoomRemovals

REMOVALS = RoomRemovals(
    kind=DirectoryChange,
    models=(Person, Organisation, Post),
    key="directory",
    name=_l("Directory"),
    page="directory.list_organisations",
    sees=is_administrator,
    undoes=is_administrator,
)
"""How people, their earlier posts and organisations are removed from the directory."""


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


@bp.post("/people/<int:person_id>/posts/<int:post_id>/remove")
@administrators_only
def remove_post(person_id: int, post_id: int) -> Any:
    row = get_or_404(Post, Post.person_id == person_id, Post.id == post_id)
    page = url_for("directory.show_person", person_id=person_id)
    said, name = _("The earlier post was removed."), Words(row.organisation.name)
    return REMOVALS.remove_on_page(None, row, name, said=said, page=page)


def _remove(row: Person | Organisation, page: str) -> Any:
    name = row.name
    said = _("%(name)s is no longer in the directory.", name=name)
    with refuse_if_needed(row):
        return REMOVALS.remove_on_page(None, row, Words(name), said=said, page=page)
