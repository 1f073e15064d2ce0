"""Figures leave the house: made for a language, put into files, published and taken back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import sqlalchemy as sa
from flask import abort

from .... import clock
from ....data.content import content_folder
from ....data.db import db
from ....events.extensions import counts_attendance_outside
from ....events.models import Event
from ....lib.telling import number_beside
from ....mailing.office_letter import letter_look
from ....web.addresses import full_address
from ....web.i18n import LANGUAGES, _, use_language
from ....web.refused import Refused
from ...models import PublicFigures
from ...queries import count_attended
from ..across_events import EventInShort
from ..disclosure import (
    FIRST,
    FiguresEdition,
    edition_as_column,
    edition_from_outside,
    edition_of_report,
    few_came_or_went,
)
from ..event_report import report_of_event
from ..heads import GOVERNMENT
from ..outside_report import for_outside
from ..pictures.choice import picture_named
from ..pictures.drawing import render_png
from ..report import BlockKey, FiguresBlock, FiguresReport, freeze_figures, thaw_figures
from ..tallies import EventCounts
from .book import figures_workbook
from .table import report_csv
from .word import figures_word_file

FILES = ("xlsx", "docx", "csv")
"""What a report can be taken out as."""
DRAWN = 640.0


def figures_for_outside(
    event: Event,
    code: str,
    today: date,
    government: Sequence[str] = GOVERNMENT,
    counts: EventCounts | None = None,
    told: Sequence[FiguresEdition] | None = None,
) -> FiguresReport:
    """The event's figures as they may leave the house, in that language; with `counts` nothing is counted again.

    `told`: every edition of them, where it is known already.

    Judged together with every edition that was told: nobody can be told by comparing them. Where not even how many came may
    be told, these are the figures that were told last.
    """
    earlier = editions_of_event(event) if told is None else told
    with use_language(code):
        house = report_of_event(event, today, government, counts=counts)
        kept = _told_last(event, code) if few_came_or_went(house, earlier) else None
        report = thaw_figures(kept) if kept else for_outside(house, earlier)
    return replace(report, blocks=tuple(block for block in report.blocks if _tells(block)))


def is_held_back(event: Event, today: date, counts: EventCounts) -> bool:
    """Whether what leaves the house stays as it was told last, since one or two people came or went."""
    return few_came_or_went(report_of_event(event, today, counts=counts), editions_of_event(event))


def _tells(block: FiguresBlock) -> bool:
    """Whether a table is worth a page: of an event of which only who came is known, there is no way to tell of."""
    return block.key is not BlockKey.FLOW or len({row.counts[0] for row in block.rows} - {0}) > 1


def figures_file(
    report: FiguresReport,
    ending: str,
    code: str,
    made_on: date,
    look: Path | bytes | None = None,
    short: Sequence[EventInShort] = (),
) -> bytes:
    """The report as xlsx, docx (in that look) or csv, in that language. The report must be one that may leave the house.

    `short`: its events on one line each (`across.in_short` of this same report), for xlsx and docx.
    """
    if report.families:
        raise ValueError("a report of the house never leaves it")
    with use_language(code):
        if ending == "xlsx":
            return figures_workbook(report, made_on, short)
        if ending == "docx":
            return figures_word_file(
                report, look or content_folder("guides") / "guide.docx", made_on, short
            )
        return report_csv(report)


def figures_drawing(report: FiguresReport, name: str, ending: str, code: str) -> bytes:
    """One picture of the report as svg or png, or a page that says it is not there."""
    with use_language(code):
        picture = picture_named(report, name)
        if picture is None:
            abort(404)
        markup = picture.draw(DRAWN)
    return render_png(markup) if ending == "png" else str(markup).encode()


def published_figures(event: Event) -> PublicFigures | None:
    """What is published of the event."""
    row = _row(event)
    return row if row and _is_out(row) else None


EDITIONS = "editions"
"""Beside the languages of what is published: everything that was ever told, also once it was taken back."""
TOLD_LAST = "told_last"
"""And the figures as they were told last, by language, in whatever they left."""


def _row(event: Event) -> PublicFigures | None:
    return db.session.scalars(
        sa.select(PublicFigures).where(PublicFigures.event_id == event.id)
    ).first()


def _is_out(row: PublicFigures) -> bool:
    return any(code in row.content for code in LANGUAGES)


def editions_of_event(event: Event) -> list[FiguresEdition]:
    """What was told each time the event's figures left, the first one first."""
    row = _row(event)
    return _editions(row) if row else []


def editions_of_events(events: Collection[Event]) -> list[FiguresEdition]:
    """What was told of each of these events, for a report in which they stand side by side."""
    slugs = {event.id: event.slug for event in events}
    rows = db.session.scalars(sa.select(PublicFigures).where(PublicFigures.event_id.in_(slugs)))
    return [edition_as_column(one, slugs[row.event_id]) for row in rows for one in _editions(row)]


def _editions(row: PublicFigures) -> list[FiguresEdition]:
    if EDITIONS in row.content:
        return list(row.content[EDITIONS])
    return [
        edition_from_outside(thaw_figures(row.content[code]))
        for code in LANGUAGES
        if code in row.content
    ][:1]


