"""Who is removed from the directory stays in the planner's bin; merges of two entries are told beside that."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import flash, redirect, url_for
from flask_login import current_user

from ..accounts.doors import administrators_only, is_administrator
from ..data.db import db, get_or_404
from ..directory.actions import where_not_needed
from ..directory.blueprint import bp
from ..directory.merging.actions import undo_entry_merge, wait_for_directory
from ..directory.models import Merge, Organisation, Person
from ..lib.text import Words
from ..web.i18n import _, _l
from ..web.refused import Refused
from .models import DirectoryChange
from .removing import RoomRemovals
from .rooms import Place, RoomHistory, ToldChange

REMOVALS = RoomRemovals(
    kind=DirectoryChange,
    key="directory",
    name=_l("Directory"),
    page="directory.list_organisations",
    sees=is_administrator,
    restores=is_administrator,
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
    with where_not_needed(row):
        change = REMOVALS.remove(None, row, Words(name), current_user.id)
    flash(
        _("%(name)s is no longer in the directory.", name=name),
        REMOVALS.way_back(None, change, page),
    )
    db.session.commit()
    return redirect(page)


def _changed(_event: Place) -> sa.Select[int, datetime, int | None]:
    return sa.select(Merge.id, Merge.at, Merge.by_id)


def _told(_event: Place, ids: Sequence[int]) -> Mapping[int, ToldChange]:
    return {
        row.id: _in_words(row)
        for row in db.session.scalars(sa.select(Merge).where(Merge.id.in_(ids)))
    }


def _in_words(row: Merge) -> ToldChange:
    """What was merged once is looked at again before it is merged once more."""
    is_undone = row.undone_at is not None
    said = _("“%(name)s” was merged with another entry.", name=row.name)
    return ToldChange(said, is_undone, final=is_undone)


def _take_back(_event: Place, merge_id: int, _by: int, again: bool) -> ToldChange:
    if again:
        raise Refused(_("Merge the two again instead."))
    wait_for_directory()
    row = get_or_404(Merge, Merge.id == merge_id)
    undo_entry_merge(row)
    return _in_words(row)


MERGE_HISTORY = RoomHistory(
    key="merges",
    name=_l("Merged entries"),
    page="directory.list_merges",
    sees=is_administrator,
    undoes=is_administrator,
    undoes_own=is_administrator,
    changed=_changed,
    told=_told,
    take_back=_take_back,
)
