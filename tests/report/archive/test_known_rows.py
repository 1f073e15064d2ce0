"""Which rows of an archive are in the planner already."""

from flask import Flask

from facilitate import clock
from facilitate.data.db import db
from facilitate.forums.actions import add_forum
from facilitate.forums.models import Forum
from facilitate.lib.text import Words
from facilitate.report.archive.known_rows import forums_for_rows


def test_a_forum_named_in_one_language_is_that_of_the_same_name(app: Flask) -> None:
    with app.app_context():
        kind, purpose = "regional_committee", Words()
        here = Forum(
            kind=kind, name=Words("", "Komiteti i Vlorës"), purpose=purpose, created_at=clock.now()
        )
        add_forum(here)
        db.session.flush()

        def found(en: str, sq: str) -> int:
            row = {"kind": kind, "name": Words(en, sq), "purpose": purpose}
            [number] = forums_for_rows([row], None) or [0]
            return number

        assert found("Committee of Vlorë", "komiteti i Vlores") == here.id
        others = {found("Committee of Fier", "Komiteti i Fierit"), found("Komiteti i Vlorës", "")}
        assert len(others) == 2
        assert here.id not in others
