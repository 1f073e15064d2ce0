"""The constellation: themes against sectors, counties or questions, as a picture or as a table; what was chosen."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, request

from ...directory.models import Sector
from ...directory.queries import all_counties, all_sectors
from ...events.access import Can, needs
from ...events.models import Event
from ...events.queries import objectives_of
from ...web.i18n import _, label_of, pick_wording
from ..blueprint import bp
from ..models import QuestionKind, Theme
from ..queries import choices_of, questions_of, themes_of, turnout
from ..reading.queries import progress
from . import wording
from .choices import split, together
from .columns import By, Column, Seen, by_capital, by_county, by_sector
from .counting import ThemeCount, Voice, count, provenance, waiting
from .picture import Drawn, draw
from .queries import by_question, picks_by_sector, voices_of


@bp.get("/events/<slug>/consultation/themes")
@needs(Can.READ_ANSWERS)
def themes(event: Event) -> Any:
    """Themes seen by sector, county, capital or question; what each means; what comes of it."""
    rows, voices, parts = themes_of(event), voices_of(event), all_sectors()
    by = By(request.args["by"]) if request.args.get("by") in list(By) else By.SECTOR
    names = {sector.key: pick_wording(sector.name) for sector in parts}
    counts = count(
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
        said={row.theme: wording.heard_of(row, names) for row in counts},
        by=by,
        seen=seen,
        drawing=draw(_drawn(rows, counts, seen), seen.columns),
        as_table=request.args.get("view") == "table",
        turnout=turnout(event),
        progress=progress(event),
        waiting=waiting(counts, {theme.id for theme in rows if theme.objective_id}),
        objectives=objectives,
        come_from={key: provenance(some, voices) for key, some in behind.items()},
        wording=wording,
    )


@bp.get("/events/<slug>/consultation/choices")
@needs(Can.READ_ANSWERS)
def choices(event: Event) -> Any:
    """What was chosen in questions that are not open: for the team, so nothing is left out."""
    closed = [
        question for question in questions_of(event) if question.kind is not QuestionKind.OPEN
    ]
    offered, picked = choices_of(closed), picks_by_sector(event)
    asked = [question for question in closed if question.id in picked or not question.hidden]
    return render_template(
        "consultation/constellation/choices.html",
        event=event,
        questions=asked,
        counted={
            question.id: split(
                wording.lines(
                    question, offered[question.id], together(picked.get(question.id, {}))
                ),
                picked.get(question.id, {}),
            )
            for question in asked
        },
        sectors=all_sectors(),
        wording=wording,
    )


def _seen(
    event: Event, by: By, ids: list[int], voices: Sequence[Voice], parts: Sequence[Sector]
) -> Seen:
    """The themes against what somebody wants to see them against."""
    if by is By.QUESTION:
        return by_question(event, ids)
    if by is By.CAPITAL:
        names = (_("Outside the capital"), _("In the capital"), _("Not given"))
        return by_capital(ids, voices, names)
    if by is By.COUNTY:
        places = [
            Column(row.id, row.name, row.name, sieve={"county": row.id}) for row in all_counties()
        ]
        return by_county(ids, voices, places, _("Not given"))
    return by_sector(ids, voices, sector_columns(parts))


def sector_columns(parts: Sequence[Sector]) -> list[Column]:
    """The sectors as columns, without numbers."""
    return [
        Column(
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


def _drawn(rows: Sequence[Theme], counts: Sequence[ThemeCount], seen: Seen) -> list[Drawn]:
    """The themes as they are drawn: beside each how it is spread, and whether it is contested."""
    drawn = []
    for theme, row in zip(rows, counts, strict=True):
        said = label_of(row.spread) + (", " + _("contested") if row.contested else "")
        drawn.append(Drawn(theme.id, pick_wording(theme.name), seen.cells[theme.id], said))
    return drawn
