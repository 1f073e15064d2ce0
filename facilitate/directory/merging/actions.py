"""Two people, or two organisations, become one; two that look alike are told apart."""

from collections.abc import Collection

import sqlalchemy as sa

from ...data.db import Base, db
from ...data.row_cells import Row
from ...lib.cells import ChangeCell
from ..actions import HeldPost, is_same_post
from ..importing.actions import wait_for_directory
from ..models import Organisation, Person, ToldApart
from .row_merging import RowMerge

CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "person": {
        "name": ("given_name", "family_name", "plain", "sorting"),
        "post": ("organisation_id", "position", "since", "left_on"),
        "email": ("email",),
        "phone": ("phone",),
        "languages": ("languages",),
        "gender": ("gender",),
    },
    "organisation": {
        "name": ("name", "plain", "sorting"),
        "sector": ("sector_id",),
        "kind": ("kind",),
        "level": ("level",),
        "place": ("county_id", "district_id"),
    },
}
"""What is chosen between two rows, and the columns that go with it."""


def merge_entries(
    kept: Person | Organisation,
    gone: Person | Organisation,
    taken: Collection[str],
    earlier: bool = True,
) -> list[ChangeCell]:
    """Keep one row; of the other what is in `taken` (keys of `CHOICES`), and everything that points to it; all that changed.

    `earlier`: of two different posts of a person the one that is not kept stays as an earlier post.
    """
    table = kept.__table__
    assert isinstance(table, sa.Table)
    ids = (kept.id, gone.id)
    db.session.flush()
    uniting = RowMerge()
    one, other = (uniting.rows(table, id=key)[0] for key in ids)
    _told_apart(uniting, table.name, *ids)
    uniting.unite(table, *ids)
    columns = [column for choice in taken for column in CHOICES[table.name][choice]]
    uniting.change(
        table, one, **{column: other[column] for column in columns}, version=one["version"] + 1
    )
    if table.name == "person" and earlier:
        _keep_other_post(uniting, one, other, chosen="post" in taken)
    db.session.expire_all()
    return uniting.cells


def _keep_other_post(uniting: RowMerge, one: Row, other: Row, chosen: bool) -> None:
    left = one if chosen else other
    if is_same_post(*(HeldPost(row["organisation_id"], row["position"]) for row in (one, other))):
        return
    values = {
        "organisation_id": left["organisation_id"],
        "position": left["position"],
        "since": left["since"],
    }
    uniting.add(Base.metadata.tables["post"], person_id=one["id"], until=None, **values)


def _told_apart(uniting: RowMerge, name: str, kept: int, gone: int) -> None:
    """Who was told apart from the one that goes is told apart from the one that stays."""
    table = Base.metadata.tables["told_apart"]
    for column in ("one_id", "other_id"):
        for row in uniting.rows(table, table=name, **{column: gone}):
            uniting.remove(table, row)
            other = row["one_id"] + row["other_id"] - gone
            pair = {"table": name, "one_id": min(other, kept), "other_id": max(other, kept)}
            if other != kept and not uniting.rows(table, **pair):
                uniting.add(table, **pair)


def keep_apart(table: str, one: int, other: int) -> None:
    """Two that look alike are not the same; said twice it is said once."""
    pair = {"table": table, "one_id": min(one, other), "other_id": max(one, other)}
    if db.session.get(ToldApart, tuple(pair.values())) is None:
        db.session.add(ToldApart(**pair))
        db.session.flush()


__all__ = ["CHOICES", "merge_entries", "keep_apart", "wait_for_directory"]
