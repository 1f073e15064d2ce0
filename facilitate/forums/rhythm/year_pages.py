"""The year of all forums on one page: what a director reads in ten seconds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, render_template, request

from ...accounts.doors import signed_in
from ...forms import FIRST_YEAR, LAST_YEAR
from ...i18n import label, language, words
from ...lib.text import albanian_key
from ..blueprint import bp
from ..kinds import kinds
from ..models import Forum
from .labels import LETTERS, late_said, year_said
from .picture import Line, Mark, line
from .queries import forums_in, tasks_of, times_of


@dataclass(frozen=True)
class Shown:
    """A forum in the picture: its name, its year, what is late in words."""

    forum: Forum
    name: str
    line: Line
    late: str


@bp.get("/forums/year")
@signed_in
def year() -> Any:
    """Forums × months of one year, by kind."""
    today = date.today()
    asked = request.args.get("year", today.year, type=int)
    if not FIRST_YEAR <= asked <= LAST_YEAR:
        abort(404)
    groups = _groups(asked, today)
    rows = [(row.name, row.line) for group in groups.values() for row in group]
    return render_template(
        "forums/rhythm/year.html",
        year=asked,
        today=today,
        groups=groups,
        months=[date(asked, month, 1) for month in range(1, 13)],
        sentence=year_said(rows, asked, today.year),
        marks={mark: (LETTERS[language()][mark], label(mark)) for mark in Mark},
    )


def _groups(asked: int, today: date) -> Mapping[str, list[Shown]]:
    forums = forums_in(asked)
    ids = [forum.id for forum in forums]
    tasks = tasks_of(ids)
    times = times_of(ids, today, date(min(asked, today.year), 1, 1))
    found: dict[str, list[Shown]] = {key: [] for key in kinds()}
    for forum in forums:
        one = line(tasks[forum.id], times[forum.id], asked, today, forum.ended_on)
        found.setdefault(forum.kind, []).append(
            Shown(forum, words(forum.name), one, late_said(one.late, today.year))
        )
    for rows in found.values():
        rows.sort(key=lambda row: albanian_key(row.name))
    return {key: rows for key, rows in found.items() if rows}
