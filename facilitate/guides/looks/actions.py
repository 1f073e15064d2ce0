"""A look is added, worn by an event, removed and put back."""

from base64 import b64encode
from collections.abc import Sequence

import sqlalchemy as sa

from ... import clock
from ...accounts.doors import is_in_a_team
from ...data.db import db, get_or_404
from ...events.models import Event
from ...history.bins import RemovedRow, RoomBin
from ...history.rooms import Place
from ...web.i18n import _, _l, _n
from ...web.refused import Refused
from ...web.uploaded import read_upload
from ..models import GuideLook, GuideSetting
from .cleaning import CleanedLook, clean_look
from .open_text import is_open_text, word_file_of
from .queries import count_choosing_elsewhere, known_looks, planners_look


def read_look(content: bytes) -> CleanedLook:
    """What is left of an upload. Raises a FileProblem where it cannot be a look."""
    if is_open_text(content):
        content = word_file_of(content)
    return read_upload(clean_look, content, planners_look())


def add_look(name: str, left: CleanedLook, by: int) -> GuideLook:
    """Keep what is left of an upload."""
    look = GuideLook(
        user_id=by, at=clock.now(), name=name, file=b64encode(left.file).decode(), taken=left.taken
    )
    db.session.add(look)
    db.session.flush()
    return look


def choose_look(event: Event, setting: GuideSetting | None, look_id: int | None) -> None:
    """The event's guide wears that look; None: the planner's."""
    if setting is None:
        db.session.add(GuideSetting(event_id=event.id, look_id=look_id))
    else:
        setting.look_id = look_id


def mark_look_removed(look: GuideLook, event: Event) -> None:
    """Nobody can choose it any more; an event that wore it wears the planner's until it is put back."""
    others = count_choosing_elsewhere(look, event.id)
    if others:
        raise Refused(
            _n(
                "%(num)d other event uses this style. It can be removed once that event has another.",
                "%(num)d other events use this style. It can be removed once those have another.",
                others,
            )
        )
    look.removed_at = clock.now()


def mark_look_restored(look: GuideLook) -> None:
    """Put back what was removed. Refused where another one is called so by now."""
    if any(
        one.name.casefold() == look.name.casefold() and one is not look for one in known_looks()
    ):
        raise Refused(_("There is already a style with this name."))
    look.removed_at = None


def _removed(_planner: Place) -> Sequence[RemovedRow]:
    columns = (GuideLook.id, GuideLook.name, GuideLook.removed_at)
    query = sa.select(*columns).where(GuideLook.removed_at.is_not(None))
    rows = db.session.execute(query)
    return [RemovedRow(row.id, row.name, row.removed_at) for row in rows if row.removed_at]


def _restore(_planner: Place, look_id: int, _by: int) -> str:
    look = get_or_404(GuideLook, GuideLook.id == look_id)
    mark_look_restored(look)
    return look.name


LOOK_BIN = RoomBin(
    key="document_styles",
    name=_l("Document styles"),
    restores=is_in_a_team,
    removed=_removed,
    restore=_restore,
)
