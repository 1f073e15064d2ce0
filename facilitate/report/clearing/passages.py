"""The lines in which something was found, as the page of the privacy check shows them. Pure."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ...release.models import TextSource, Verdict
from ...release.texts import Key, RoomText
from ...release.verdicts import DecidedWords, is_unseen, redact_text
from .finding import PassageReason, TextFinding
from .suggesting import general_wording

Find = Callable[[str], Sequence[TextFinding]]


class TextPiece(NamedTuple):
    """A stretch of a text; `why` where it was found, None where it is just text. `open`: nobody has decided about it yet."""

    text: str
    why: PassageReason | None = None
    open: bool = False


@dataclass(frozen=True)
class ShownPassage:
    """Words that were found, or marked by hand (`why` is None then), in `text`. `others`: in how many other lines they stand, undecided."""

    found: str
    why: PassageReason | None
    decided: DecidedWords | None
    text: str
    others: int = 0

    @property
    def suggestion(self) -> str:
        """What could stand instead; only asked for what is shown, as it takes longer than finding."""
        return (
            general_wording(TextFinding(0, 0, self.found, self.why), self.text) if self.why else ""
        )


@dataclass(frozen=True)
class PassageRow:
    """A line with its passages. `texts`: each of its texts in pieces; `after`: the first as it leaves, if all is decided."""

    source: TextSource
    row_id: int
    texts: tuple[tuple[TextPiece, ...], ...]
    passages: tuple[ShownPassage, ...]
    after: str

    @property
    def open(self) -> int:
        """How many passages nobody has decided about."""
        return sum(one.decided is None for one in self.passages)

    @property
    def anchor(self) -> str:
        """Its name on the page."""
        return f"{self.source.value}-{self.row_id}"


def passage_rows(
    texts: Sequence[RoomText], decided: Mapping[Key, Sequence[DecidedWords]], find: Find
) -> list[PassageRow]:
    """Every line in which something was found or marked, in the order of the texts; none that was not looked through yet."""
    lines: dict[Key, list[RoomText]] = {}
    found = [((text.source, text.row_id), find(text.text)) for text in texts]
    unseen = {key for key, findings in found if is_unseen(findings)}
    wanted = ({key for key, findings in found if findings} | decided.keys()) - unseen
    texts = [text for text in texts if (text.source, text.row_id) in wanted]
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
) -> PassageRow:
    done = {one.found: one for one in decided}
    passages: dict[str, ShownPassage] = {}
    texts = []
    for text in fields:
        findings = find(text.text)
        for one in findings:
            others = max(spread[one.found] - (one.found not in done), 0)
            passage = ShownPassage(
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
            passages[found] = ShownPassage(found, None, by_hand, "")
    whole = all(passage.decided is not None for passage in passages.values())
    changed = any(one.verdict is not Verdict.KEEP for one in decided)
    after = redact_text(fields[0].text, decided) if whole and changed else ""
    return PassageRow(*key, tuple(texts), tuple(passages.values()), after)


def _pieces(
    text: str, findings: Sequence[TextFinding], done: Mapping[str, DecidedWords]
) -> Iterator[TextPiece]:
    at = 0
    for one in findings:
        if one.start > at:
            yield TextPiece(text[at : one.start])
        yield TextPiece(one.found, one.why, one.found not in done)
        at = one.end
    if at < len(text):
        yield TextPiece(text[at:])


@dataclass(frozen=True)
class PassageCount:
    """How far the check is: passages not decided, the lines they are in, and what was decided."""

    open: int
    lines: int
    verdicts: Mapping[Verdict, int]


def count_passages(rows: Sequence[PassageRow]) -> PassageCount:
    """The sums over all lines."""
    verdicts = Counter(one.decided.verdict for row in rows for one in row.passages if one.decided)
    return PassageCount(sum(row.open for row in rows), sum(row.open > 0 for row in rows), verdicts)
