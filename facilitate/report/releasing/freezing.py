"""The report as it would be released now, in every language, and its mark."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from ...events.models import Event
from ..clearing.outgoing import let_out
from ..clearing.texts import WHOLE, decided_in, known_to, texts_of
from ..content import from_json, to_json
from ..writing.assembling import reports_of
from .rest import Elsewhere, told_otherwise, waiting_in

Content = Mapping[str, Any]


def frozen(event: Event) -> dict[str, Any]:
    """The whole report by language, as values that stay; what was decided about it is done."""
    decided = decided_in(event).get(WHOLE, [])
    content = {code: to_json(made) for code, made in reports_of(event).items()}
    told: dict[str, Any] = told_otherwise(content, decided)
    return told


def waiting(event: Event, content: Content) -> list[Elsewhere]:
    """The words in it, besides what was said, that nobody has decided about."""
    known, verdicts = known_to(event), decided_in(event)
    said = let_out(texts_of(event), verdicts, known).texts.values()
    decided = {one.found for some in verdicts.values() for one in some}
    on_the_invitation = [event.title.en, event.title.sq, event.venue, event.town]
    return waiting_in(content, known, decided, [*said, *on_the_invitation])


def digest_of(content: Content) -> str:
    """Changes when anything in the report changes."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def changed_sections(before: Content, now: Content, language: str) -> list[str]:
    """The titles of the sections that read otherwise now, are new, or are gone; the cover is called after the report."""
    was, is_ = from_json(before[language]), from_json(now[language])
    old = {one.key: one for one in was.sections}
    new = {one.key: one for one in is_.sections}
    changed = [one.title for one in is_.sections if old.get(one.key) != one]
    changed += [one.title for one in was.sections if one.key not in new]
    if (was.title, was.cover) != (is_.title, is_.cover) or (not changed and was != is_):
        changed.insert(0, is_.title)
    return changed
