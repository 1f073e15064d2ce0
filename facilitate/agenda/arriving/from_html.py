"""Web pages and what was copied from Word or a browser: headings, paragraphs, lists and tables with joined cells."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from ...lib.text import clean_text
from .arrived import (
    MOST_PIECES,
    ArrivalProblem,
    FileSpot,
    NotArrived,
    Whereabouts,
    WhyLeftOut,
)
from .headings import field_of_heading
from .html_tables import OpenTable
from .mail_lines import sorted_lines
from .pieces import FileGrid, FileGridRow, FilePara, FilePieces
from .times import span_at_start

_SILENT = frozenset(("script", "style", "title", "template", "noscript", "svg", "nav"))
_STRUCK = frozenset(("s", "strike", "del"))
_BREAKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "main",
        "aside",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "li",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "pre",
        "figure",
        "figcaption",
        "address",
        "table",
        "tr",
        "form",
    ]
)
_LABELS = {"time": "Time: ", "minutes": "Duration: ", "room": "Room: ", "people": "Speakers: "}
_MOST_SPAN = 500
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}")
_SAYS = {
    **dict.fromkeys(
        re.findall(r"\w+", "room rooms location loc where venue place salla vendi"), "room"
    ),
    **dict.fromkeys(
        re.findall(
            r"\w+",
            "speaker speakers who presenter presenters person people persons facilitator moderator host folesi folesit",
        ),
        "people",
    ),
}
"""What the class of a piece of a page says that it holds."""
_HOLDS_MORE = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "table", "article", "section", "time"))
"""Tags that no room and no name holds inside."""
_PARTS_OF_A_PAGE = frozenset(("article", "section", "li", "main", "blockquote"))
_BESIDE = frozenset(("span", "small", "em", "i"))
"""Tags that stand beside a name in the piece that holds it."""
_EMPTY = frozenset(("img", "br", "hr", "input", "wbr"))
_OFFICE = re.compile(r"<!--\[if.*?<!\[endif\]-->|<!\[(?:if|endif)[^>]*>", re.DOTALL)
"""What Word writes for itself alone."""


def pieces_of_html(text: str) -> FilePieces:
    """What a page holds."""
    reader = _PageReader()
    reader.feed(_OFFICE.sub("", text))
    reader.close()
    reader.end_tables()
    reader.end_line()
    return _without_quoted(reader.found, reader.quoted)


def _without_quoted(found: FilePieces, quoted: set[int]) -> FilePieces:
    """What a mail quotes is no step, where it says something itself."""
    sorted_out = sorted_lines([_as_line(one, quoted) for one in found.all])
    for number, one in enumerate(found.all):
        line, why = sorted_out[number]
        if isinstance(one, FilePara) and one.why is None and why is not None and line.strip():
            found.all[number] = replace(one, why=why)
    return found


def _as_line(piece: FilePara | FileGrid, quoted: set[int]) -> str:
    """A paragraph as a line of a mail; of a table what its first row with a time says."""
    if isinstance(piece, FilePara):
        return f"> {piece.text}" if piece.spot.number in quoted else piece.text
    rows = (" ".join(map(str, row.cells)) for row in piece.rows)
    return next((text for text in rows if span_at_start(text)), "")


class _PageReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = FilePieces()
        self.tables: list[OpenTable] = []
        self.parts: list[str] = []
        self.silent: list[str] = []
        self.lists = self.struck = self.lines = self.counted = 0
        self.heading, self.item = 0, False
        self.quotes = self.footers = self.parts_open = 0
        self.date = ""
        """The date of the last time that says its date."""
        self.caption: list[str] | None = None
        """What a table is called, while that is read: a line above it."""
        self.label = ""
        """What the term of a list says of the line beside it."""
        self.quoted: set[int] = set()
        self.says: tuple[str, str, int] | None = None
        """What the piece that is open holds by its class, its tag, and how many of that tag are open in it."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent.append(tag)
            return
        self._begin_saying(tag, dict(attrs).get("class") or "")
        if tag in ("dt", "dd", "dl") and not self.tables:
            self._term(tag, opens=True)
        if tag in _STRUCK:
            self.struck += 1
        if tag == "blockquote":
            self.end_line()
            self.quotes += 1
        self._nest(tag, 1)
        if tag == "time" and not self.tables:
            self._date(dict(attrs).get("datetime") or "")
        if tag == "br":
            self._put("\n")
        elif tag in _BREAKS and not (self.tables and self.tables[-1].cell is not None):
            self.end_line()
        elif tag in _BREAKS:
            self._put("\n")
            if tag == "li":
                self._put("• ")
        table = self.tables[-1] if self.tables else None
        if tag == "table":
            self.tables.append(OpenTable())
        elif tag == "tr" and table:
            table.begin_row()
        elif tag == "caption" and table:
            self.caption = self.parts
        elif tag in ("td", "th") and table:
            table.end_cell()
            if not table.rows:
                table.begin_row()
            given = dict(attrs)
            table.cell, table.span = (
                [],
                (_number(given.get("colspan")), _number(given.get("rowspan"))),
            )
        elif tag in ("ul", "ol"):
            self.lists += 1
        elif tag == "li":
            self.item = True
        elif re.fullmatch(r"h[1-6]", tag):
            self.heading = int(tag[1])

    def _nest(self, tag: str, more: int) -> None:
        """The foot of a page says nothing of its agenda; that of a part of it may."""
        if tag in _PARTS_OF_A_PAGE:
            self.parts_open = max(self.parts_open + more, 0)
        elif tag == "footer" and (more < 0 or not self.parts_open):
            self.end_line()
            self.footers = max(self.footers + more, 0)

    def _date(self, told: str) -> None:
        """The date a time is marked up with begins a day, where it is another than that of the one before."""
        found = _DATED.match(told)
        if found and found[1] != self.date:
            self.date = found[1]
            written, self.parts = self.parts, [found[1]]
            self._end_paragraph()
            self.parts = written

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            if tag == self.silent[-1]:
                self.silent.pop()
            return
        if tag in ("dt", "dl") and not self.tables:
            self._term(tag, opens=False)
        if tag in _STRUCK:
            self.struck = max(self.struck - 1, 0)
        inside = bool(self.tables) and self.tables[-1].cell is not None
        if tag in _BREAKS and not inside:
            self.end_line()
        if tag == "blockquote":
            self.quotes = max(self.quotes - 1, 0)
        self._nest(tag, -1)
        if tag == "table" and self.tables:
            self._end_table()
        elif tag == "caption" and self.caption is not None:
            self.caption = None
            self._end_paragraph()
        elif tag in ("td", "th") and self.tables:
            self.tables[-1].end_cell()
        elif tag in ("ul", "ol"):
            self.lists = max(self.lists - 1, 0)
            self.end_line()
        elif tag in ("p", "div", "li") and inside:
            self._put("\n")
        if re.fullmatch(r"h[1-6]", tag):
            self.heading = 0
        self._end_saying(tag)

    def _term(self, tag: str, opens: bool) -> None:
        """A term that says what stands beside it, `Location`, `Time`, labels that line and is none itself."""
        if tag == "dt" and not opens:
            said = clean_text("".join(self.parts).strip())
            self.label = _LABELS.get(field_of_heading(said.strip(" :")), "")
            self.parts = [] if self.label else self.parts
            return
        self.end_line()
        if tag != "dd":
            self.label = ""

    def _begin_saying(self, tag: str, names: str) -> None:
        """A piece that its class calls a room or people is a line of its own."""
        if self.says is not None and tag in _HOLDS_MORE:
            self.says = None
        if self.says and self.says[0] == "people" and tag in _BESIDE and self._has_name():
            self._put(", ")  # what the name is followed by: an office, another name
        if self.tables:
            return
        if self.says is None:
            words = re.split(r"[\s_-]+|(?<=[a-z])(?=[A-Z])", names)
            found = {_SAYS[one] for one in map(str.lower, words) if one in _SAYS}
            if len(found) == 1 and tag not in _HOLDS_MORE | _EMPTY:
                self.end_line()
                self.says = (found.pop(), tag, 1)
        elif tag == self.says[1]:
            self.says = (self.says[0], tag, self.says[2] + 1)

    def _has_name(self) -> bool:
        """Whether two words or more stand in the piece that is open."""
        text = "".join(self.parts).rstrip()
        return len(text.split()) > 1 and text[-1].isalnum()

    def _end_saying(self, tag: str) -> None:
        if self.says is None or tag != self.says[1]:
            return
        if self.says[2] > 1:
            self.says = (self.says[0], tag, self.says[2] - 1)
            return
        self.end_line()
        self.says = None

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self._put(re.sub(r"[ \t\r\n\f]+", " ", data) if "\n" in data or "  " in data else data)

    def _put(self, text: str) -> None:
        if self.struck and text.strip():
            if not self.tables:
                self.lines += 1
                self.found.all.append(
                    FilePara(text.strip(), FileSpot(self.lines), why=WhyLeftOut.STRUCK)
                )
            return
        if self.caption is not None:
            self.caption.append(text)
        elif self.tables:
            if self.tables[-1].cell is not None:
                self.tables[-1].cell.append(text)
        else:
            self.parts.append(text)

    def end_tables(self) -> None:
        """Tables that the page does not close end with it."""
        while self.tables:
            self._end_table()

    def end_line(self) -> None:
        """What was gathered is a paragraph, or several where lines are broken."""
        if not self.tables:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        text, self.parts = "".join(self.parts), []
        for line in text.split("\n"):
            if not line.strip():
                continue
            self.lines += 1
            if self.quotes:
                self.quoted.add(self.lines)
            bullet = self.item and self.lists > 0
            self.found.all.append(
                FilePara(
                    clean_text(f"{self.label}{line.strip()}"),
                    FileSpot(self.lines),
                    indent=max(self.lists - 1, 0) * 4,
                    heading=self.heading,
                    bullet=bullet,
                    says=self.says[0] if self.says else "",
                    why=WhyLeftOut.NOTE if self.footers else None,
                )
            )
            if len(self.found.all) > MOST_PIECES:
                raise ArrivalProblem(NotArrived.TOO_LONG)

    def _end_table(self) -> None:
        table = self.tables.pop()
        table.end_cell()
        if self.tables:  # a table that only lays a page out holds others
            if self.tables[-1].cell is not None:
                self.tables[-1].cell = (
                    ["\n".join("\t".join(row) for row in table.rows)] if len(table.rows) < 2 else []
                )
            if len(table.rows) < 2:
                return
        self.counted += 1
        name = str(self.counted)
        rows = tuple(
            FileGridRow(FileSpot(number, Whereabouts.ROW, name), tuple(row))
            for number, row in enumerate(table.rows, 1)
        )
        if len(rows) > MOST_PIECES:
            raise ArrivalProblem(NotArrived.TOO_LONG)
        self.found.all.append(FileGrid(rows, name))


def _number(text: str | None) -> int:
    return min(max(int(text), 1), _MOST_SPAN) if text and text.isdigit() else 1
