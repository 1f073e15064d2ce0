"""The year of all forums on one page: what a director reads in ten seconds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, render_template, request

from ... import clock
from ...accounts.doors import in_a_team
from ...lib.text import albanian_key
from ...web.forms import FIRST_YEAR, LAST_YEAR
from ...web.i18n import current_language, label_of, pick_wording
from ..blueprint import bp
from ..duties import tasks_of, times_of
from ..kinds import forum_kinds
from ..labels import ends_said, late_said
from ..models import Forum
from ..queries import presidency_endings
from .labels import LETTERS, PAPERS, year_said
from .picture import YearLine, YearMark, year_line
from .queries import forums_in


@dataclass(frozen=True)
class ForumYear:
    """A forum in the picture: its name, its year; in words what is late, and of a presidency that ends soon."""

    forum: Forum
    name: str
    line: YearLine
    late: str
    ends: str


@bp.get("/forums/year")
@in_a_team
def show_forums_year() -> Any:
    """Forums × months of one year, by kind."""
    today = clock.today()
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
        papers=PAPERS,
        marks={mark: (LETTERS[current_language()][mark], label_of(mark)) for mark in YearMark},
    )


def _groups(asked: int, today: date) -> Mapping[str, list[ForumYear]]:
    forums = forums_in(asked)
    ids = [forum.id for forum in forums]
    tasks = tasks_of(ids)
    times = times_of(ids, today, date(min(asked, today.year), 1, 1))
    ending = presidency_endings(forums, today) if asked == today.year else {}
    found: dict[str, list[ForumYear]] = {key: [] for key in forum_kinds()}
    for forum in forums:
        one = year_line(
            tasks[forum.id], times[forum.id], year=asked, today=today, ended=forum.ended_on
        )
        late = late_said(one.keeping.late, today.year)
        ends = ends_said(ending[forum.id]) if forum.id in ending else ""
        found.setdefault(forum.kind, []).append(
            ForumYear(forum=forum, name=pick_wording(forum.name), line=one, late=late, ends=ends)
        )
    for rows in found.values():
        rows.sort(key=lambda row: albanian_key(row.name))
    return {key: rows for key, rows in found.items() if rows}
