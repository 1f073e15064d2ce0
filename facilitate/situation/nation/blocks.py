"""The texts of a national analysis that people write, and what of them leaves."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from ...data.db import db
from ...release.clearing import tells_texts
from ...release.models import TextSource
from ...release.texts import PLANNERS_OWN, RoomText, TextOwner
from ...web.i18n import _l
from ..analysis.blocks import BLOCKS, written_texts
from ..models import NationalText

NATIONAL_BLOCKS: Mapping[str, tuple[object, object]] = {
    **BLOCKS,
    "unusual": (
        _l("What explains unusual numbers"),
        _l("What the counties answered when they were asked, without names."),
    ),
    "problems": (
        _l("Problems the counties cannot solve alone"),
        _l("What government or donors should decide."),
    ),
    "next": (
        _l("What is done next in the whole country"),
        _l("Goals of the next half-year, who is responsible, with which money."),
    ),
}
"""Title and hint of each."""


def written_national_texts(rows: Iterable[NationalText]) -> list[RoomText]:
    """What was written, as it is looked through: each language of each block."""
    return written_texts(TextSource.NATION, rows)


@tells_texts(NationalText.text)
def texts_of_nation(whose: TextOwner) -> list[RoomText]:
    """What stands in all national analyses; of an event or a forum nothing does."""
    if whose != PLANNERS_OWN:
        return []
    rows = db.session.scalars(sa.select(NationalText).order_by(NationalText.id))
    return written_national_texts(rows)
