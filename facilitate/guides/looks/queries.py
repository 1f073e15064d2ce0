"""Which looks there are, and which one a guide wears."""

from base64 import b64decode
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import defer, joinedload

from ...data.content import content_folder
from ...data.db import db
from ..models import GuideLook, GuideSetting


def planners_look() -> Path:
    """The planner's own look, which facilitators edit in Word."""
    return content_folder("guides") / "guide.docx"


def chosen_look_file(setting: GuideSetting | None) -> Path | bytes:
    """What a guide wears: the look the event has chosen, else the planner's. Asks nothing where none is chosen."""
    return (setting and setting.look_id and look_content(setting.look_id)) or planners_look()


def look_content(look_id: int) -> bytes | None:
    """The Word file of a look; None where it is not there or removed."""
    kept = db.session.scalar(
        sa.select(GuideLook.file).where(GuideLook.id == look_id, GuideLook.removed_at.is_(None))
    )
    return b64decode(kept) if kept else None


def known_looks() -> Sequence[GuideLook]:
    """The looks everybody may use, by name, without their files."""
    found = db.session.scalars(
        sa.select(GuideLook)
        .where(GuideLook.removed_at.is_(None))
        .options(defer(GuideLook.file, raiseload=True), joinedload(GuideLook.user))
    ).all()
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def count_choosing_elsewhere(look: GuideLook, event_id: int) -> int:
    """How many other events wear it."""
    return (
        db.session.scalar(
            sa.select(sa.func.count())
            .select_from(GuideSetting)
            .where(GuideSetting.look_id == look.id, GuideSetting.event_id != event_id)
        )
        or 0
    )
