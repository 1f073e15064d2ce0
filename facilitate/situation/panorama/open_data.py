"""Numbers as open data: what was told, one a row, and what each indicator and column means; for everybody once two released it."""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...forums.kinds import forum_kinds
from ...lib.tables import rows_to_csv
from ...release.models import ReleasedWords, TextSource
from ...release.two_people import BY, ReleaseStanding, release_standing
from ...web.i18n import use_language
from ..cells import NOT_KNOWN, PlaceSplit
from ..period import latest_ended, period_key
from ..queries import places_of_forums
from ..telling_words import HIDDEN, NONE
from .queries import Panorama, panorama_of
from .splits import place_numbers, tellings_of

SOURCE = TextSource.OPEN_DATA
LOOKED_BACK = 20
"""Half-years in which the latest released is looked for."""
COLUMNS = (
    ("numbers.csv", "forum", "Key of the forum that approved it", "Kodi i forumit që e miratoi"),
    ("numbers.csv", "forum_en", "Its name, English", "Emri i tij, anglisht"),
    ("numbers.csv", "forum_sq", "Its name, Albanian", "Emri i tij, shqip"),
    ("numbers.csv", "county", "Key of its county", "Kodi i qarkut të tij"),
    ("numbers.csv", "indicator", "Key of the indicator", "Kodi i treguesit"),
    (
        "numbers.csv",
        "line",
        "Line of numbers: another definition begins another; do not compare across lines",
        "Seria e numrave: një përkufizim tjetër nis seri tjetër; mos krahasoni mes serive",
    ),
    ("numbers.csv", "half_year", "Year and half", "Viti dhe gjashtëmujori"),
    ("numbers.csv", "number", "Total; empty if protected", "Totali; bosh nëse është i mbrojtur"),
    (
        "numbers.csv",
        "protected",
        "yes: a group of fewer than three people, or a number that would reveal one",
        "yes: grup me më pak se tre persona, ose numër që do ta zbulonte",
    ),
    *(
        ("municipalities.csv", *row)
        for row in (
            ("forum", "Key of the forum that approved it", "Kodi i forumit që e miratoi"),
            ("indicator", "Key of the indicator", "Kodi i treguesit"),
            ("line", "Line of numbers", "Seria e numrave"),
            ("half_year", "Year and half", "Viti dhe gjashtëmujori"),
            (
                "municipality",
                "Key of the municipality; - if it is not known",
                "Kodi i bashkisë; - nëse nuk dihet",
            ),
            ("municipality_name", "Its name", "Emri i saj"),
            ("number", "Number; empty if protected", "Numri; bosh nëse është i mbrojtur"),
            ("protected", "yes: as in numbers.csv", "yes: si te numbers.csv"),
        )
    ),
    ("indicators.csv", "definition", "What is counted", "Çfarë numërohet"),
    ("indicators.csv", "counted", "How it is counted", "Si numërohet"),
    (
        "indicators.csv",
        "offices",
        "Who counts; every_member: all of them",
        "Kush numëron; every_member: të gjithë anëtarët",
    ),
    ("indicators.csv", "first, last", "Half-years it was asked for", "Gjashtëmujorët kur u kërkua"),
)
"""The dictionary of columns: file, column, what it means in both languages; told of the files there are."""


def release_id(kind: str, period: int) -> int:
    """The number under which its release is kept."""
    return zlib.crc32(f"{kind}/{period}".encode()) & 0x7FFFFFFF


def open_files(found: Panorama) -> dict[str, bytes]:
    """The tables by the name of their file, the same in every language: all that is told up to the half-year shown.

    Numbers by municipality are those of the half-year shown; there is no such file where nothing is split so.
    """
    tables = {"numbers.csv": [*_numbers(found)], "indicators.csv": [*_indicators(found)]}
    if any(one.place is PlaceSplit.MUNICIPALITY for one in found.lines):
        tables["municipalities.csv"] = [*_municipalities(found)]
    tables["columns.csv"] = [
        ("file", "column", "meaning_en", "meaning_sq"),
        *(row for row in COLUMNS if row[0] in tables),
    ]
    return {name: rows_to_csv(rows, ",") for name, rows in tables.items()}


def _heads(name: str) -> tuple[str, ...]:
    return tuple(column for file, column, _en, _sq in COLUMNS if file == name)


def _municipalities(found: Panorama) -> Iterator[tuple[str, ...]]:
    yield _heads("municipalities.csv")
    lines = [one for one in found.lines if one.place is PlaceSplit.MUNICIPALITY]
    places = places_of_forums([one.id for one in found.forums])
    slugs = {one.id: one.slug for one in found.forums}
    with use_language("en"):
        for line, told in zip(lines, tellings_of(found.kind, found.period, lines), strict=True):
            for forum, key, name, number in place_numbers(found, line, told, places):
                if number == NONE:
                    continue
                names = (key, name if key != NOT_KNOWN else "")
                said = ("", "yes") if number == HIDDEN else (str(number), "no")
                half = period_key(found.period)
                yield (slugs[forum], line.key, str(line.line), half, *names, *said)


def _numbers(found: Panorama) -> Iterator[tuple[str, ...]]:
    yield _heads("numbers.csv")
    for forum in sorted(found.everyone, key=lambda one: one.slug):
        names = (forum.slug, forum.name.en, forum.name.sq, found.counties.get(forum.id, ""))
        for period in found.periods:
            totals = found.totals.get((forum.id, period), {}) if period <= found.period else {}
            for one in found.known:
                if str(one.id) in totals:
                    number = totals[str(one.id)]
                    said = ("", "yes") if number is None else (str(number), "no")
                    yield (*names, one.key, str(one.line), period_key(period), *said)


def _indicators(found: Panorama) -> Iterator[tuple[str, ...]]:
    texts = ("name", "unit", "definition", "counted")
    named = [f"{text}_{code}" for text in texts for code in ("en", "sq")]
    yield ("indicator", "line", *named, "offices", "first", "last")
    for one in found.known:
        if one.first > found.period:
            continue  # what is asked later changes nothing of what was released
        over = one.last is not None and one.last < found.period
        yield (
            one.key,
            str(one.line),
            *(getattr(getattr(one, text), code) for text in texts for code in ("en", "sq")),
            " ".join(one.sources),
            period_key(one.first),
            period_key(one.last) if over and one.last else "",
        )


def open_zip(files: dict[str, bytes]) -> bytes:
    """The tables in one file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return made.getvalue()


def open_digest(files: dict[str, bytes]) -> str:
    """What stands for exactly these tables."""
    return hashlib.sha256(b"\0".join(files.values())).hexdigest()


def open_standing(found: Panorama) -> ReleaseStanding:
    """Who has released exactly what is told now, up to the half-year shown."""
    return release_standing(
        SOURCE, release_id(found.kind, found.period), open_digest(open_files(found))
    )


def released_panoramas() -> list[Panorama]:
    """Of each kind of forum the latest half-year whose numbers are open data today."""
    one = ReleasedWords
    pressed = sa.select(one.row_id).where(one.source == SOURCE)
    ids = set(db.session.scalars(pressed.group_by(one.row_id).having(sa.func.count() >= BY)))
    latest = latest_ended(clock.today())
    asked = (
        panorama_of(kind, period, latest)
        for kind in (forum_kinds() if ids else ())
        for period in range(latest, latest - LOOKED_BACK, -1)
        if release_id(kind, period) in ids
    )
    newest: dict[str, Panorama] = {}
    for found in asked:
        if found.kind not in newest and open_standing(found).out:
            newest[found.kind] = found
    return list(newest.values())
