"""Words that were decided to go after an edition was made are gone from what is out at once, without a new edition.

Also where something is to stand instead: two people have not released that yet. What stays as it was stays word for word.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from ...data.db import db
from ...events.models import Event
from ...release.models import Clearing, Verdict
from ...release.texts import Key, RoomText, owner_of_event
from ...release.verdicts import GONE, DecidedWords, as_whole_words, has_words_left, redact_text
from ..clearing.texts import OF_THE_REPORT, WHOLE, all_texts_of_event, texts_of_event
from ..content import each_text
from ..models import Edition
from ..writing.queries import withdrawn_texts_by_row
from ..writing.withholding import SHORT

BESIDE = 20
"""By so many letters beside them words are found again: the report may cut a text, or put others around it."""
CUT = 100
"""So many letters of a text are enough to find it again where the report tells only its beginning."""

Content = Mapping[str, Any]
Change = Callable[[str], str]


class LateRuling(NamedTuple):
    """What was decided about words of a row, and when."""

    key: Key
    decided: DecidedWords
    at: datetime


def edition_as_told(event: Event, edition: Edition) -> Content:
    """An edition by language as it may be read now, without what was decided to go since it was made."""
    changes = _changes_since(event, edition)
    return _with(edition.content, changes) if changes else edition.content


def is_changed(event: Event, edition: Edition) -> bool:
    """Whether words of an edition were decided to go since it was made."""
    changes = _changes_since(event, edition)
    return bool(changes) and _with(edition.content, changes) != edition.content


def _with(content: Content, changes: Sequence[Change]) -> Content:
    told: Content = _without_pictures(each_text(content, lambda text: _changed(text, changes)))
    return told


def _changes_since(event: Event, edition: Edition) -> list[Change]:
    ruled, taken = _ruled(event), withdrawn_texts_by_row(event)
    later = [
        one for one in ruled if one.at > edition.made_at and one.decided.verdict is not Verdict.KEEP
    ]
    if not later and not taken:
        return []
    others = any(one.key[0] not in OF_THE_REPORT for one in later)
    return list(
        text_changes(
            ruled, later, all_texts_of_event(event) if others else texts_of_event(event), taken
        )
    )


def _ruled(event: Event) -> list[LateRuling]:
    columns = (
        Clearing.source,
        Clearing.row_id,
        Clearing.found,
        Clearing.verdict,
        Clearing.instead,
        Clearing.at,
    )
    rows = db.session.execute(sa.select(*columns).where(owner_of_event(event).owns(Clearing)))
    return [
        LateRuling((source, row_id), DecidedWords(found, verdict, instead), at)
        for source, row_id, found, verdict, instead, at in rows
    ]


def text_changes(
    ruled: Sequence[LateRuling],
    later: Sequence[LateRuling],
    standing: Sequence[RoomText],
    taken: Sequence[RoomText],
) -> Iterator[Change]:
    """What is to be done to every text of a report; pure. `taken`: what was taken out, or is not for the report any more."""
    since = {(one.key, one.decided.found) for one in later}
    before: dict[Key, list[DecidedWords]] = {}
    for one in ruled:
        if (one.key, one.decided.found) not in since:
            before.setdefault(one.key, []).append(one.decided)

    def as_it_was(text: RoomText) -> str:
        return redact_text(text.text, before.get((text.source, text.row_id), []))

    elsewhere = [
        DecidedWords(one.decided.found, Verdict.REMOVE) for one in later if one.key == WHOLE
    ]
    if elsewhere:
        yield lambda text: redact_text(text, elsewhere)
    for text in standing:
        for one in later:
            if one.key == (text.source, text.row_id) and one.decided.found in text.text:
                yield from _without_words(as_it_was(text), one.decided.found)
    still = {" ".join(as_it_was(one).split()) for one in standing}
    for text in taken:
        if (was := " ".join(as_it_was(text).split())) and was not in still:
            yield _without_text(was)


def _without_words(text: str, found: str) -> Iterator[Change]:
    """Takes words out wherever they stand beside what stands beside them in that text."""
    for place in re.finditer(as_whole_words(found), text):
        left, right = text[: place.start()][-BESIDE:], text[place.end() :][:BESIDE]
        words = as_whole_words(found, _spaced(found))
        if left.strip():
            yield _replacing(rf"(?P<kept>{_spaced(left)}){words}")
        if right.strip():
            yield _replacing(rf"(?P<kept>){words}(?={_spaced(right)})")
        if not (left + right).strip():
            yield _replacing(rf"\A(?P<kept>\s*){words}(?=\s*\Z)")


def _without_text(text: str) -> Change:
    """Takes a whole text out; a short one only where it stands alone."""
    if len(text) < SHORT:
        return _replacing(rf"\A(?P<kept>){_spaced(text)}\Z")
    beginning = text[:CUT].rsplit(" ", 1)[0] if len(text) > CUT else text
    return _replacing(rf"(?P<kept>)(?:{_spaced(text)}|{_spaced(beginning)}(?=.*…\W*\Z).*…)")


def _replacing(pattern: str) -> Change:
    compiled = re.compile(pattern)
    return lambda text: compiled.sub(lambda match: match["kept"] + GONE, text)


def _spaced(text: str) -> str:
    """A pattern for the text, whatever its spaces are."""
    return r"\s+".join(re.escape(part) for part in re.split(r"\s+", text))


def _changed(text: str, changes: Sequence[Change]) -> str:
    for change in changes:
        text = change(text)
    return text


def _without_pictures(value: Any) -> Any:
    """The report without photos whose words are gone."""
    if isinstance(value, Mapping):
        return {name: _without_pictures(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_without_pictures(one) for one in value if not _is_gone(one)]
    return value


def _is_gone(value: Any) -> bool:
    alt = (
        value.get("alt", "")
        if isinstance(value, Mapping) and value.get("kind") == "picture"
        else ""
    )
    return GONE in alt and not has_words_left(alt)
