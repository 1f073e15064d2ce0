"""The texts of an analysis that people write: which there are, what belongs into each, and what of them leaves."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from ...data.db import db
from ...release.clearing import tells_texts
from ...release.models import TextSource
from ...release.texts import RoomText, TextOwner
from ...web.i18n import _l
from ..models import NationalText, SituationText

BLOCKS: Mapping[str, tuple[object, object]] = {
    "summary": (
        _l("What the numbers say"),
        _l("Two or three sentences for somebody who reads nothing else."),
    ),
    "vulnerable": (
        _l("Who is vulnerable, and where"),
        _l("Groups, zones and communities, with the factors: violence, leaving school, poverty …"),
    ),
    "services": (
        _l("Services that exist, and what is missing"),
        _l(
            "Prevention, protection, prosecution, reintegration: who offers what, where nobody does."
        ),
    ),
    "problems": (
        _l("Problems the county cannot solve alone"),
        _l("What central government or donors should know."),
    ),
    "next": (
        _l("What is done next"),
        _l("Goals of the next half-year, who is responsible, with which money."),
    ),
}
"""Title and hint of each, in the order of the document."""


def written_block_texts(rows: Iterable[SituationText]) -> list[RoomText]:
    """What was written, as it is looked through: each language of each block."""
    return written_texts(TextSource.SITUATION, rows)


def written_texts(
    source: TextSource, rows: Iterable[SituationText] | Iterable[NationalText]
) -> list[RoomText]:
    """Each language of each block; one that only repeats the English is left out."""
    both = ((row, code, row.text.to(code)) for row in rows for code in ("en", "sq"))
    return [
        RoomText(source, row.id, code, text)
        for row, code, text in both
        if text.strip() and (code == "en" or text != row.text.en)
    ]


@tells_texts(SituationText.text)
def texts_of_situation(whose: TextOwner) -> list[RoomText]:
    """Every text of a forum's analyses."""
    if whose.forum_id is None:
        return []
    mine = sa.select(SituationText).where(SituationText.forum_id == whose.forum_id)
    return written_block_texts(db.session.scalars(mine.order_by(SituationText.id)))
