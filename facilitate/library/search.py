"""What is on the shelf and holds the words somebody looks for, in titles, notes and files, without accents."""

from collections.abc import Sequence

from ..data.matching import LONGEST, excerpt_around, holds_words
from ..web.i18n import _
from .queries import document_item, find_documents, texts_of
from .reading import split_words
from .shelf import ShelfGroup, ShelfItem

__all__ = ["LONGEST", "found_documents", "search_shelf"]
SHOWN, LOOKED_AT = 10, 20_000
"""Of so many documents the place is shown where the words stand, if it is within so many letters."""


def search_shelf(typed: str, standing: Sequence[ShelfGroup]) -> list[ShelfGroup]:
    """The documents that hold every word typed, then what else on the shelf is called so."""
    words = split_words(typed)
    if not words:
        return []
    others = [
        ShelfGroup(
            group.key,
            group.name,
            "",
            [one for one in group.items if holds_words(f"{one.title} {one.detail}", words)],
        )
        for group in standing
    ]
    documents = ShelfGroup("documents", _("Documents"), "", found_documents(words))
    return [group for group in (documents, *others) if group.items]


def found_documents(words: Sequence[str]) -> list[ShelfItem]:
    """Documents with these words; of the first ones with what stands round them."""
    rows = find_documents(words)
    texts = texts_of(rows[:SHOWN], LOOKED_AT)
    found = {
        key: excerpt_around(text, words) for key, text in texts.items() if holds_words(text, words)
    }
    return [document_item(row, found=found.get(row.id, "")) for row in rows]
