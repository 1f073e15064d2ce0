"""Plain text, Markdown, mail and what was pasted: lines and tables, without what was only quoted or signed."""

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape

from ...lib.tables import find_delimiter
from ...lib.text import clean_text
from . import times
from .arrived import FileSpot, Whereabouts, WhyLeftOut
from .from_html import pieces_of_html
from .headings import field_of_heading
from .mail_lines import Line, sorted_lines
from .pieces import FileGrid, FileGridRow, FilePara, FilePieces
from .texts import without_bullet, without_marks
from .vocabulary import BULLET

_HEADING = re.compile(r"^\s*(#{1,6})\s+(.*?)\s*#*\s*$")
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$|^\s*[=*_~–—-]{3,}\s*$")
_BORDER = re.compile(r"^\s*\+[-=+]+\+\s*$")
_PAGE_TABLE, _TABLE_ENDS = re.compile(r"<table\b"), "</table>"
_HELD = re.compile(r"\[\[table (\d+) of a page\]\]")
_BROKEN = re.compile(
    r"\s(?:e|i|të|te|së|dhe|për|per|në|ne|nga|mbi|of|the|and|for|to|in|on|from)$", re.IGNORECASE
)
"""Words behind which something follows."""
_COMMENT = re.compile(r"<!--(?:(?!<!--).){0,5000}?-->", re.DOTALL)
_TAG = re.compile(
    r"</?(?:span|b|i|em|strong|u|font|small|sup|sub|a|p|div|center|mark|code|kbd|time|details|summary|img|iframe|h[1-6])"
    r"(?:\s[^<>\n]{0,500})?/?>|(?:[ \t]{0,3}<br[ \t]{0,3}/?>)+[ \t]{0,3}(?=\n|$)",
    re.IGNORECASE,
)


def pieces_of_text(text: str) -> FilePieces:
    """The lines and tables of a text."""
    text, tables = _without_page_tables(text)
    lines = _without_front(sorted_lines(clean_lines(text)))
    found = FilePieces()
    number = 0
    while number < len(lines):
        held = _HELD.fullmatch(lines[number][0])
        if held and int(held[1]) < len(tables):
            found.all += tables[int(held[1])]
            number += 1
            continue
        size = _table_size(lines, number)
        if size:
            found.all.append(_grid(lines[number : number + size], number, len(found.grids) + 1))
            number += size
            continue
        if spaced := spaced_table(lines, number):
            found.all.append(spaced[1])
            number += spaced[0]
            continue
        made = _para(lines[number], number + 1)
        above = found.all[-1] if found.all else None
        if isinstance(above, FilePara) and _goes_on_below(above, made):
            found.all[-1] = replace(above, text=f"{above.text} {made.text}")
        else:
            found.all.append(made)
        number += 1
    return found


def _goes_on_below(above: FilePara, para: FilePara) -> bool:
    """Whether a title that begins with its time was broken at the edge of the page, as lines copied from a PDF are."""
    return (
        above.why is para.why is None
        and not para.heading
        and not para.bullet
        and bool(_BROKEN.search(above.text))
        and para.text[:1].islower()
        and times.span_at_start(without_bullet(without_marks(above.text))) is not None
        and times.span_at_start(para.text) is None
    )


def _without_front(lines: list[Line]) -> list[Line]:
    """What a site's source says of its page above it is the page's: when it was written, not when it takes place."""
    if not lines or lines[0][0] != "---":
        return lines
    ends = next((at for at, (line, _why) in enumerate(lines[1:], 1) if line == "---"), 0)
    front = lines[:ends]
    if not all(re.match(r"\s*(?:[\w-]+\s*:|[-#]|$)|\s+\S|---", line) for line, _why in front):
        return lines
    return [(line, why or WhyLeftOut.TEXT) for line, why in front] + lines[ends:]


