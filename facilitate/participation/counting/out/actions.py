"""Figures leave the house: made for a language, put into files, published and taken back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from secrets import token_urlsafe

import sqlalchemy as sa
from flask import abort, current_app, url_for

from .... import clock
from ....content import folder
from ....db import db
from ....events.models import Event
from ....i18n import LANGUAGES, _, use_language
from ....refused import Refused
from ...inviting.paper import look_of
from ...models import PublicFigures
from ..across import Short
from ..gathering import Counts
from ..heads import GOVERNMENT
from ..judging import Edition, edition_of, edition_read, few_came_or_went
from ..making import report_of
from ..outside import for_outside
from ..pictures.choosing import picture_named
from ..report import Block, BlockKey, Report
from .book import to_book
from .frozen import frozen, thawed
from .png import png_of
from .table import to_csv
from .word import to_word

FILES = ("xlsx", "docx", "csv")
"""What a report can be taken out as."""
DRAWINGS = ("svg", "png")
"""What a picture can be taken out as."""
DRAWN = 640.0


def outside(
    event: Event,
    code: str,
    today: date,
    government: Sequence[str] = GOVERNMENT,
    counts: Counts | None = None,
) -> Report:
    """The event's figures as they may leave the house, in that language; with `counts` nothing is counted again.

    Judged together with every edition that was published: nobody can be told by comparing them.
    """
    with use_language(code):
        report = for_outside(report_of(event, today, government, counts=counts), editions_of(event))
    return replace(report, blocks=tuple(block for block in report.blocks if _tells(block)))


def _tells(block: Block) -> bool:
    """Whether a table is worth a page: of an event of which only who came is known, there is no way to tell of."""
    return block.key is not BlockKey.FLOW or len({row.counts[0] for row in block.rows} - {0}) > 1


def file_of(
    report: Report,
    ending: str,
    code: str,
    made_on: date,
    look: Path | bytes | None = None,
    short: Sequence[Short] = (),
) -> bytes:
    """The report as xlsx, docx (in that look) or csv, in that language. The report must be one that may leave the house.

    `short`: its events on one line each (`across.in_short` of this same report), for xlsx and docx.
    """
    if report.families:
        raise ValueError("a report of the house never leaves it")
    with use_language(code):
        if ending == "xlsx":
            return to_book(report, made_on, short)
        if ending == "docx":
            return to_word(report, look or folder("guides") / "guide.docx", made_on, short)
        return to_csv(report)


def drawing_of(report: Report, name: str, ending: str, code: str) -> bytes:
    """One picture of the report as svg or png, or a page that says it is not there."""
    with use_language(code):
        picture = picture_named(report, name)
        if picture is None:
            abort(404)
        markup = picture.draw(DRAWN)
    return png_of(markup) if ending == "png" else str(markup).encode()


def published(event: Event) -> PublicFigures | None:
    """What is published of the event."""
    row = _row(event)
    return row if row and _is_out(row) else None


EDITIONS = "editions"
"""Beside the languages of what is published: everything that was ever told, also once it was taken back."""


def _row(event: Event) -> PublicFigures | None:
    return db.session.scalars(sa.select(PublicFigures).where(PublicFigures.event_id == event.id)).first()


def _is_out(row: PublicFigures) -> bool:
    return any(code in row.content for code in LANGUAGES)


def editions_of(event: Event) -> list[Edition]:
    """What was told by each publication of the event's figures, the first one first."""
    row = _row(event)
    if row is None or EDITIONS in row.content:
        return list(row.content[EDITIONS]) if row else []
    return [edition_read(thawed(row.content[code])) for code in LANGUAGES if code in row.content][:1]


def behind(token: str) -> tuple[PublicFigures, Event]:
    """The published figures behind an address, and their event, or a page that says there are none."""
    found = db.session.execute(
        sa.select(PublicFigures, Event)
        .join(Event, PublicFigures.event_id == Event.id)
        .where(PublicFigures.token == token)
    ).first()
    if found is None or not _is_out(found[0]):
        abort(404)
    return found[0], found[1]


def publish(event: Event, now: datetime) -> PublicFigures:
    """From here on everybody with the link reads the figures as they are now, in both languages.

    Published again, they have the same address.
    """
    today = clock.day_in(event.zone, now)
    counts = Counts(event, today)
    earlier, reports = (
        editions_of(event),
        {code: outside(event, code, today, counts=counts) for code in LANGUAGES},
    )
    content = {code: frozen(report) for code, report in reports.items()}
    with use_language(event.language):
        house = report_of(event, today, counts=counts)
    if few_came_or_went(house, earlier):
        raise Refused(
            _(
                "Held back: one or two people have come or gone since figures were published, and comparing the two would "
                "show who. What is public stays as it is; publish again when at least three more have."
            )
        )
    if not any(column["total"] for block in content[event.language]["blocks"] for column in block["columns"]):
        raise Refused(_("Nobody is counted yet: there is nothing to publish."))
    row = _row(event)
    if row is None:
        row = PublicFigures(event_id=event.id, token=token_urlsafe(16), content={})
        db.session.add(row)
    elif not _is_out(row):
        row.token = token_urlsafe(16)
    told = edition_of(house, reports[event.language], earlier)
    editions = earlier if told in earlier else [*earlier, told]
    row.published_at, row.content = now.astimezone(UTC), {**content, EDITIONS: editions}
    db.session.flush()
    return row


def take_back(event: Event) -> None:
    """The address ends; published again, the figures get another one. What was told stays known, to be judged with."""
    row = published(event)
    if row is not None:
        row.token, row.content = token_urlsafe(16), {EDITIONS: row.content.get(EDITIONS, [])}
        db.session.flush()


def public_address(row: PublicFigures) -> str:
    """The address everybody can open."""
    base: str = current_app.extensions["settings"].base_url
    return base + url_for("participation.public_figures", token=row.token)


def event_look(event: Event) -> Path | bytes:
    """The look of the event's Word files."""
    return look_of(event)
