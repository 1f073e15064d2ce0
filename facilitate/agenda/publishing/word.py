"""The programme for participants as a Word file, in the look of guides/programme.docx: a page a day."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...data.content import content_folder
from ...lib.clock import format_wall_span, format_wall_time
from ...lib.document_tables import Cell, StyledPara, TableLook
from ...lib.documents import WordFile
from ...lib.text import TAGS, capitalize_first
from ...web.i18n import _, format_day
from .public import PublicDay, PublicStep, PublicStrand

SLOTS = TableLook("Programme", (2.4, 11.9, 2.7), ("Slot Time", "Slot", "Slot Room"))


@dataclass(frozen=True)
class ProgrammeHead:
    """What stands above the programme: title, `18–19 March 2027`, place; and the language of it all."""

    title: str
    when: str
    place: str
    language: str


def render_programme_word(head: ProgrammeHead, days: Sequence[PublicDay]) -> bytes:
    """The programme as the bytes of a .docx, in the language spoken now."""
    file = WordFile(content_folder("guides") / "programme.docx")
    file.language(TAGS[head.language])
    file.properties(title=head.title, subject=_("Programme"))
    file.header(f"{head.title}\t{head.when}")
    file.footer("\t" + _("Page %(page)s of %(pages)s", page="{PAGE}", pages="{NUMPAGES}"))
    for number, one in enumerate(days):
        if number == 0:
            file.add(_("Programme"), "Cover Kicker")
            file.add(head.title, "Title")
            file.add(" · ".join(part for part in (head.when, head.place) if part), "Subtitle")
        name = format_day(one.on, "full")
        name = capitalize_first(name)
        file.add(name, "First Day" if number == 0 else "Heading 1")
        rows: list[list[Cell]] = [[_time(step), _slot(step), _room(step)] for step in one.steps]
        file.table(SLOTS, rows, name=name)
    if not days:
        file.add(head.title, "Title")
        file.add(_("The programme has no steps yet."), "Body Text")
    return file.save()


def _time(step: PublicStep) -> str:
    return (
        format_wall_span(step.start, step.end)
        if step.end > step.start
        else format_wall_time(step.start)
    )


def _slot(step: PublicStep) -> list[StyledPara]:
    """A step's title, who speaks, what it is about, where; then what it holds."""
    paras = [StyledPara(step.title, "Slot"), *_below(step)]
    for one in step.steps:
        paras += _inner(one, step.room)
    for strand in step.strands:
        paras += _strand(strand)
    return paras


def _room(step: PublicStep) -> str:
    """Where groups meet stands with each of them."""
    return "" if step.strands else step.room


def _below(step: PublicStep, style: str = "Slot Text") -> list[StyledPara]:
    paras = (
        [StyledPara(", ".join(step.speakers), "Slot Speakers" if style == "Slot Text" else style)]
        if step.speakers
        else []
    )
    lines = [line.strip() for line in step.about.splitlines() if line.strip()]
    return [*paras, *(StyledPara(line, style) for line in lines)]


def _strand(strand: PublicStrand) -> list[StyledPara]:
    name = " · ".join(part for part in (strand.name, strand.room) if part)
    return [
        StyledPara(name, "Strand"),
        *(para for one in strand.steps for para in _inner(one, strand.room)),
    ]


def _inner(step: PublicStep, room: str) -> list[StyledPara]:
    """A step inside another one, its time ahead of its title."""
    own = f" · {step.room}" if step.room and step.room != room else ""
    return [
        StyledPara(f"{_time(step)}  {step.title}{own}", "Inner Slot"),
        *_below(step, "Inner Text"),
    ]
