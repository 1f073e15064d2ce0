"""What stands between Jinja's braces, over several lines where one is too short."""

import re

OPENING, CLOSING = "([{", ")]}"
STRING = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", re.S)
SPLITS = [
    [" if ", " else "],
    [" or "],
    [" and "],
    [" ~ "],
    [" + ", " - "],
    [" not in ", " in "],
]
"""Words before which a line may begin, the loosest first."""


def in_one_line(inner: str) -> str:
    """The text with each run of white space outside strings as one blank."""
    found, at = [], 0
    for one in STRING.finditer(inner):
        found += [re.sub(r"\s+", " ", inner[at : one.start()]), one.group()]
        at = one.end()
    text = "".join([*found, re.sub(r"\s+", " ", inner[at:])]).strip()
    text = _joined_strings(text)
    text = _outside(text, r"(?<=[(\[{]) ", "")
    text = _outside(text, r" (?=[)\]}])", "")
    return _outside(text, r" ?\| ?", "|")


def meaning_of(inner: str) -> str:
    """The text without white space outside strings, and strings beside each other as one."""
    return _outside(in_one_line(inner), r"\s", "")


def break_lines(text: str, room: int, first: int | None = None) -> list[str]:
    """The text in lines of at most `room` columns (the first: `first`), what follows the first indented by two."""
    first = room if first is None else first
    if len(text) <= first:
        return [text]
    for words in SPLITS:
        pieces = _split(text, words)
        if len(pieces) > 1:
            lines = break_lines(pieces[0], room, first)
            for piece in pieces[1:]:
                lines += ["  " + line for line in break_lines(piece, room - 2)]
            return lines
    items = _items(text)
    if len(items) > 1:
        return _fill([one + "," for one in items[:-1]] + items[-1:], room, first)
    if (parts := _brackets(text)) is not None:
        head, inner, tail = parts
        items = _items(inner)
        lines = [head]
        if len(items) > 3 and all(len(one) <= 24 for one in items):
            filled = _fill([one + "," for one in items[:-1]] + items[-1:], room - 2, room - 2)
            lines += ["  " + filled[0], *filled[1:]]
        else:
            for at, one in enumerate(items):
                comma = "," if at < len(items) - 1 else ""
                broken = break_lines(one + comma, room - 2)
                lines += ["  " + line for line in broken]
        rest = break_lines(tail, room)
        return lines + [rest[0], *rest[1:]]
    pieces = _split(text, ["|"])
    if len(pieces) > 1:
        return [pieces[0], *("  " + one for one in pieces[1:])]
    return _break_string(text, room, first)


def _fill(pieces: list[str], room: int, first: int) -> list[str]:
    """As many pieces in a line as it takes, and what is too long for one broken; lines after the first indented by two."""
    lines = [""]
    for one in pieces:
        left = first if len(lines) == 1 else room
        if lines[-1].strip() and len(lines[-1]) + 1 + len(one) > left:
            lines.append(" ")
            left = room
        blank = " " if lines[-1] else ""
        broken = break_lines(one, room - 4, left - len(lines[-1]) - len(blank))
        lines[-1] += blank + broken[0]
        lines += ["  " + line for line in broken[1:]]
    return lines


def _break_string(text: str, room: int, first: int) -> list[str]:
    """A long string as several beside each other, which Jinja reads as one."""
    longest = max(STRING.finditer(text), key=lambda one: len(one.group()), default=None)
    if longest is None or len(longest.group()) < 20:
        return [text]
    quote, body = longest.group()[0], longest.group()[1:-1]
    head, tail = text[: longest.start()], text[longest.end() :]
    lines, space = [], first - len(head)
    if space < 30 and head:
        return [text]
    while len(body) + 2 + len(tail) > space:
        cut = body.rfind(" ", 0, max(space - 2, 1)) + 1
        if cut <= 0:
            cut = body.find(" ") + 1
        if cut <= 0:
            break
        lines.append(f"{head if not lines else ''}{quote}{body[:cut]}{quote}")
        body, space = body[cut:], room - (2 if head else 0)
    lines.append(f"{head if not lines else ''}{quote}{body}{quote}{tail}")
    return [lines[0], *(("  " if head else "") + line for line in lines[1:])]


def _scan(text: str) -> list[tuple[int, int]]:
    """Each place outside strings, with how deep in brackets it stands."""
    found, at, depth = [], 0, 0
    while at < len(text):
        if (one := STRING.match(text, at)) is not None:
            at = one.end()
            continue
        if text[at] in CLOSING:
            depth -= 1
        found.append((at, depth))
        if text[at] in OPENING:
            depth += 1
        at += 1
    return found


def _split(text: str, words: list[str]) -> list[str]:
    places, last = [], 0
    for at, depth in _scan(text):
        if depth == 0 and any(text.startswith(word, at) for word in words):
            if text.endswith(" not", 0, at):
                continue
            places.append(at)
    pieces = []
    for at in places:
        pieces.append(text[last:at].strip())
        last = at
    pieces.append(text[last:].strip())
    return pieces


def _items(inner: str) -> list[str]:
    commas = [at for at, depth in _scan(inner) if depth == 0 and inner[at] == ","]
    found, last = [], 0
    for at in commas:
        found.append(inner[last:at].strip())
        last = at + 1
    if rest := inner[last:].strip():
        found.append(rest)
    elif found:
        found[-1] += ","
    return found


def _brackets(text: str) -> tuple[str, str, str] | None:
    """The longest pair of brackets that stands in no other: what is before, in and after it."""
    best, start = (0, 0), 0
    for at, depth in _scan(text):
        if depth == 0 and text[at] in OPENING:
            start = at
        if depth == 0 and text[at] in CLOSING and at - start > best[1] - best[0]:
            best = start, at
    start, end = best
    if end - start < 12:
        return None
    return text[: start + 1], text[start + 1 : end].strip(), text[end:]


def _outside(text: str, pattern: str, put: str) -> str:
    """The text with what the pattern finds outside strings replaced."""
    strings = STRING.findall(text)
    marked = re.sub(pattern, put, STRING.sub("\0", text))
    for one in strings:
        marked = marked.replace("\0", one, 1)
    return marked


def _joined_strings(text: str) -> str:
    """Strings that stand beside each other as one."""
    found, at = "", 0
    for one in STRING.finditer(text):
        between = text[at : one.start()]
        if found[-1:] == one.group()[0] and at and between == " ":
            found = found[:-1] + one.group()[1:]
        else:
            found += between + one.group()
        at = one.end()
    return found + text[at:]
