"""A comparison in words: what a person reads before confirming, and the choices they make."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from ...i18n import _, day, label
from ..labels import DONE, FIELDS, OPEN
from ..models import Phase
from .merge import Comparison, Value

MOST_SHOWN = 200
"""Rows of one kind a preview shows; the others are counted."""


def shown(value: Value, name: str) -> str:
    """A value as people read it."""
    if name == "done_on" and (value is None or value is True):
        return str(DONE if value else OPEN)
    if name == "phase" and value:
        return label(Phase(str(value)))
    if isinstance(value, date):
        return day(value, "EEE d MMM y")
    if isinstance(value, float):
        return f"{value:g}"
    return str(value or "–")


def field_name(name: str) -> str:
    """What a field is called."""
    return str(FIELDS[name])


def sentence(found: Comparison) -> str:
    """`3 new, 8 changed, 1 clashing; 70 unchanged, 2 missing.`"""
    if not found.does_something:
        return _("Nothing in this file is different from what is saved.")
    return _(
        "%(new)d new, %(changed)d changed, %(clashing)d clashing; "
        "%(unchanged)d unchanged, %(missing)d missing.",
        new=len(found.new), changed=len(found.changed), clashing=len(found.clashing),
        unchanged=len(found.unchanged), missing=len(found.missing),
    )  # fmt: skip


def fingerprint(found: Comparison) -> str:
    """Changes when what would be taken over changes: somebody may edit between preview and confirmation."""
    what = repr((found.new, found.changed, found.clashing))
    return hashlib.sha256(what.encode("utf-8", "replace")).hexdigest()[:16]


def choices_of(found: Comparison, form: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """What was chosen for each clash: posted as `clash-ROW-FIELD`, a task deleted online as a whole."""
    choices = {}
    for number, edit in enumerate(found.clashing):
        for change in edit.clashes:
            posted = form.get(f"clash-{number}-{'gone' if edit.gone else change.name}", "online")
            choices[edit.record.code, change.name] = "file" if posted == "file" else "online"
    return choices
