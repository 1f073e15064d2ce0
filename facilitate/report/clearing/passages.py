"""The lines in which something was found, as the page of the privacy check shows them. Pure."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ...release.models import TextSource, Verdict
from ...release.texts import Key, RoomText
from ...release.verdicts import DecidedWords, is_unseen, redact_text
from .finding import Finding, Why
from .suggesting import general

Find = Callable[[str], Sequence[Finding]]


class Piece(NamedTuple):
    """A stretch of a text; `why` where it was found, None where it is just text. `open`: nobody has decided about it yet."""

    text: str
    why: Why | None = None
    open: bool = False


@dataclass(frozen=True)
class Passage:
    """Words that were found, or marked by hand (`why` is None then), in `text`. `others`: in how many other lines they stand, undecided."""

    found: str
    why: Why | None
    decided: DecidedWords | None
    text: str
    others: int = 0

    @property
    def suggestion(self) -> str:
        """What could stand instead; only asked for what is shown, as it takes longer than finding."""
        return general(Finding(0, 0, self.found, self.why), self.text) if self.why else ""


@dataclass(frozen=True)
class Row:
    """A line with its passages. `texts`: each of its texts in pieces; `after`: the first as it leaves, if all is decided."""

    source: TextSource
    row_id: int
    texts: tuple[tuple[Piece, ...], ...]
    passages: tuple[Passage, ...]
    after: str

    @property
    def open(self) -> int:
        """How many passages nobody has decided about."""
        return sum(one.decided is None for one in self.passages)

    @property
    def anchor(self) -> str:
        """Its name on the page."""
        return f"{self.source.value}-{self.row_id}"


def rows_of(
    texts: Sequence[RoomText], decided: Mapping[Key, Sequence[DecidedWords]], find: Find
) -> list[Row]:
    """Every line in which something was found or marked, in the order of the texts; none that was not looked through yet."""
    lines: dict[Key, list[RoomText]] = {}
    unseen = {(text.source, text.row_id) for text in texts if is_unseen(find(text.text))}
    texts = [text for text in texts if (text.source, text.row_id) not in unseen]
    for text in texts:
        lines.setdefault((text.source, text.row_id), []).append(text)
    spread = _spread(texts, decided, find)
    return [
        row
        for key, fields in lines.items()
        if (
            row := _row(key, fields, decided=decided.get(key, ()), spread=spread, find=find)
        ).passages
    ]


def _spread(
    texts: Sequence[RoomText], decided: Mapping[Key, Sequence[DecidedWords]], find: Find
) -> Counter[str]:
    """In how many lines the same words wait to be decided."""
    waiting = set()
    for text in texts:
        key = (text.source, text.row_id)
        done = {one.found for one in decided.get(key, ())}
        waiting |= {(key, one.found) for one in find(text.text) if one.found not in done}
    return Counter(found for _key, found in waiting)


def _row(
    key: Key,
    fields: Sequence[RoomText],
    decided: Sequence[DecidedWords],
    spread: Counter[str],
    find: Find,
) -> Row:
    done = {one.found: one for one in decided}
    passages: dict[str, Passage] = {}
    texts = []
    for text in fields:
        findings = find(text.text)
        for one in findings:
            others = max(spread[one.found] - (one.found not in done), 0)
            passage = Passage(
                found=one.found,
                why=one.why,
                decided=done.get(one.found),
                text=text.text,
                others=others,
            )
            passages.setdefault(one.found, passage)
        texts.append(tuple(_pieces(text.text, findings, done)))
    for found, by_hand in done.items():
        if found not in passages and any(found in text.text for text in fields):
            passages[found] = Passage(found, None, by_hand, "")
    whole = all(passage.decided is not None for passage in passages.values())
    changed = any(one.verdict is not Verdict.KEEP for one in decided)
    after = redact_text(fields[0].text, decided) if whole and changed else ""
    return Row(*key, tuple(texts), tuple(passages.values()), after)


def _pieces(
    text: str, findings: Sequence[Finding], done: Mapping[str, DecidedWords]
) -> Iterator[Piece]:
    at = 0
    for one in findings:
        if one.start > at:
            yield Piece(text[at : one.start])
        yield Piece(one.found, one.why, one.found not in done)
        at = one.end
    if at < len(text):
        yield Piece(text[at:])


@dataclass(frozen=True)
class Count:
    """How far the check is: passages not decided, the lines they are in, and what was decided."""

    open: int
    lines: int
    verdicts: Mapping[Verdict, int]


def counted(rows: Sequence[Row]) -> Count:
    """The sums over all lines."""
    verdicts = Counter(one.decided.verdict for row in rows for one in row.passages if one.decided)
    return Count(sum(row.open for row in rows), sum(row.open > 0 for row in rows), verdicts)
