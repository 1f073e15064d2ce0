"""What every file of figures says: its star, its denominators, how a share is rounded."""

from collections.abc import Sequence

from ....web.i18n import _, _n, format_percent
from ..across_events import EventInShort
from ..pictures.drawing import HIDDEN
from ..pictures.picture_wording import UNKNOWN
from ..report import FiguresBlock, FiguresColumn, FiguresReport
from ..wording import rounding_note

__all__ = ["HIDDEN", "UNKNOWN"]


def star_note() -> str:
    """What the star means."""
    return _(
        "%(star)s means that the number is not shown: fewer than three people, or a number "
        "that would reveal them. A zero is a real zero.",
        star=HIDDEN,
    )


def dash_note() -> str:
    """What a dash and a column without numbers mean."""
    return _(
        "For an event marked “as published” only shares are known; a dash marks what was "
        "never published."
    )


def figures_notes(report: FiguresReport) -> list[str]:
    """The explanations that this report needs."""
    found = (
        [star_note()]
        if report.left_out
        else [_("No group of fewer than three people is in these figures.")]
    )
    if report.blocks:
        found.append(rounding_note())
    if report.not_held:
        found.append(
            _(
                "Not included, because nobody has attended yet: %(names)s. People who say "
                "they are coming are in the figures of that event.",
                names=", ".join(report.not_held),
            )
        )
    if any(column.published for block in report.blocks for column in block.columns):
        found.append(dash_note())
    return found


def marked_column_name(column: FiguresColumn) -> str:
    """The name of a column, marked where only its shares are known."""
    return _("%(event)s (as published)", event=column.name) if column.published else column.name


def all_untold_note() -> str:
    """What is said once in place of a table, or of all of them, in which no number may be shown."""
    return _("Not shown: the groups are so small that no number here may be shown.")


def untold_note(block: FiguresBlock) -> str:
    """What is said in place of columns and rows, or of a table, in which no number may be shown; nothing where there are none."""
    shown = block.told
    told, rows = ({one.key for one in part} for part in (shown.columns, shown.rows))
    if not block.rows:
        return ""
    if not told:
        return all_untold_note()
    columns = [marked_column_name(one) for one in block.columns if one.key not in told]
    groups = [row.name for row in block.rows if row.key not in rows]
    said = []
    if groups:
        said.append(
            _("Not shown, because the groups are too small: %(groups)s.", groups=_in_quotes(groups))
        )
    if columns:
        said.append(
            _n(
                "The column %(columns)s is not shown, because its numbers would reveal small groups.",
                "The columns %(columns)s are not shown, because their numbers would reveal small groups.",
                len(columns),
                columns=_in_quotes(columns),
            )
        )
    return " ".join(said)


def _in_quotes(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def short_heads() -> list[str]:
    """The columns of the table that has every event on one line."""
    return [_("Event"), _("Days"), _("Participants"), _("Shares"), _("Also")]


def short_name(one: EventInShort) -> str:
    """The name of an event on its line, marked where only its shares are known."""
    return _("%(event)s (as published)", event=one.name) if one.published else one.name


def written_count(value: int | None, column: FiguresColumn) -> str:
    """A count as text."""
    return str(value) if value is not None else UNKNOWN if column.published else HIDDEN


def written_share(tenths: int | None, value: int | None, column: FiguresColumn) -> str:
    """A share as text; of people who are not counted in it there is none."""
    if tenths is not None:
        return format_percent(tenths / 1000)
    return UNKNOWN if column.published else HIDDEN if value is None else ""
