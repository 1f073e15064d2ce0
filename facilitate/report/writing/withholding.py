"""An edited section never brings back what was taken out of the notes since: such passages stay at home. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..proceedings import Block, Bullets, Paragraph, ReportQuote

SHORT = 12
"""Letters: a shorter text must be the whole passage to count, a longer one may stand inside it."""


def without_gone(blocks: Iterable[Block], gone: Sequence[str]) -> list[Block]:
    """The blocks without passages that hold one of the texts that are gone, whatever their spaces and capitals."""
    texts = {_same(text) for text in gone} - {""}
    if not texts:
        return list(blocks)
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Bullets):
            items = tuple(one for one in block.items if not _holds(one, texts))
            if items:
                found.append(replace(block, items=items))
        elif not isinstance(block, Paragraph | ReportQuote) or not _holds(block.text, texts):
            found.append(block)
    return found


def holds_any(text: str, gone: Sequence[str]) -> bool:
    """Whether some line of a text holds one of those that are gone."""
    texts = {_same(one) for one in gone} - {""}
    return any(_holds(line.lstrip("->\\ "), texts) for line in text.splitlines())


def _holds(text: str, texts: set[str]) -> bool:
    mine = _same(text)
    return mine in texts or any(len(one) >= SHORT and one in mine for one in texts)


def _same(text: str) -> str:
    return " ".join(text.casefold().split())
