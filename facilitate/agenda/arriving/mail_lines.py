"""The lines of a mail: what it says itself, and what it only quotes or signs."""

import re
from collections.abc import Sequence

from ...lib.text import plain_text
from . import lengths, times
from .arrived import WhyLeftOut
from .vocabulary import BULLET, CLOSED_ABROAD, MAIL_HEAD, QUOTE_HEAD

CLOSING = re.compile(
    rf"^\W*({CLOSED_ABROAD}|me respekt|me nderim\w*|me te mira|te fala|gjithe te mirat|"
    r"(kind|best|warm) regards|regards|best wishes|best,|cheers,?|sincerely|yours \w+|yours,|"
    r"sent from my|derguar nga (telefoni|iphone))\b|^\W*(?:faleminderit|pershendetje|thanks|thank you|many thanks)\W*$|^\s*--\s*$|^\s*_{5,}\s*$"
)
_QUOTE = re.compile(r"^\s*(?:>\s?)+")

Line = tuple[str, WhyLeftOut | None]


def sorted_lines(lines: list[str]) -> list[Line]:
    """The lines, each with the reason why it is no step, where mail only quotes or signs it."""
    quoted = [line for line in lines if _QUOTE.match(line)]
    timed = [
        line
        for line in lines
        if not _QUOTE.match(line) and times.span_at_start(BULLET.sub("", line.strip()))
    ]
    if quoted and not timed:
        lines, quoted = [_QUOTE.sub("", line) for line in lines], []
    found: list[Line] = []
    why: WhyLeftOut | None = None
    steps = 0
    for number, line in enumerate(lines):
        simple = plain_text(line)
        if QUOTE_HEAD.match(simple) and steps or _mail_head(lines, number) and steps:
            why = WhyLeftOut.QUOTED
        elif CLOSING.match(simple) and why is None and steps and not _goes_on(lines, number):
            why = WhyLeftOut.SIGNATURE
        if (
            why is None
            and times.span_at_start(BULLET.sub("", line.strip()))
            or times.span_anywhere(line)
            or lengths.length_at_end(line)
        ):
            steps += not MAIL_HEAD.match(simple)
        if _QUOTE.match(line):
            found.append((line, WhyLeftOut.QUOTED))
        elif QUOTE_HEAD.match(simple):
            found.append((line, WhyLeftOut.QUOTED if steps else WhyLeftOut.HEADING))
        elif _mail_head(lines, number) and why is None:
            found.append((line, WhyLeftOut.HEADING))
        else:
            found.append((line, why if line.strip() else None))
    return found


def _goes_on(lines: Sequence[str], number: int) -> bool:
    """Whether several steps come after a line that looks like the end of a mail."""
    return sum(
        times.span_at_start(BULLET.sub("", line.strip())) is not None
        for line in lines[number + 1 :]
        if not _QUOTE.match(line)
    ) > 2 and not any(
        QUOTE_HEAD.match(plain_text(line)) or _mail_head(lines, place)
        for place, line in enumerate(lines[number + 1 :], number + 1)
    )


def _mail_head(lines: Sequence[str], number: int) -> bool:
    """Whether a line stands in the head of a mail: several such lines together."""
    if not MAIL_HEAD.match(plain_text(lines[number])):
        return False
    around = lines[max(number - 3, 0) : number + 4]
    heads = [found[1] for line in around if (found := MAIL_HEAD.match(plain_text(line)))]
    return (
        len(heads) > 2
        and bool({"from", "nga", "subject", "subjekti", "sent", "derguar", "lenda"} & set(heads))
        and bool({"from", "nga", "to", "per"} & set(heads))
    )
