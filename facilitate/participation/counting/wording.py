"""The figures in words: of whom a share is, an event in one sentence, and what changed from one event to another."""

from collections.abc import Sequence
from dataclasses import replace

from ...web.i18n import _, _n, format_percent, percent_in_words
from .report import BlockKey, DifferentPeople, FiguresBlock, FiguresColumn, FiguresRow, FiguresStage

FELT = 50
"""A change of a share that is worth a word, in tenths of a percent."""
MOST, MOST_PAIRS = 3, 7
"""Changes named between two events; pairs of events that are told one by one, of more only the last."""


def stage_name(stage: FiguresStage, so_far: bool = False) -> str:
    """The head of a column of one event; `so_far`: it is still going on."""
    if so_far and stage is FiguresStage.ATTENDED:
        return _("Attended so far")
    return {
        FiguresStage.INVITED: _("Invited"),
        FiguresStage.CONFIRMED: _("Confirmed"),
        FiguresStage.ATTENDED: _("Attended"),
    }[stage]


def event_name(name: str, stage: FiguresStage, *, so_far: bool, over: bool) -> str:
    """The head of an event's column, with what its numbers are where they are not those who attended."""
    if stage is FiguresStage.ATTENDED:
        return _("%(event)s (so far)", event=name) if so_far else name
    return (
        _("%(event)s (said they were coming)", event=name)
        if over
        else _("%(event)s (say they are coming)", event=name)
    )


class ShareTexts(dict[int, str]):
    """Shares in tenths of a percent as they are written in the language spoken now, each written once: for long tables."""

    def __missing__(self, tenths: int) -> str:
        self[tenths] = tenths_said(tenths)
        return self[tenths]


def tenths_said(tenths: int | None) -> str:
    """A share in tenths of a percent: `42.9%`."""
    return "–" if tenths is None else format_percent(tenths / 1000)


def tenths_in_words(tenths: int | None) -> str:
    """A share in tenths of a percent within a sentence: `50%`, `42.9%`."""
    return "–" if tenths is None else percent_in_words(tenths / 1000)


def rounding_note() -> str:
    """Why the shares of two equal numbers may differ by a tenth."""
    return _("Shares are rounded to add up to 100, so those of equal numbers may differ by 0.1.")


def total_said(column: FiguresColumn) -> str:
    """The people a column is of: `119`, `over 90` where so it was published."""
    if column.total is None:
        return "–"
    return _("over %(num)d", num=column.total) if column.at_least else str(column.total)


def with_denominators(block: FiguresBlock) -> FiguresBlock:
    """The table with its denominators in words: `of 113 who attended; 6 of unknown sector not counted`."""
    unknown = next((row for row in block.rows if row.unknown), None)
    columns = tuple(
        replace(column, said=_of(block, column, unknown.counts[place] if unknown else 0))
        for place, column in enumerate(block.columns)
    )
    return replace(block, columns=columns)


def _of(block: FiguresBlock, column: FiguresColumn, unknown: int | None) -> str:
    if column.published:
        return column.said
    if column.total is None:
        return _("not shown")
    if not column.total:
        if unknown is None:
            return _("not shown")
        return _not_counted(block.key, unknown) if unknown else _("nobody yet")
    if block.key is BlockKey.RETURNING_OFFICES:
        return _n("of %(num)d organisation", "of %(num)d organisations", column.total)
    if column.so_far:
        said = _n("of %(num)d who is here so far", "of %(num)d who are here so far", column.total)
        return f"{said}; {_not_counted(block.key, unknown)}" if unknown else said
    said = {
        FiguresStage.INVITED: lambda n: _n(
            "of %(num)d who was invited", "of %(num)d who were invited", n
        ),
        FiguresStage.CONFIRMED: lambda n: _n(
            "of %(num)d who says they are coming", "of %(num)d who say they are coming", n
        ),
        FiguresStage.ATTENDED: lambda n: _n(
            "of %(num)d who attended", "of %(num)d who attended", n
        ),
    }[column.stage](column.total)
    return f"{said}; {_not_counted(block.key, unknown)}" if unknown else said


