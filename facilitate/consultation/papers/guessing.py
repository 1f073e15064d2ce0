"""What a column of a brought table most likely holds."""

import re
from collections.abc import Sequence

from ...exchange.headings import heading_key
from .columns import (
    ALIKE,
    DAY,
    FIXED,
    LEFT_OUT,
    NAME,
    NUMBERING,
    ORGANISATION,
    AnswerColumn,
    ColumnHolds,
    parts_of_heading,
)
from .matching import AskedKind, AskedQuestion, offer_of

_RANK = re.compile(r"(?:rank|ranking|renditja|vendi)? ?\d{1,2}(?:(?:st|nd|rd|th)(?: choice)?)?")
"""What survey tools call the column that holds what was put first, second, and so on."""


def may_become(column: AnswerColumn, purpose: str) -> bool:
    """Whether that may be kept of a column: of private ones nothing, of those with times of day only the day."""
    if column.holds is ColumnHolds.PRIVATE:
        return purpose == LEFT_OUT
    return column.holds is not ColumnHolds.MOMENTS or purpose in (LEFT_OUT, DAY)


def guess_purposes(
    columns: Sequence[AnswerColumn], asked: Sequence[AskedQuestion], named: bool
) -> tuple[str, ...]:
    """What each column probably becomes; each part of an answer once, but for the choices of a question."""
    found = [LEFT_OUT] * len(columns)
    for place, column in enumerate(columns):
        if column.holds not in (ColumnHolds.PRIVATE, ColumnHolds.MOMENTS, ColumnHolds.NOTHING):
            found[place] = _of_question(column, asked)
    _once(found, asked)
    for purpose, headings in FIXED.items():
        if purpose in (NAME, ORGANISATION) and not named:
            continue
        best = _best(columns, found, headings, purpose)
        if best is not None:
            found[best] = purpose
    return tuple(found)


def _of_question(column: AnswerColumn, asked: Sequence[AskedQuestion]) -> str:
    """What of a question it holds, by its heading or the parts of one such as `group/question/choice`."""
    parts = parts_of_heading(column.heading)
    cuts = [] if column.below else range(len(parts) - 1, 0, -1)
    paths = [("/".join(parts[:at]), "/".join(parts[at:])) for at in cuts]
    return (
        next(filter(None, (_of_choice(path, last, asked) for path, last in paths)), LEFT_OUT)
        or _by_heading(column.heading, column.below, asked)
        or next(filter(None, (_by_heading(last, "", asked) for _path, last in paths)), LEFT_OUT)
    )


def _of_choice(path: str, below: str, asked: Sequence[AskedQuestion]) -> str:
    """A choice of the question a path ends with."""
    parts = path.split("/")
    for at in range(len(parts)):
        found = _by_heading("/".join(parts[at:]), below, asked)
        if found.startswith("choice-") or (found and _RANK.fullmatch(heading_key(below))):
            return found
    return LEFT_OUT


def _by_heading(heading: str, below: str, asked: Sequence[AskedQuestion]) -> str:
    best, score = None, 0.0
    for question in asked:
        alike = max((_alike(heading, text) for text in question.texts), default=0.0)
        if alike > score:
            best, score = question, alike
    if best is None or score < ALIKE:
        return LEFT_OUT
    if below and best.offers and best.kind is not AskedKind.SINGLE:
        offer = offer_of(below, best.offers)
        if offer is not None:
            return f"choice-{offer}"
        by_rank = best.kind is AskedKind.RANKING and _RANK.fullmatch(heading_key(below))
        return f"question-{best.id}" if by_rank else LEFT_OUT
    return f"question-{best.id}"


def _alike(heading: str, wording: str) -> float:
    """How much two wordings have in common: 1 for the same words, shares of words otherwise."""
    one, other = heading_key(NUMBERING.sub("", heading)), heading_key(wording)
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    if len(one) > 15 and other.startswith(one):  # cut off by the tool
        return 0.99
    words, others = set(one.split()), set(other.split())
    return 0.98 * len(words & others) / len(words | others)


def _once(found: list[str], asked: Sequence[AskedQuestion]) -> None:
    """Of columns for the same thing the first stays; none for a question whose choices have columns of their own."""
    own = {
        f"choice-{offer.id}": f"question-{question.id}"
        for question in asked
        for offer in question.offers
    }
    apart = {own[purpose] for purpose in found if purpose in own}
    ranked = {f"question-{question.id}" for question in asked if question.kind is AskedKind.RANKING}
    seen: set[str] = set()
    for place, purpose in enumerate(found):
        if purpose in seen - ranked or purpose in apart:
            found[place] = LEFT_OUT
        seen.add(purpose)


def _best(
    columns: Sequence[AnswerColumn], found: Sequence[str], headings: Sequence[str], purpose: str
) -> int | None:
    places = [
        place
        for place, column in enumerate(columns)
        if not found[place]
        and column.holds is not ColumnHolds.NOTHING
        and may_become(column, purpose)
    ]
    for heading in headings:
        for place in places:
            name = NUMBERING.sub("", columns[place].heading)
            owns = {heading_key(name), heading_key(parts_of_heading(name)[-1])}
            if heading in owns or (
                len(heading) > 5 and any(own.startswith(heading) for own in owns)
            ):
                return place
    return None
