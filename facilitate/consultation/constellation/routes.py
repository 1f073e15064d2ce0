"""The constellation: themes against sectors, counties or questions, as a picture or as a table; what was chosen, and the quotes behind a number."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, request

from ...data.db import db
from ...directory.models import County, Sector
from ...directory.queries import all_counties, answering_sectors
from ...directory.search import Listing
from ...events.access import Can, needs
from ...events.models import Event, Goal, Objective
from ...events.queries import objectives_of
from ...web.i18n import _, _n, label_of, pick_wording
from ..blueprint import bp
from ..models import QuestionKind, Theme
from ..queries import choices_by_question, count_turnout, questions_of, themes_of
from ..reading.queries import reading_progress
from . import wording
from .choices import split_by_sector, sum_of_sectors
from .columns import (
    CAPITAL,
    OUTSIDE,
    ThemeColumn,
    ThemesBy,
    ThemesSeen,
    by_capital,
    by_county,
    by_sector,
)
from .counting import ThemeCount, ThemeVoice, count_themes, provenance_of_themes, waiting_themes
from .passage_filter import PassageFilter, read_passage_filter
from .picture import DrawnTheme, draw_themes
from .queries import picks_by_sector, themes_by_question, voices_of
from .quoted import QuotedPassage, quoted_passages


@bp.get("/events/<slug>/consultation/themes")
@needs(Can.READ_ANSWERS)
def show_themes(event: Event) -> Any:
    """Themes seen by sector, county, capital or question; what each means; what comes of it."""
    rows, voices, parts = themes_of(event), voices_of(event), answering_sectors()
    by = (
        ThemesBy(request.args["by"])
        if request.args.get("by") in list(ThemesBy)
        else ThemesBy.SECTOR
    )
    names = {sector.key: pick_wording(sector.name) for sector in parts}
    counts = count_themes(
        [theme.id for theme in rows], list(dict.fromkeys(v.sector for v in voices)), voices
    )
    seen = _seen(event, by, ids=[theme.id for theme in rows], voices=voices, parts=parts)
    objectives = objectives_of(event)
    behind = {
        row.id: {theme.id for theme in rows if theme.objective_id == row.id} for row in objectives
    }
    return render_template(
        "consultation/constellation/themes.html",
        event=event,
        themes={theme.id: theme for theme in rows},
        names={theme.id: pick_wording(theme.name) for theme in rows},
        counts={row.theme: row for row in counts},
        said={row.theme: wording.theme_spread_text(row, names) for row in counts},
        by=by,
        seen=seen,
        drawing=draw_themes(_drawn(rows, counts, seen), seen.columns),
        as_table=request.args.get("view") == "table",
        turnout=count_turnout(event),
        progress=reading_progress(event),
        waiting=waiting_themes(counts, {theme.id for theme in rows if theme.objective_id}),
        objectives=objectives,
        come_from={key: provenance_of_themes(some, voices) for key, some in behind.items()},
        wording=wording,
    )


@bp.get("/events/<slug>/consultation/choices")
@needs(Can.READ_ANSWERS)
def show_choices(event: Event) -> Any:
    """What was chosen in questions that are not open: for the team, so nothing is left out."""
    closed = [
        question for question in questions_of(event) if question.kind is not QuestionKind.OPEN
    ]
    offered, picked = choices_by_question(closed), picks_by_sector(event)
    asked = [question for question in closed if question.id in picked or not question.hidden]
    return render_template(
        "consultation/constellation/choices.html",
        event=event,
        questions=asked,
        counted={
            question.id: split_by_sector(
                wording.names_of_lines(
                    question, offered[question.id], sum_of_sectors(picked.get(question.id, {}))
                ),
                picked.get(question.id, {}),
            )
            for question in asked
        },
        sectors=answering_sectors(),
        wording=wording,
    )


def _seen(
    event: Event,
    by: ThemesBy,
    ids: list[int],
    voices: Sequence[ThemeVoice],
    parts: Sequence[Sector],
) -> ThemesSeen:
    """The themes against what somebody wants to see them against."""
    if by is ThemesBy.QUESTION:
        return themes_by_question(event, ids)
    if by is ThemesBy.CAPITAL:
        names = (_("Outside the capital"), _("In the capital"), _("Not given"))
        return by_capital(ids, voices, names)
    if by is ThemesBy.COUNTY:
        places = [
            ThemeColumn(row.id, row.name, row.name, sieve={"county": row.id})
            for row in all_counties()
        ]
        return by_county(ids, voices, places, _("Not given"))
    return by_sector(ids, voices, sector_columns(parts))


def sector_columns(parts: Sequence[Sector]) -> list[ThemeColumn]:
    """The sectors as columns, without numbers."""
    return [
        ThemeColumn(
            id=s.id,
            name=pick_wording(s.name),
            short=pick_wording(s.short),
            answers=0,
            letter=s.letter,
            sector=s.key,
            sieve={"sector": s.id},
        )
        for s in parts
    ]


def _drawn(
    rows: Sequence[Theme], counts: Sequence[ThemeCount], seen: ThemesSeen
) -> list[DrawnTheme]:
    """The themes as they are drawn: beside each how it is spread, and whether it is contested."""
    drawn = []
    for theme, row in zip(rows, counts, strict=True):
        said = label_of(row.spread) + (", " + _("contested") if row.contested else "")
        drawn.append(DrawnTheme(theme.id, pick_wording(theme.name), seen.cells[theme.id], said))
    return drawn


PAGE = 20
"""Passages of one page."""


@bp.get("/events/<slug>/consultation/quotes")
@needs(Can.READ_ANSWERS)
def show_quotes(event: Event) -> Any:
    wanted, themes = read_passage_filter(request.args), themes_of(event)
    rows = quoted_passages(event, wanted)
    shown = _page(rows, request.args.get("page", 1, type=int))
    mine = [theme for theme in themes if theme.id in wanted.themes] or list(themes)
    return render_template(
        "consultation/constellation/quotes.html",
        event=event,
        wanted=wanted,
        whole=PassageFilter(wanted.themes, wanted.objective, wanted.goal),
        title=_title(event, wanted) or ", ".join(pick_wording(theme.name) for theme in mine[:3]),
        lead=_lead(rows, _where(event, wanted)),
        themes=mine,
        shown=shown,
        by_theme={
            theme.id: [row for row in shown.rows if row.theme == theme.id] for theme in mine if rows
        },
    )


def _page(rows: list[QuotedPassage], number: int) -> Listing[QuotedPassage]:
    pages = max(1, -(-len(rows) // PAGE))
    number = min(max(1, number), pages)
    return Listing(rows[(number - 1) * PAGE : number * PAGE], number, pages, len(rows))


def _title(event: Event, wanted: PassageFilter) -> str:
    """The objective or goal that is asked for."""
    for model, key in ((Objective, wanted.objective), (Goal, wanted.goal)):
        row: Any = db.session.get(model, key) if key is not None else None
        if row is not None and row.event_id == event.id:
            return f"{row.code}: {pick_wording(row.text)}"
    return ""


def _where(event: Event, wanted: PassageFilter) -> list[str]:
    """What narrows the passages, in the order it is said."""
    sector = db.session.get(Sector, wanted.sector) if wanted.sector is not None else None
    county = db.session.get(County, wanted.county) if wanted.county else None
    asked = questions_of(event) if wanted.question is not None else ()
    question = next((one for one in asked if one.id == wanted.question), None)
    capital = {OUTSIDE: _("outside the capital"), CAPITAL: _("in the capital")}
    nowhere = 0 in (wanted.county, wanted.capital)
    found = [
        pick_wording(sector.name) if sector else "",
        county.name if county else "",
        capital.get(wanted.capital or 0, ""),
        _("county not given") if nowhere else "",
        pick_wording(question.text) if question else "",
        label_of(wanted.stance) if wanted.stance else "",
    ]
    return [text for text in found if text]


def _lead(rows: list[QuotedPassage], where: list[str]) -> str:
    """`18 passages in 10 answers · Civil society · Shkodër`"""
    answers = len({row.answer for row in rows})
    told = _(
        "%(passages)s in %(answers)s",
        passages=_n("%(num)d passage", "%(num)d passages", len({row.passage for row in rows})),
        answers=_n("%(num)d answer", "%(num)d answers", answers),
    )
    return " · ".join([told, *where])
