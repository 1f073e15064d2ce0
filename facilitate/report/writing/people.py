"""Participation in figures and pictures, exactly as figures leave the house; who agreed to be named; sponsors; annexes."""

from collections.abc import Sequence

from ...budget.models import ContributionKind, PledgeStatus
from ...participation.counting.out import file_wording
from ...participation.counting.pictures.choice import PHONE, block_pictures, has_drawable_numbers
from ...participation.counting.pictures.choice import FiguresPicture as Drawn
from ...participation.counting.pictures.picture_wording import describe_table
from ...participation.counting.report import BlockKey
from ...participation.counting.report import FiguresBlock as FigureBlock
from ...web.i18n import _, _n, label_of
from ..proceedings import Block, Bullets, Exhibit, Paragraph, ReportPicture, ReportTable, Section
from .material import ReportGift, ReportMaterial
from .titles import chapter_titles

DRAWN = 640.0
"""Points a picture is drawn wide."""
TOLD = (
    BlockKey.FLOW,
    BlockKey.SECTOR,
    BlockKey.PLACE,
    BlockKey.COUNTY,
    BlockKey.REGION,
    BlockKey.ROLE,
    BlockKey.GENDER,
    BlockKey.RETURNING,
)
"""The tables a report tells; the figures have more, which are for whoever asks."""
LONG = 13
"""A table with more rows is not drawn as bars besides."""


def participation_section(material: ReportMaterial) -> Section:
    """The sentence of the figures, what it leaves out, then each table with its picture."""
    figures = material.figures
    if not any(column.total for block in figures.blocks for column in block.columns):
        return Section("participation", chapter_titles()["participation"])
    blocks: list[Block] = [Paragraph(figures.sentence)]
    if figures.changes:
        blocks.append(Bullets(figures.changes))
    shown = [block for block in figures.blocks if block.key in TOLD]
    if figures.hides_all:
        blocks.append(Paragraph(file_wording.all_untold_note()))
    else:
        blocks += [_exhibit(block, _picture(block)) for block in shown]
    blocks.append(Paragraph(" ".join(file_wording.figures_notes(figures))))
    return Section("participation", chapter_titles()["participation"], tuple(blocks))


def _exhibit(block: FigureBlock, drawn: Drawn | None) -> Exhibit:
    shown: list[ReportPicture | ReportTable | Paragraph] = []
    if drawn:
        shown.append(_drawing(drawn, describe_table(block)))
    told = block.told
    if told.columns:
        shown.append(_table(told))
    if untold := file_wording.untold_note(block):
        shown.append(Paragraph(untold))
    said = [
        (file_wording.marked_column_name(one), one.said)
        for one in told.columns
        if one.said and block.key is not BlockKey.FLOW
    ]
    if said:
        whole = (
            said[0][1]
            if len(block.columns) == len(said) == 1
            else "; ".join(": ".join(pair) for pair in said)
        )
        shown.append(Paragraph(_("Percentages: %(said)s.", said=whole)))
    if block.note:
        shown.append(Paragraph(block.note))
    key = f"participation-{block.key.value.replace('_', '-')}"
    return Exhibit(key, block.title, tuple(shown), headed=True)


def _picture(block: FigureBlock) -> Drawn | None:
    found = block_pictures(block, across=False) if has_drawable_numbers(block) else []
    if not found or (len(block.rows) > LONG and found[0].draws_rows):
        return None
    return found[-1]


def _drawing(drawn: Drawn, alt: str) -> ReportPicture:
    wide, narrow = str(drawn.draw(DRAWN)), str(drawn.draw(PHONE))
    return ReportPicture(
        content=wide.encode(),
        media_type="image/svg+xml",
        alt=alt,
        width=int(DRAWN),
        height=0,
        narrow=b"" if narrow == wide else narrow.encode(),
    )


def _table(block: FigureBlock) -> ReportTable:
    """For each column how many and the share."""
    shares = block.key is not BlockKey.FLOW
    heads = [""]
    for column in block.columns:
        heads += [file_wording.marked_column_name(column), *([_("Share")] if shares else [])]
    rows = []
    for row in block.rows:
        cells = [row.name]
        for column, count, share in zip(block.columns, row.counts, row.shares, strict=True):
            cells.append(file_wording.written_count(count, column))
            if shares:
                cells.append(file_wording.written_share(share, count, column))
        rows.append(tuple(cells))
    number = len(heads) - 1
    side = min(2.6, 11.0 / max(number, 1))
    widths = (16 - side * number, *[side] * number)
    return ReportTable(
        name=block.title,
        heads=tuple(heads),
        rows=tuple(rows),
        widths=widths,
        numbers=tuple(range(1, number + 1)),
    )