def _without_page_tables(text: str) -> tuple[str, list[list[FilePara | FileGrid]]]:
    """Markdown with the tables of a web page in it: a line that stands for each, and what each holds."""
    tables: list[list[FilePara | FileGrid]] = []
    parts: list[str] = []
    begins = 0
    for found in _PAGE_TABLE.finditer(text):
        ends = text.find(_TABLE_ENDS, found.start())
        if ends < 0:
            break
        if found.start() < begins:
            continue
        ends += len(_TABLE_ENDS)
        said = text[found.start() : ends]
        pieces = pieces_of_html(said)
        if any(isinstance(one, FileGrid) for one in pieces.all):
            tables.append(pieces.all)
            ahead = "" if text[found.start() - 1 : found.start()] in ("", "\n") else "\n"
            lines = "\n" * max(said.count("\n"), 1)
            parts += [
                text[begins : found.start()],
                f"{ahead}[[table {len(tables) - 1} of a page]]{lines}",
            ]
            begins = ends
    return "".join([*parts, text[begins:]]), tables


def clean_lines(text: str) -> list[str]:
    """The lines, each with its indentation, without what Markdown borrows from web pages."""
    told = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    told = clean_text("." + unescape(_TAG.sub("", told)))[1:]
    return [line.rstrip() for line in told.replace("\u00a0", " ").split("\n")]


def _para(line: Line, number: int) -> FilePara:
    text, why = line
    spot = FileSpot(number)
    if found := _HEADING.match(text):
        timed = times.span_at_start(without_marks(found[2])) is not None
        return FilePara(found[2], spot, heading=0 if timed else len(found[1]), why=why)
    if _RULE.match(text) or _BORDER.match(text):
        return FilePara("", spot)
    expanded = text.expandtabs(4)
    return FilePara(
        text.strip(),
        spot,
        len(expanded) - len(expanded.lstrip()),
        bullet=bool(BULLET.match(text)),
        why=why,
    )


def _table_size(lines: Sequence[Line], number: int) -> int:
    """How many lines from here are rows of a table; 0 where there is none."""
    for belongs, least in ((_is_piped, 2), (_is_barred, 3), (_is_tabbed, 2)):
        bridged = belongs is _is_tabbed and _is_headed(lines[number][0].split("\t"))
        size = 0
        while (
            number + size < len(lines)
            and lines[number + size][1] is None
            and (
                belongs(lines[number + size][0]) or (bridged and _goes_on(lines, number + size + 1))
            )
        ):
            size += 1
        rows = [
            line
            for line, _why in lines[number : number + size]
            if not _RULE.match(line) and not _BORDER.match(line)
        ]
        ruled = any(
            _RULE.match(line) and "|" in line for line, _why in lines[number : number + size]
        )
        if belongs is _is_barred and not ruled and not (rows and _is_headed(rows[0].split("|"))):
            continue
        if len(rows) >= least and (belongs is not _is_tabbed or _even(rows)):
            return size
    return 0


def _is_piped(line: str) -> bool:
    return (
        line.strip().startswith("|")
        and line.count("|") > 1
        or bool(_BORDER.match(line))
        or (" | " in line and bool(_RULE.match(line)) and "|" in line)
    )


def _is_barred(line: str) -> bool:
    """Markdown's table without bars at its edges: one only where a rule stands in it."""
    return "|" in line


def _is_headed(cells: Sequence[str]) -> bool:
    """Whether the first of several rows names its columns, as nothing else between bars or tabs does."""
    heads = [field_of_heading(one.strip()) for one in cells]
    return "title" in heads and len(set(heads) - {""}) > 1 and len(heads) > 2


def _goes_on(lines: Sequence[Line], number: int) -> bool:
    """Whether a table under headings has its next row here: a joined cell, such as a day, is pasted without a tab."""
    return any(why is None and _is_tabbed(line) for line, why in lines[number : number + 2])


def _is_tabbed(line: str) -> bool:
    return "\t" in line.strip() or line.startswith("\t") and bool(line.strip())


def _even(rows: Sequence[str]) -> bool:
    """Whether most lines have as many tabs as a table that was copied."""
    counts = [row.count("\t") for row in rows if "\t" in row]
    usual = max(set(counts), key=counts.count)
    return usual >= 2