def _not_counted(key: BlockKey, number: int) -> str:
    if key is BlockKey.SECTOR:
        return _n(
            "%(num)d of unknown sector not counted", "%(num)d of unknown sector not counted", number
        )
    if key is BlockKey.GENDER:
        return _n(
            "%(num)d not asked or not stated, not counted",
            "%(num)d not asked or not stated, not counted",
            number,
        )
    return _n(
        "%(num)d of unknown place not counted", "%(num)d of unknown place not counted", number
    )


def figures_sentence(blocks: Sequence[FiguresBlock]) -> str:
    """One event in one plain sentence; what must not be shown is not said."""
    sector = _find(blocks, BlockKey.SECTOR)
    place = len(sector.columns) - 1 if sector else 0
    if sector is not None and _is_untold(sector.columns[place]):
        return (
            _("How many people came is not told: it could give somebody away.")
            if sector.columns[place].stage is FiguresStage.ATTENDED
            else _("How many people are coming is not told: it could give somebody away.")
        )
    if sector is None or not sector.columns[place].total:
        return _("Nobody has been counted yet: people count once they say they are coming.")
    people = _everybody(sector, place)
    who = _who(sector.columns[place], people)
    said = [
        _("%(share)s government", share=tenths_in_words(share))
        if key == "government"
        else _("%(share)s civil society", share=tenths_in_words(share))
        for key in ("government", "civil_society")
        if (share := _share(sector, key, place)) is not None
    ]
    where = _find(blocks, BlockKey.PLACE)
    outside = where.row("outside") if where else None
    number = outside.counts[place] if outside else None
    unplaced = where is not None and where.columns[place].total == 0
    far = (
        _("where they come from is not known")
        if unplaced
        else _n("%(num)d from outside the capital", "%(num)d from outside the capital", number)
        if number is not None
        else ""
    )
    return (
        f"{who}: {'; '.join(filter(None, [', '.join(said), far]))}." if said or far else f"{who}."
    )


def _is_untold(column: FiguresColumn) -> bool:
    """Whether people are counted, of whom outside not even the number is told."""
    return column.total is None and not column.published


def _who(column: FiguresColumn, people: int) -> str:
    if column.so_far:
        return _n("%(num)d person is here so far", "%(num)d people are here so far", people)
    if column.stage is FiguresStage.ATTENDED:
        return _n("%(num)d person came", "%(num)d people came", people)
    return _n("%(num)d person is coming so far", "%(num)d people are coming so far", people)


def missing_counties_text(blocks: Sequence[FiguresBlock]) -> str:
    """The counties nobody came from, in words; nothing before anybody is counted, or where it is not told who came."""
    block = _find(blocks, BlockKey.COUNTY)
    if block is None:
        return ""
    counted = [
        place
        for place, column in enumerate(block.columns)
        if column.stage is block.columns[-1].stage and column.total
    ]
    if not counted:
        return ""
    empty = [
        row.name
        for row in block.rows
        if not row.unknown and all(row.counts[place] == 0 for place in counted)
    ]
    if not empty:
        hidden = any(None in row.counts for row in block.rows)
        return "" if hidden else _("Every county is represented.")
    names = ", ".join(empty)
    if block.columns[-1].so_far:
        return _n(
            "So far nobody from this county: %(names)s.",
            "So far nobody from these %(num)d counties: %(names)s.",
            len(empty),
            names=names,
        )
    return _n(
        "Nobody from this county: %(names)s.",
        "Nobody from these %(num)d counties: %(names)s.",
        len(empty),
        names=names,
    )