def sponsors_section(material: ReportMaterial) -> Section:
    """Who carried the event: names and what they gave, no sums; employers are thanked together.

    What was not given yet – a promise, or anything but money received before the event – is told as promised.
    """
    given = [one for one in material.gifts if _is_given(one, material)]
    promised = [one for one in material.gifts if one not in given]
    blocks: list[Block] = []
    if rows := _gift_rows(given):
        said = (
            _("These people and organisations gave money, rooms, work or things for the event:")
            if material.begun
            else _("These have already given money, rooms, work or things for the event:")
        )
        heads = (_("Who"), _("What they gave"))
        table = ReportTable(_("Sponsors"), heads, rows, (6.5, 9.5))
        blocks += [Paragraph(said), Exhibit("sponsors-table", _("Sponsors"), (table,))]
    if rows := _gift_rows(promised):
        said = _("Money, rooms, work or things for the event have been promised by:")
        heads = (_("Who"), _("What they promised"))
        name = _("Promised")
        table = ReportTable(name, heads, rows, (6.5, 9.5))
        blocks += [Paragraph(said), Exhibit("sponsors-promised", name, (table,))]
    if employers := _employers(given):
        said = _n(
            "%(num)d employer paid for the travel, per diem and lodging of its own people.",
            "%(num)d employers paid for the travel, per diem and lodging of their own people.",
            employers,
        )
        blocks.append(Paragraph(said))
    if employers := _employers(promised):
        said = _n(
            "%(num)d employer has promised to pay for the travel, per diem and lodging of its own "
            "people.",
            "%(num)d employers have promised to pay for the travel, per diem and lodging of their "
            "own people.",
            employers,
        )
        blocks.append(Paragraph(said))
    return Section("sponsors", chapter_titles()["sponsors"], tuple(blocks))


def _is_given(one: ReportGift, material: ReportMaterial) -> bool:
    """Whether it may be called given: once received, or confirmed and the event has begun."""
    return one.pledge is PledgeStatus.RECEIVED or (
        material.begun and one.pledge is PledgeStatus.CONFIRMED
    )


def _gift_rows(gifts: Sequence[ReportGift]) -> tuple[tuple[str, str], ...]:
    """Each giver once, with everything it gives."""
    found: dict[str, list[str]] = {}
    for one in gifts:
        if one.giver and one.kind is not ContributionKind.EMPLOYER:
            found.setdefault(one.giver, []).append(one.what or label_of(one.kind))
    return tuple((giver, "; ".join(dict.fromkeys(whats))) for giver, whats in found.items())


def _employers(gifts: Sequence[ReportGift]) -> int:
    return len({one.giver for one in gifts if one.kind is ContributionKind.EMPLOYER and one.giver})


def participants_section(material: ReportMaterial) -> Section:
    """Only those who agreed, with the organisation they came for."""
    rows: Sequence[tuple[str, str]] = [(one.name, one.organisation) for one in material.listed]
    blocks: tuple[Block, ...] = ()
    if rows:
        said = _n(
            "%(num)d participant agreed to be named here. The others are counted above.",
            "%(num)d participants agreed to be named here. The others are counted above.",
            len(rows),
        )
        heads = (_("Name"), _("Organisation"))
        table = ReportTable(_("List of participants"), heads, tuple(rows), (6.5, 9.5))
        blocks = (
            Paragraph(said),
            Exhibit("participants-table", _("List of participants"), (table,)),
        )
    return Section("participants", chapter_titles()["participants"], blocks)


def annexes_section(material: ReportMaterial) -> Section:
    """Presentations and papers that may go out; the web page offers them, Word names them."""
    rows = tuple(
        (one.title, one.speaker, _titles(material).get(one.step_id or 0, ""))
        for one in material.attachments
    )
    blocks: tuple[Block, ...] = ()
    if rows:
        heads = (_("Title"), _("Speaker"), _("Session"))
        marks = tuple(f"annex-{one.id}" for one in material.attachments)
        table = ReportTable(_("Annexes"), heads, rows, (7.0, 4.0, 5.0), marks=marks)
        blocks = (
            Paragraph(_("The files are on the web page of this report.")),
            Exhibit("annexes-table", _("Annexes"), (table,)),
        )
    return Section("annexes", chapter_titles()["annexes"], blocks)


def _titles(material: ReportMaterial) -> dict[int, str]:
    return {one.step: one.title for one in material.occasions}
