"""The report as it would be released now, in every language, and its mark."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from ...events.models import Event
from ...i18n import LANGUAGES
from ..content import from_json, to_json
from ..writing.assembling import report_of

Content = Mapping[str, Any]


def frozen(event: Event) -> dict[str, Any]:
    """The whole report by language, as values that stay."""
    return {code: to_json(report_of(event, code)) for code in LANGUAGES}


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
