"""What the tests of reading share: the codings as the database has them, and a reply's address."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.consultation.models import Coding, Passage, Reply, Theme
from facilitate.data.db import db


@pytest.fixture
def coded(app: Flask) -> Callable[[], list[tuple[str, str, str]]]:
    """Every coding as (words, English name of the theme, stance), in the order of the text; gone themes left out."""

    def look() -> list[tuple[str, str, str]]:
        with app.app_context():
            rows = db.session.execute(
                sa.select(Reply.text, Passage.start, Passage.end, Theme.name, Coding.stance)
                .join_from(Coding, Passage, Coding.passage_id == Passage.id)
                .join(Reply, Passage.reply_id == Reply.id)
                .join(Theme, Coding.theme_id == Theme.id)
                .where(~Theme.gone)
                .order_by(Reply.id, Passage.start, Passage.end, Theme.position)
            )
            return [
                (text[start:end], name.en, stance.value) for text, start, end, name, stance in rows
            ]

    return look


@pytest.fixture
def passages(app: Flask) -> Callable[[], list[int]]:
    """Ids of the passages."""

    def look() -> list[int]:
        with app.app_context():
            return list(db.session.scalars(sa.select(Passage.id).order_by(Passage.id)))

    return look