def _told_last(event: Event, code: str) -> Mapping[str, Any] | None:
    """The figures of the event as they were told last, in that language."""
    row = _row(event)
    if row is None:
        return None
    kept: Mapping[str, Any] | None = row.content.get(TOLD_LAST, row.content).get(code)
    return kept


@counts_attendance_outside
def attended_outside(event: Event) -> int:
    """How many came, as it may be told beside what was told before; 0 where it may not."""
    return attended_beside(count_attended(event), editions_of_event(event))


def attended_of_each(came: Mapping[int, int]) -> dict[int, int]:
    """How many came to each of several events (by their numbers), as it may be told beside what was told before."""
    rows = db.session.scalars(sa.select(PublicFigures).where(PublicFigures.event_id.in_(came)))
    told = {row.event_id: _editions(row) for row in rows} if came else {}
    return {key: attended_beside(number, told.get(key, ())) for key, number in came.items()}


def attended_beside(came: int, told: Sequence[FiguresEdition]) -> int:
    """How many came, as it may be told beside these editions; 0 where it may not."""
    return number_beside(came, _totals(told))


def totals_told(event: Event) -> list[int]:
    """How many came, each time it was told."""
    return _totals(editions_of_event(event))


def _totals(told: Sequence[FiguresEdition]) -> list[int]:
    return [was for one in told if (was := one["flow"].get(FIRST[0])) is not None]


def find_public_figures(token: str) -> tuple[PublicFigures, Event]:
    """The published figures behind an address, and their event, or a page that says there are none."""
    found = db.session.execute(
        sa.select(PublicFigures, Event)
        .join(Event, PublicFigures.event_id == Event.id)
        .where(PublicFigures.token == token)
    ).first()
    if found is None or not _is_out(found[0]):
        abort(404)
    return found[0], found[1]


def publish_figures(event: Event, now: datetime) -> PublicFigures:
    """From here on everybody with the link reads the figures as they are now, in both languages.

    Published again, they have the same address.
    """
    today = clock.day_in(event.zone, now)
    told = _Telling(event, today)
    if few_came_or_went(told.house, told.earlier):
        raise Refused(
            _(
                "Not published: since the last figures one or two people have been added or "
                "removed, and comparing the two would show who. The public figures stay as "
                "they are; publish again once at least three have changed."
            )
        )
    if told.nobody:
        raise Refused(_("Nobody has been counted yet: there is nothing to publish."))
    row = _row(event) or _new_row(event, now)
    if not _is_out(row):
        row.token = token_urlsafe(16)
    row.published_at, row.content = now.astimezone(UTC), {**told.content, **told.kept()}
    db.session.flush()
    return row


def told_elsewhere(event: Event, now: datetime) -> None:
    """The figures as they may be told now have left by another way, with the report: later ones are judged with them."""
    told = _Telling(event, clock.day_in(event.zone, now))
    if told.nobody or few_came_or_went(told.house, told.earlier):
        return
    row = _row(event) or _new_row(event, now)
    row.content = {**row.content, **told.kept()}
    db.session.flush()


class _Telling:
    """The event's figures as they may be told now: in the house, by language, and what was told before."""

    def __init__(self, event: Event, today: date) -> None:
        counts = EventCounts(event, today)
        self.earlier = editions_of_event(event)
        reports = {
            code: figures_for_outside(event, code, today, counts=counts, told=self.earlier)
            for code in LANGUAGES
        }
        self.shown = reports[event.language]
        self.content = {code: freeze_figures(report) for code, report in reports.items()}
        with use_language(event.language):
            self.house = report_of_event(event, today, counts=counts)

    @property
    def nobody(self) -> bool:
        """Whether there is nothing to tell."""
        return not any(column.total for block in self.shown.blocks for column in block.columns)

    def kept(self) -> dict[str, Any]:
        """What is kept of telling it: every edition, and the figures as they were told last."""
        edition = edition_of_report(self.house, self.shown, self.earlier)
        editions = self.earlier if edition in self.earlier else [*self.earlier, edition]
        return {EDITIONS: editions, TOLD_LAST: self.content}


def _new_row(event: Event, now: datetime) -> PublicFigures:
    """A row for the event's figures, nothing of which is public yet."""
    row = PublicFigures(
        event_id=event.id, token=token_urlsafe(16), published_at=now.astimezone(UTC), content={}
    )
    db.session.add(row)
    return row


def withdraw_figures(event: Event) -> None:
    """The address ends; published again, the figures get another one. What was told stays known, to be judged with."""
    row = published_figures(event)
    if row is not None:
        kept = {
            EDITIONS: editions_of_event(event),
            TOLD_LAST: row.content.get(TOLD_LAST)
            or {code: row.content[code] for code in LANGUAGES},
        }
        row.token, row.content = token_urlsafe(16), kept
        db.session.flush()


def public_figures_url(row: PublicFigures) -> str:
    """The address everybody can open."""
    return full_address("participation.show_public_figures", token=row.token)


def figures_look(event: Event) -> Path | bytes:
    """The look of the event's Word files."""
    return letter_look(event)
