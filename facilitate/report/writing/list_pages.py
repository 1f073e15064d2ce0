"""The page of sections: how far the report is, what stands where, what is in it; and the draft to read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from ...data.db import db
from ...events.access import Can, may, needs
from ...events.asked_language import asked_language
from ...events.models import Event
from ...web.i18n import _, _n, use_language
from ..blueprint import bp
from ..models import SectionText
from ..proceedings import Section
from ..released_report import released_edition
from . import actions
from .assembling import sources_of
from .outline import ReportOutline, report_outline
from .titles import CONTAINERS


@bp.get("/events/<slug>/report")
@needs(Can.SEE)
def show_sections(event: Event) -> Any:
    """The sections of the report in one language, for who writes it; others read what is released."""
    code = asked_language(event, "language")
    if not may(Can.WRITE_REPORT):
        return render_template(
            "report/writing/waiting.html", event=event, out=released_edition(event)
        )
    with use_language(code):
        found = report_outline(event)
        rows = section_rows(event, found)
    return render_template(
        "report/writing/page.html",
        event=event,
        code=code,
        rows=rows,
        sentence=sections_sentence(rows),
        lost=found.lost,
        out=released_edition(event),
        unplaced=found.unplaced,
    )


@bp.post("/events/<slug>/report/sections/<key>/move")
@needs(Can.WRITE_REPORT)
def move_report_section(event: Event, key: str) -> Any:
    """Put a section elsewhere: up, down, or at a place."""
    code = asked_language(event, "language")
    found = report_outline(event)
    try:
        actions.move_section(event, found, key, _place(found, key, request.form.get("to", "")))
    except KeyError:
        abort(404)
    except ValueError:
        abort(422)
    db.session.commit()
    return redirect(
        url_for("report.show_sections", slug=event.slug, language=code, _anchor=f"section-{key}")
    )


@bp.post("/events/<slug>/report/sections/<key>/include")
@needs(Can.WRITE_REPORT)
def include_report_section(event: Event, key: str) -> Any:
    """Take a section into the report, or leave it out."""
    code, to = asked_language(event, "language"), request.form.get("to")
    found = report_outline(event)
    one = next((one for one in found.all if one.key == key), None) or abort(404)
    if to not in ("in", "out"):
        abort(422)
    actions.include_section(event, found, key, to=to == "in")
    said = (
        _("“%(title)s” is in the report.")
        if to == "in"
        else _("“%(title)s” was left out of the report.")
    )
    flash(said % {"title": one.title})
    db.session.commit()
    return redirect(
        url_for("report.show_sections", slug=event.slug, language=code, _anchor=f"section-{key}")
    )


def _place(found: ReportOutline, key: str, to: str) -> int:
    """The place asked for, from 1. Raises KeyError where there is no such section, ValueError for what is no place."""
    groups = [found.sections, *(one.sections for one in found.sections)]
    keys = next(
        ([one.key for one in group] for group in groups if key in [one.key for one in group]), None
    )
    if keys is None:
        raise KeyError(key)
    now = keys.index(key) + 1
    return {"up": now - 1, "down": now + 1}.get(to) or int(to)


@dataclass(frozen=True)
class SectionRow:
    """A line of the list: its section, whether it is in the report and says something, what the team did to it.

    `changed`: its sources have changed since it was edited. `lines`: how much was written down in it.
    """

    section: Section
    included: bool
    filled: bool = True
    written: SectionText | None = None
    changed: bool = False
    lines: int = 0
    rows: Sequence["SectionRow"] = field(default_factory=tuple)

    @property
    def chapter(self) -> bool:
        """Whether it is no text itself and only holds others."""
        return self.section.key in CONTAINERS


def section_rows(event: Event, found: ReportOutline) -> list[SectionRow]:
    """All sections in their order; of edited ones the sources are assembled, to see whether they have changed."""
    now = sources_of(event, list(found.written))
    return [_row(one, found, now) for one in found.sections]


def _row(one: Section, found: ReportOutline, now: dict[str, str]) -> SectionRow:
    written = found.written.get(one.key)
    rows = [_row(own, found, now) for own in one.sections]
    return SectionRow(
        section=one,
        included=one.key not in found.wanted.out,
        filled=one.key in found.filled or any(own.filled for own in rows),
        written=written,
        changed=written is not None and written.source != now.get(one.key, written.source),
        lines=found.lines.get(one.key, 0),
        rows=rows,
    )


def sections_sentence(rows: Sequence[SectionRow]) -> str:
    """`24 sections have something to say; 2 are edited; the sources of 1 have changed since.`"""
    every = [one for row in rows for one in (row.rows if row.chapter else (row,))]
    told = sum(1 for one in every if one.filled)
    if not any(one.filled for one in every if one.section.key != "summary"):
        return _(
            "There is nothing to report yet: the report comes from the agenda, the notes and "
            "the list of participants."
        )
    parts = [_n("%(num)d section has content", "%(num)d sections have content", told)]
    edited = sum(1 for one in every if one.written)
    if edited:
        parts.append(_n("%(num)d is edited", "%(num)d are edited", edited))
    changed = sum(1 for one in every if one.changed)
    if changed:
        parts.append(
            _n(
                "the sources of %(num)d have changed since",
                "the sources of %(num)d have changed since",
                changed,
            )
        )
    out = sum(1 for row in rows for one in (row, *row.rows) if not one.included)
    if out:
        parts.append(_n("%(num)d is left out", "%(num)d are left out", out))
    return "; ".join(parts) + "."