def _grid(lines: Sequence[Line], first: int, number: int) -> FileGrid:
    rows = []
    tabbed = all(_is_tabbed(line) or "|" not in line for line, _why in lines)
    for place, (line, _why) in enumerate(lines, first + 1):
        if _RULE.match(line) or _BORDER.match(line):
            continue
        inside = line.strip().strip("|")
        cells = line.split("\t") if tabbed else re.split(r"(?<!\\)\|", inside)
        texts = tuple(
            _unquoted(without_marks(re.sub(r"<br\s*/?>", "\n", cell.replace("\\|", "|"))).strip())
            for cell in cells
        )
        rows.append(FileGridRow(FileSpot(place, Whereabouts.LINE), texts))
    return FileGrid(tuple(rows), str(number))


def _unquoted(cell: str) -> str:
    """A cell without the marks that a program put around all of it; those of a name in it stay: `Salla "Rozafa"`."""
    around = cell.startswith('"') and cell.endswith('"') or cell.count('"') == 1
    return cell.strip('"') if around else cell


def _is_prose(lines: Sequence[str], mark: str) -> bool:
    """Whether a sign stands in lines as it does in sentences: with a space behind it, and not equally often."""
    counts = [line.count(mark) for line in lines]
    spaced = sum(len(re.findall(rf"{mark}(?:\s|$)", line)) for line in lines)
    usual = max(map(counts.count, counts), default=0)
    return spaced >= 0.9 * sum(counts) and usual < 0.8 * len(counts)


_QUOTED_CELL = re.compile(r'(?:(?<=[,;\t|\n])|^)"(?:[^"]|""){1,2000}"(?=[,;\t|\n]|$)')
"""A cell in quotation marks, which may hold lines."""


def looks_like_table(text: str) -> bool:
    """Whether a text is a table of separated values all through, as `.csv` files are."""
    joined = _QUOTED_CELL.sub(lambda cell: cell[0].replace("\n", " "), text[:20_000])
    lines = [line for line in joined.split("\n") if line.strip()][:40]
    if len(lines) < 2:
        return False
    if any("|" in line and _RULE.match(line) for line in lines):
        return False  # Markdown's
    mark = find_delimiter(text[:20_000])
    held = [line for line in lines if mark in line]
    heads = {field_of_heading(one.strip(' "')) for one in lines[0].split(mark)}
    headed = "title" in heads and bool(heads & {"time", "start", "end", "minutes"})
    if not headed and mark in ",;" and _is_prose(held, mark):
        return False
    return len(held) >= len(lines) * 0.8 and (
        headed or sum(line.count(mark) for line in held) / len(held) >= 1.5
    )


_CELL = re.compile(r"\S+(?: \S+)*")
_COLUMN_RULE = re.compile(r"^[\s=*_~–—-]+$")
FEWEST, ROWS = 3, 2
"""Headings and rows below them from which lines are a table."""
NEAR = 2
"""Signs by which a cell may begin before its heading."""


def spaced_table(
    lines: Sequence[tuple[str, WhyLeftOut | None]], number: int
) -> tuple[int, FileGrid] | None:
    """The table that begins at a line with its headings, and how many lines it has; None where none begins there."""
    heads = [(found.start(), found[0]) for found in _CELL.finditer(lines[number][0].expandtabs(8))]
    fields = [field_of_heading(text) for _at, text in heads]
    if len(heads) < FEWEST or "title" not in fields or not {"time", "start"} & set(fields):
        return None
    rows = [_row(heads, lines[number][0], number)]
    size = 1
    for place, (line, why) in enumerate(lines[number + 1 :], number + 1):
        if why is not None or not line.strip():
            break
        size += 1
        if not _COLUMN_RULE.match(line):
            rows.append(_row(heads, line, place))
    filled = sum(sum(map(bool, row.cells)) > 1 for row in rows[1:])
    return (size, FileGrid(tuple(rows), "")) if filled >= ROWS else None


def _row(heads: Sequence[tuple[int, str]], line: str, number: int) -> FileGridRow:
    """The cells of a line, each below the heading it begins at or behind."""
    cells = [""] * len(heads)
    for found in _CELL.finditer(line.expandtabs(8)):
        at = max(sum(start <= found.start() + NEAR for start, _text in heads) - 1, 0)
        cells[at] = f"{cells[at]} {found[0]}".strip()
    return FileGridRow(FileSpot(number + 1, Whereabouts.LINE), tuple(cells))
