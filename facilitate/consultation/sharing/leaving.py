"""The page “What you told us” as it may leave: every text on it that people wrote is cleared, in both languages. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...release.clearing import ClearedTexts, apply_verdicts
from ...release.models import TextSource, Verdict
from ...release.texts import Key, RoomText, digest_of
from ...release.verdicts import DecidedWords, has_words_left
from ..telling import CountsTelling

NOT_WRITTEN = frozenset(
    {"language", "event", "when", "place", "asked", "parts", "by", "only", "code", "spread", "key"}
)
"""What of a summary's values nobody wrote for it: what stands on the invitation, names of sectors, codes. All else is checked."""


def page_texts(value: Any, questionnaire_id: int) -> Iterator[RoomText]:
    """Every text of a summary made plain values (`frozen`): a quote is its passage's, the rest the page's own."""
    if isinstance(value, Mapping):
        if "passage" in value:
            yield RoomText(TextSource.QUOTE, value["passage"], value["text"], value["text"])
            return
        for name, inner in value.items():
            if name not in NOT_WRITTEN:
                yield from page_texts(inner, questionnaire_id)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from page_texts(inner, questionnaire_id)
    elif isinstance(value, str) and value:
        yield RoomText(TextSource.SAID, questionnaire_id, value, value)


def as_cleared(value: Any, questionnaire_id: int, cleared: ClearedTexts) -> Any:
    """The page's values with what was decided done to their texts; a quote that waits is not in them, another text stays."""
    if isinstance(value, Mapping):
        if "passage" in value:
            text = cleared.of(TextSource.QUOTE, value["passage"], value["text"])
            return {**value, "text": text if text and has_words_left(text) else None}
        return {
            name: inner if name in NOT_WRITTEN else as_cleared(inner, questionnaire_id, cleared)
            for name, inner in value.items()
        }
    if isinstance(value, (list, tuple)):
        done = [as_cleared(inner, questionnaire_id, cleared) for inner in value]
        return [
            one
            for one in done
            if not (isinstance(one, Mapping) and "passage" in one and one["text"] is None)
        ]
    if isinstance(value, str) and value:
        return cleared.of(TextSource.SAID, questionnaire_id, value) or value
    return value


def told_now(
    told: Mapping[str, Any], questionnaire_id: int, decided: Mapping[Key, Sequence[DecidedWords]]
) -> Mapping[str, Any]:
    """What is public, without words that were decided to go since: they are gone at once.

    Also where something is to stand instead: two people have not released that yet.
    """
    gone = {
        key: [
            DecidedWords(one.found, Verdict.REMOVE)
            for one in some
            if one.verdict is not Verdict.KEEP
        ]
        for key, some in decided.items()
    }
    pages = {code: page for code, page in told.items() if isinstance(page, Mapping)}
    left = apply_verdicts(page_texts(pages, questionnaire_id), gone, lambda _text: ())
    return {**told, **as_cleared(pages, questionnaire_id, left)}


@dataclass(frozen=True)
class PageToLeave:
    """The page by language with what was decided done to it, and what still waits to be decided; `telling`: its counts."""

    pages: Mapping[str, dict[str, Any]]
    cleared: ClearedTexts
    telling: CountsTelling = field(default_factory=CountsTelling)

    @property
    def digest(self) -> str:
        """Changes when anybody's words on it change; numbers may."""
        return digest_of(one.text for one in page_texts(dict(self.pages), 0))
