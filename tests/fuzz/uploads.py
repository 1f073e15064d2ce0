"""Every kind of file people bring in, and what reading it in a child takes."""

import io
import random
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import docx

from facilitate.agenda.arriving.reading import read_agenda
from facilitate.forums.rhythm.filing import document_ending
from facilitate.guides.looks.cleaning import clean_look
from facilitate.guides.looks.queries import planners_look
from facilitate.lib.books import read_book
from facilitate.lib.opendocument_out import as_opendocument
from facilitate.lib.photos import read_photo
from facilitate.lib.plain_values import parse_toml
from facilitate.lib.reading_child import FileProblem, NotRead, ReadingLimits, read_in_child
from facilitate.lib.tables import read_table
from facilitate.lib.text import Words
from facilitate.library.package import PackedDocument, pack_library, read_library_package
from facilitate.library.shelf import DocumentKind
from facilitate.notes.bringing.reading import read_notes_file
from facilitate.participation.answering.calendar_replies import read_calendar_reply
from facilitate.report.archive.packing import (
    ABOUT,
    EVENT,
    FORMAT,
    KIND,
    json_bytes,
    pack_archive,
    unpack_archive,
)
from facilitate.techniques.shelf import shipped_techniques
from facilitate.techniques.table import table_to_toml, technique_to_table

from ..lib.test_sheets import book_of
from ..notes.photos.pictures import draw_paper, from_a_phone, iphone_picture, picture_bytes
from .measuring import measure_reading


@dataclass(frozen=True)
class Door:
    """A way in: what reads it, a file it reads, and what it is told besides."""

    reader: Callable[..., Any]
    sample: bytes
    told: tuple[Any, ...] = ()


@dataclass
class Taken:
    """What the files of a door took: how many were read and refused, the slowest in seconds, the largest in megabytes;
    `broken`: how each ended that was neither."""

    read: int = 0
    refused: int = 0
    seconds: float = 0
    megabytes: int = 0
    broken: list[str] = field(default_factory=list)


def _word() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_heading("Schools", 1)
    for number in range(20):
        document.add_paragraph(f"– Line {number}", style="List Bullet")
    document.add_table(2, 2).cell(0, 0).text = "Cell"
    document.save(out)
    return out.getvalue()


def _archive() -> bytes:
    about = {"kind": KIND, "format": FORMAT, "planner": "0.1.0", "parts": [EVENT]}
    photo = from_a_phone(400, 300)
    return pack_archive(
        {
            ABOUT: json_bytes(about),
            EVENT: json_bytes({"event": [{"title": "Spring"}]}),
            "photos/001.jpg": photo,
        }
    )


def _library(word: bytes) -> bytes:
    law = PackedDocument(
        kind=DocumentKind.LAW,
        title=Words("Law", "Ligji"),
        about=Words(),
        number="9887",
        on=date(2008, 3, 10),
        ended_on=None,
        address="",
        file_name="law.docx",
        content=word,
    )
    return pack_library([law])


def upload_doors() -> dict[str, Door]:
    """Every door by name."""
    rows = [
        ["Task", "Due", "Who"],
        *([f"Task {number}", "12.3.2027", "Ana"] for number in range(40)),
    ]
    book, word = book_of(*rows), _word()
    csv = "\n".join(";".join(row) for row in rows).encode()
    technique = table_to_toml(
        technique_to_table(next(iter(shipped_techniques().values())))
    ).encode()
    return {
        "checklist, agenda or budget (.xlsx)": Door(read_book, book),
        "list (.xlsx)": Door(read_table, book, ("list.xlsx",)),
        "checklist or budget (.ods)": Door(read_book, as_opendocument(book)),
        "list (.ods)": Door(read_table, as_opendocument(book), ("list.ods",)),
        "list (.csv)": Door(read_table, csv, ("list.csv",)),
        "calendar reply (.eml)": Door(read_calendar_reply, (REPLIES / "outlook.eml").read_bytes()),
        "agenda (.docx)": Door(read_agenda, (SAMPLES / "01-ministria.docx").read_bytes(), AGENDA),
        "agenda (.xlsx)": Door(read_agenda, (SAMPLES / "19-excel-oret.xlsx").read_bytes(), AGENDA),
        "agenda (.txt)": Door(
            read_agenda, b"18 March 2027\n9:00 Opening (Jane Roe)\n9:30 Coffee\n10:00 End", AGENDA
        ),
        "technique (.toml)": Door(parse_toml, technique),
        "notes (.docx)": Door(read_notes_file, word),
        "look (.docx)": Door(clean_look, planners_look().read_bytes(), (planners_look(),)),
        "document (.docx)": Door(document_ending, word),
        "photo (.jpg)": Door(read_photo, from_a_phone(800, 600)),
        "photo (.png)": Door(read_photo, picture_bytes(draw_paper(300, 200, "RGBA"), "PNG")),
        "photo (.heic)": Door(read_photo, iphone_picture(400, 300)),
        "archive (.zip)": Door(unpack_archive, _archive()),
        "library (.zip)": Door(read_library_package, _library(word)),
    }


SAMPLES = Path(__file__).parents[1] / "samples" / "agendas"
REPLIES = SAMPLES.parent / "replies"
AGENDA = ("Europe/Tirane", date(2027, 3, 18))
EXPECTED = (FileProblem, ValueError, RecursionError)
"""What a reader may raise; a text file says what is wrong with it in an error of its parser."""


def knock_at_door(
    name: str, door: Door, times: int, seed: int, mutate: Callable[[bytes, random.Random], bytes]
) -> Taken:
    """Hand so many damaged files to a door."""
    taken, chance = Taken(), random.Random(zlib.crc32(name.encode()) ^ seed)
    for number in range(times):
        content = mutate(door.sample, chance) if number else door.sample
        started = time.monotonic()
        try:
            megabytes, said = read_in_child(
                ReadingLimits(), measure_reading, content, door.reader, door.told, EXPECTED
            )
            taken.megabytes = max(taken.megabytes, megabytes)
            taken.read, taken.refused = taken.read + (not said), taken.refused + bool(said)
        except NotRead as problem:
            taken.broken.append(f"{number}: {problem.why}")
        except Exception as error:
            taken.broken.append(f"{number}: {error!r} {getattr(error, '__notes__', '')}")
        taken.seconds = max(taken.seconds, time.monotonic() - started)
    return taken


def doors_table(found: dict[str, Taken]) -> Iterator[str]:
    """What all doors took, a line each."""
    for name, one in found.items():
        figures = f"{one.read:>5} read {one.refused:>5} refused, slowest {one.seconds:5.2f} s, most {one.megabytes:>4} MB"
        yield f"{name:<38}{figures}" + "".join(f"\n    {said}" for said in one.broken)