def share_changes(block: FiguresBlock) -> tuple[str, ...]:
    """What changed between the events of a table, in words: from one to the next, and from the first to the last.

    An event that is not over has changed nothing yet.
    """
    told = [
        place
        for place, column in enumerate(block.columns)
        if (column.published or counts_all_who_came(column))
        and any(row.shares[place] for row in block.rows)
    ]
    pairs = list(zip(told, told[1:], strict=False))
    if len(pairs) > MOST_PAIRS:
        pairs = pairs[-1:]
    if len(told) > 2:
        pairs.append((told[0], told[-1]))
    return tuple(filter(None, (_change(block, before, after) for before, after in pairs)))


def counts_all_who_came(column: FiguresColumn) -> bool:
    """Whether the column tells of who was there, and nobody else can come any more."""
    return column.stage is FiguresStage.ATTENDED and not column.so_far


def _change(block: FiguresBlock, before: int, after: int) -> str:
    moved: list[tuple[int, FiguresRow]] = []
    for row in block.rows:
        was, now = row.shares[before], row.shares[after]
        if was is not None and now is not None and not row.unknown and abs(now - was) >= FELT:
            moved.append((abs(now - was), row))
    moved.sort(key=lambda one: (not one[1].together, -one[0]))
    if not moved:
        return ""
    said = [
        f"{row.name} {tenths_in_words(row.shares[before])} → {tenths_in_words(row.shares[after])}"
        for _size, row in moved[:MOST]
    ]
    return f"{_named(block.columns[before])} → {_named(block.columns[after])}: {' · '.join(said)}."


def _named(column: FiguresColumn) -> str:
    return _("%(event)s (as published)", event=column.name) if column.published else column.name


def _find(blocks: Sequence[FiguresBlock], key: BlockKey) -> FiguresBlock | None:
    return next((block for block in blocks if block.key is key), None)


def _share(block: FiguresBlock, key: str, place: int) -> int | None:
    row = block.row(key)
    return row.shares[place] if row else None


def _everybody(block: FiguresBlock, place: int) -> int:
    """How many people the column is of, those who are not known included where they may be told."""
    unknown = sum(row.counts[place] or 0 for row in block.rows if row.unknown)
    return (block.columns[place].total or 0) + unknown


def across_sentence(sector: FiguresBlock, different: DifferentPeople | None) -> str:
    """How many people are counted at how many events, how many say that they come, of how many events only shares are known.

    `different`: how many different people came to several events; None where that is not told.
    """
    here = [column for column in sector.columns if not column.published]
    counted = [
        column.total for column in here if column.total and column.stage is FiguresStage.ATTENDED
    ]
    coming = [
        column.total for column in here if column.total and column.stage is FiguresStage.CONFIRMED
    ]
    published = len(sector.columns) - len(here)
    said = []
    if len(counted) == 1:
        said.append(
            _n("%(num)d person came to 1 event.", "%(num)d people came to 1 event.", counted[0])
        )
    elif counted and different:
        came = _n("%(num)d time", "%(num)d times", sum(counted))
        said.append(
            _(
                "At least %(num)d different people came %(times)s to %(events)d events.",
                num=different.number,
                times=came,
                events=len(counted),
            )
            if different.at_least
            else _n(
                "%(num)d person came %(times)s to %(events)d events.",
                "%(num)d people came %(times)s to %(events)d events.",
                different.number,
                times=came,
                events=len(counted),
            )
        )
    elif counted:
        said.append(
            _(
                "%(times)d attendances at %(events)d events.",
                times=sum(counted),
                events=len(counted),
            )
        )
    if coming:
        people = _n(
            "%(num)d person says they are coming", "%(num)d people say they are coming", sum(coming)
        )
        said.append(
            _n(
                "%(people)s to %(num)d event.",
                "%(people)s to %(num)d events.",
                len(coming),
                people=people,
            )
        )
    if published:
        said.append(
            _n(
                "For %(num)d event only published shares are known.",
                "For %(num)d events only published shares are known.",
                published,
            )
        )
    return " ".join(said) or _("Nobody has been counted yet.")
