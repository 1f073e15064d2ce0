"""A section as text that people edit, and back: paragraphs, `- ` points, `> ` quotes, `## ` headings, `[[exhibits]]`.

Nothing typed can be wrong: what looks like nothing else is a paragraph. A backslash before a mark makes it plain text.
"""

import re
from collections.abc import Iterable, Mapping

from ...lib.text import clean_text
from ..proceedings import Block, Bullets, Exhibit, Paragraph, ReportHeading, ReportQuote

WHO = "— "
"""Begins the last line of a quote: who said it."""
_EXHIBIT = re.compile(r"^\[\[([a-z0-9-]+)\]\]$")
_MARK = re.compile(r"^(\\*)(#{2,3} |- |> |\[\[|— )")


def blocks_to_text(blocks: Iterable[Block]) -> str:
    """The text of these blocks; what stands in an exhibit is only named."""
    return clean_text("\n\n".join(filter(None, map(_text, blocks))))


def blocks_from_text(text: str, exhibits: Mapping[str, Exhibit]) -> tuple[Block, ...]:
    """The blocks of that text; exhibits that are named and not there (any more) are left out."""
    found: list[Block] = []
    for chunk in _chunks(text):
        made = _block(chunk, exhibits)
        if made is not None:
            found.append(made)
    return tuple(found)


def named_exhibits(text: str) -> list[str]:
    """The keys of the exhibits that stand in the text."""
    return [match[1] for line in text.split("\n") if (match := _EXHIBIT.match(line.strip()))]


def tidy_text(text: str) -> str:
    """A text as it can stand in one block: its lines without outer space, no empty ones."""
    return "\n".join(line for part in text.splitlines() if (line := part.strip()))


def _text(block: Block) -> str:
    if isinstance(block, Exhibit):
        return f"[[{block.key}]]"
    if isinstance(block, ReportHeading):
        return f"{'#' * block.level} {tidy_text(block.text).replace(chr(10), ' ')}"
    if isinstance(block, Bullets):
        return "\n".join(
            "- " + tidy_text(one).replace("\n", "\n  ") for one in block.items if tidy_text(one)
        )
    if isinstance(block, ReportQuote):
        lines = [f"> {_plain(line)}" for line in tidy_text(block.text).split("\n") if line]
        who = tidy_text(block.who).replace("\n", " ")
        return "\n".join([*lines, *([f"> {WHO}{who}"] if who else [])])
    return "\n".join(_plain(line) for line in tidy_text(block.text).split("\n") if line)


def _plain(line: str) -> str:
    """A line that means nothing but itself."""
    return f"\\{line}" if _MARK.match(line) else line


def _read(line: str) -> str:
    """A line as it is read."""
    return line[1:] if line.startswith("\\") and _MARK.match(line) else line


def _kind(line: str, before: str) -> str:
    """What a line is part of; `before` is what the line above it is part of."""
    if not line.strip():
        return ""
    if line.startswith("- "):
        return "point"
    if line.startswith("  ") and before == "point":
        return "point"
    line = line.strip()
    if line.startswith("> "):
        return "quote"
    if re.match(r"^#{2,3} ", line):
        return "heading"
    return "exhibit" if _EXHIBIT.match(line) else "text"


def _chunks(text: str) -> Iterable[tuple[str, list[str]]]:
    """Lines that belong together, with what they are; headings and exhibits stand alone."""
    lines: list[str] = []
    before = ""
    for line in text.splitlines():
        kind = _kind(line, before)
        if lines and (kind != before or kind in ("heading", "exhibit")):
            yield before, lines
            lines = []
        if kind:
            lines.append(line)
        before = kind
    if lines:
        yield before, lines


def _block(chunk: tuple[str, list[str]], exhibits: Mapping[str, Exhibit]) -> Block | None:
    kind, lines = chunk
    if kind == "exhibit":
        match = _EXHIBIT.match(lines[0].strip())
        return exhibits.get(match[1]) if match else None
    if kind == "heading":
        marks, _space, text = lines[0].strip().partition(" ")
        return ReportHeading(text.strip(), len(marks)) if text.strip() else None
    if kind == "point":
        items: list[str] = []
        for line in lines:
            if line.startswith("- "):
                items.append(line[2:].strip())
            else:
                items[-1] += f"\n{line.strip()}"
        kept = tuple(one for item in items if (one := tidy_text(item)))
        return Bullets(kept) if kept else None
    if kind == "quote":
        return _quote([line.strip()[2:].strip() for line in lines])
    return Paragraph("\n".join(_read(line.strip()) for line in lines))


def _quote(lines: list[str]) -> ReportQuote | None:
    who = ""
    if len(lines) > 1 and lines[-1].startswith(WHO):
        who = lines.pop()[len(WHO) :].strip()
    text = "\n".join(_read(line) for line in lines if line)
    return ReportQuote(text, who) if text else None
