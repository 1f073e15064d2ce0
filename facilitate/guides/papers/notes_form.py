"""A note-taker's blank form for a step: one page for the step, each of its groups, or each round of its café."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ...cafe.group_words import speaking_of
from ...lib.clock import format_wall_span
from ...lib.document_tables import Cell, StyledPara, TableLook
from ...lib.documents import WordFile
from ...web.i18n import _, format_day
from ..guide import Guide, GuideStep

COLUMNS = ("Fact Label", "Fact", "Fact Label", "Fact")
TOP = TableLook("Guide Facts", (3.6, 5.1, 2.4, 4.9), COLUMNS)
NARROW = TableLook("Guide Facts", (3.9, 4.3, 2.9, 4.9), COLUMNS)
LEAST = 1
"""Lines under a heading: a page that cannot hold as many goes on over the next one."""
SPARE = 0.5
"""Centimetres of a page that stay free, because heights are estimated."""
CELL = (0.4, 0.13)
"""Room that a cell takes beside and above its text (cm)."""
BLANK = "…" * 14


@dataclass(frozen=True)
class BlankForm:
    """What one page is about. `asks`: the question is that of the table, which is to be written down."""

    title: str
    when: str
    room: str = ""
    place: str = ""
    note_taker: str = ""
    question: str = ""
    asks: bool = False
    hint: str = ""


def add_note_pages(
    file: WordFile, guide: Guide, step: GuideStep, *, heading: str = "Group Heading"
) -> None:
    """The blank forms of a step, each on a page of its own, in the language spoken now; `heading`: style of its title."""
    with speaking_of(step.kind if step.cafe else ""):
        for form in blank_forms(step):
            _page(file, guide, step=step, form=form, heading=heading)


def blank_forms(step: GuideStep) -> list[BlankForm]:
    """What the pages of a step are about: a café's rounds, its groups where they have no steps of their own, or itself."""
    title = step.called
    if step.cafe:
        return [
            BlankForm(
                f"{title} · " + _("Round %(number)d", number=one.number),
                format_wall_span(one.start, one.end),
                step.room,
                question=one.question,
                asks=not one.question,
                hint=_("One page for each table."),
            )
            for one in step.cafe.rounds
        ]
    groups = [one for one in step.groups if not one.steps]
    if groups:
        return [
            BlankForm(
                title=f"{title} · {one.name}",
                when=step.when,
                room=one.room or step.room,
                place=one.name,
                note_taker=one.note_taker or step.note_taker,
            )
            for one in groups
        ]
    return [
        BlankForm(
            title=title,
            when=step.when,
            room=step.room,
            place=step.group,
            note_taker=step.note_taker,
        )
    ]


def _page(file: WordFile, guide: Guide, step: GuideStep, form: BlankForm, heading: str) -> None:
    hints = [
        _("The speakers’ own words, one thought per line. Nothing that identifies a person."),
        form.hint,
    ]
    hint = " ".join(part for part in hints if part)
    advice = step.notes.replace("\n", " ")
    roomy = file.text_width > 13
    rows = _top(guide, step, form, BLANK if roomy else BLANK[:8])
    used = (
        file.height(form.title, heading)
        + file.height(form.question, "Lead")
        + file.height(hint, "Note")
    )
    used += file.height(advice, "Do")
    look = TOP if roomy else NARROW
    used += _table_height(file, look, rows)
    file.new_page()
    file.add(form.title, heading, with_next=True)
    file.add(hint, "Note")
    file.add(advice, "Do")
    file.table(look, [_cells(row) for row in rows], name=_("What this page is about"))
    file.add(form.question, "Lead")
    if form.asks:
        add_ruled_head(file, _("The question on the table"), 1)
        used += file.height("?", "Write Head") + file.line_height("Write Line")
    add_ruled_heads(file, step.heads or guide.heads, file.text_height - used)


def _table_height(file: WordFile, look: TableLook, rows: list[tuple[str, str, str, str]]) -> float:
    """How high (cm) the table above the lines gets."""
    share = file.text_width / sum(look.widths)
    return sum(
        CELL[1]
        + max(
            file.height(text, style, width * share - CELL[0])
            for text, style, width in zip(row, COLUMNS, look.widths, strict=True)
        )
        for row in rows
    )


def add_ruled_heads(
    file: WordFile,
    heads: list[str],
    room: float,
    *,
    alike: bool = False,
    under: Sequence[str] = (),
) -> None:
    """Headings with ruled lines that fill `room` (cm) of a page; `under` stands below the first of them, one each."""
    heads = heads or [_("Notes")]
    room -= sum(file.height(text, "Note") for text in under)
    counts = share_ruled_lines(file, heads, room - SPARE, alike=alike)
    for head, count, text in zip_longest(heads, counts, under, fillvalue=""):
        add_ruled_head(file, str(head), int(count), str(text))


def add_ruled_head(file: WordFile, head: str, count: int, under: str = "") -> None:
    """A heading with ruled lines; `under` stands between them."""
    file.add(head, "Write Head", with_next=True)
    file.add(under, "Note", with_next=True)
    file.write_lines(count)


def _cells(row: tuple[str, str, str, str]) -> list[Cell]:
    return [[StyledPara(text, style)] for text, style in zip(row, COLUMNS, strict=True)]


def _top(
    guide: Guide, step: GuideStep, form: BlankForm, blank: str
) -> list[tuple[str, str, str, str]]:
    """Event and time, room and group, who takes notes: what is not known is left to write."""
    on = next((one.on for one in guide.days for other in one.steps if other.id == step.id), None)
    when = " · ".join(part for part in (format_day(on) if on else "", form.when) if part)
    place = _("Table") if step.cafe else _("Group") if form.place else _("Table, group")
    return [
        (_("Event"), guide.title, _("When"), when),
        (_("Room"), form.room or blank, place, form.place or blank),
        (_("Note-taker"), form.note_taker or blank, _("Page"), blank),
    ]


def share_ruled_lines(
    file: WordFile, heads: list[str], room: float, *, alike: bool = False
) -> list[int]:
    """How many lines each heading gets where they share `room` (cm): the first one about twice as many, or all `alike`."""
    left = room - sum(file.height(head, "Write Head") for head in heads)
    count, shares = int(left / file.line_height("Write Line")), len(heads) + (not alike)
    each = max(LEAST, count // shares)
    rest = max(0, count - each * len(heads))
    if alike:
        return [each + (place < rest) for place in range(len(heads))]
    return [each + rest] + [each] * (len(heads) - 1)
