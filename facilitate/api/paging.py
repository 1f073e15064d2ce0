"""Lists in pages: the part after what `cursor` says was told last, and the cursor of the next one."""

import base64
from typing import Any

from flask import request

from ..data.db import db, row_id
from ..lib.numbers import read_whole
from ..web.i18n import _
from .operation import Latest, Paged
from .problems import ApiProblem

USUAL, MOST = 100, 1000
"""Rows of one page of a list."""


def page_of(found: Paged[Any] | Latest[Any] | list[Any]) -> dict[str, Any]:
    """The page of a list that is asked for."""
    if isinstance(found, Paged):
        return _page(found)
    if isinstance(found, list):
        return _listed(found)
    first, size = _cursor(), _size()
    rows, more = found.part(first, size)
    return list_shape(rows, str(first + size) if more else "")


def _listed(rows: list[Any]) -> dict[str, Any]:
    """The rows after the one told last, wherever that stands by now; where it is gone, from its place on."""
    first, size = _cursor(), _size()
    told = _decoded().partition(":")[2]
    if told:
        places = (at + 1 for at, row in enumerate(rows) if str(row.get("id")) == told)
        first = next(places, max(0, first - 1))
    part, more = rows[first : first + size], len(rows) > first + size
    last = f"{first + size}:{part[-1]['id']}" if more and "id" in part[-1] else str(first + size)
    return list_shape(part, last if more else "")


def _page(paged: Paged[Any]) -> dict[str, Any]:
    """The rows after the cursor, by number: a row that comes in meanwhile moves none."""
    size = _size()
    query = paged.query.where(paged.key > _cursor()).order_by(paged.key).limit(size + 1)
    rows = db.session.scalars(query).unique().all()
    last = str(getattr(rows[size - 1], paged.key.key)) if len(rows) > size else ""
    items = [paged.told(row) for row in rows[:size]]
    if paged.notes is not None:
        paged.notes(len(items))
    return list_shape(items, last)


def list_shape(items: list[Any], last: str = "") -> dict[str, Any]:
    """A page as it is told."""
    cursor = base64.urlsafe_b64encode(last.encode()).decode().rstrip("=") if last else None
    return {"items": items, "next": cursor}


def _decoded() -> str:
    text = request.args.get("cursor", "")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()


def _cursor() -> int:
    try:
        return row_id(_decoded().partition(":")[0] or "0")
    except ValueError:
        raise ApiProblem(400, _("“cursor” is what “next” of the page before says.")) from None


def _size() -> int:
    size = read_whole(request.args.get("limit", str(USUAL)), MOST)
    if not size:
        raise ApiProblem(400, _("“limit” is a number from 1 to %(most)d.", most=MOST))
    return size
