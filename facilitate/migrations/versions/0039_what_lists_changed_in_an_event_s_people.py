"""What lists changed in an event's people is kept as whole rows, like every other change."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

TABLES = {"people": "participation", "person": "person", "organisation": "organisation"}
"""By what a cell was said to be about: its table."""
KEPT = ("standing", "was", "parts", "invited_on")
"""What was kept of a row of the list."""


def _lists(did: str) -> tuple[sa.Table, list[Any]]:
    connection = op.get_bind()
    change = sa.Table("change", sa.MetaData(), autoload_with=connection)
    query = sa.select(change).where(change.c.room == "people", change.c.did == did)
    return change, list(connection.execute(query.order_by(change.c.id)).mappings())


def upgrade() -> None:
    change, rows = _lists("imported")
    for row in rows:
        cells = [_cell(*cell) for cell in sorted(row["cells"], key=_place, reverse=True)]
        mine = sa.update(change).where(change.c.id == row["id"])
        op.get_bind().execute(mine.values(did="rows_imported", cells=cells))


def _place(cell: list[Any]) -> int:
    """The list first; upwards it comes last, since it stands on who became known by it."""
    return list(TABLES).index(cell[0])


def _cell(about: str, number: int, before: Any, after: Any) -> list[Any]:
    """The cell with the columns as they are stored, the number among them; of a new row all there are by now."""
    connection, name = op.get_bind(), TABLES[about]
    table = sa.Table(name, sa.MetaData(), autoload_with=connection)
    now = connection.execute(sa.select(table).where(table.c.id == number)).mappings().first()
    stored = {
        column: value.isoformat() if isinstance(value, date) else value
        for column, value in (now or {}).items()
    }
    was, then = (None if one is None else _stored(one) | {"id": number} for one in (before, after))
    return [name, number, was, stored | (then or {}) if was is None else then]


def _stored(values: dict[str, Any]) -> dict[str, Any]:
    parts = values.get("parts")
    return values if parts is None else values | {"parts": f" {' '.join(parts)} "}


def downgrade() -> None:
    """What waited for a seat by a list is not kept."""
    change, rows = _lists("rows_imported")
    names = {name: about for about, name in TABLES.items()}
    for row in rows:
        cells = [
            [names[name], number, *(_as_kept(name, side) for side in sides)]
            for name, number, *sides in row["cells"]
            if name in names
        ]
        cells.sort(key=_place)
        mine = sa.update(change).where(change.c.id == row["id"])
        op.get_bind().execute(mine.values(did="imported", cells=cells))


def _as_kept(table: str, row: dict[str, Any] | None) -> dict[str, Any] | None:
    if row is None or table != "participation":
        return row and {}
    kept = {name: row[name] for name in KEPT if name in row}
    return kept | ({"parts": row["parts"].split()} if kept.get("parts") else {})
