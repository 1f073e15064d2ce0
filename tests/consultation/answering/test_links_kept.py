"""Links that were sent out before links became secret go on working, and so do the drafts behind them."""

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.data.schema import upgrade_schema
from facilitate.web.app import create_app
from tests.conftest import settings_for

from ... import moment
from ...test_migrations import empty_database

__all__ = ["empty_database"]

WORDS = '{"en": "%s", "sq": "%s"}'
LINK = "Lidhja-e-vjeter-22chrs"


@pytest.mark.both_databases
def test_a_link_and_its_draft_from_before_the_upgrade(empty_database: str, tmp_path: Path) -> None:
    app = create_app(settings_for(tmp_path, empty_database))
    with app.app_context():
        upgrade_schema("0011")
        with db.engine.begin() as connection:
            tables = sa.MetaData()
            tables.reflect(connection)
            text, today = {"en": "Old", "sq": "I vjetër"}, moment.planner_today()
            about = {"version": 1, "title": text}
            event = {
                "slug": "old",
                "kind": "conference",
                "description": text,
                "goal": text,
                "language": "en",
                "venue": "",
                "zone": "Europe/Tirane",
                "town": "",
                "expected": 9,
                "created_at": moment.now().replace(tzinfo=None),
            }
            days = {"first_day": today + timedelta(days=9), "last_day": today + timedelta(days=9)}
            asks = {
                "event_id": 1,
                "token": "open",
                "intro": text,
                "opens_on": today,
                "closes_on": today,
                "named": False,
            }
            first = {
                "questionnaire_id": 1,
                "position": 1,
                "kind": "open",
                "text": text,
                "help": text,
                "hidden": False,
            }
            ana = {
                "questionnaire_id": 1,
                "token": LINK,
                "name": "Ana Hoxha",
                "email": "ana@office.example",
            }
            for name, row in (
                ("event", {**about, **event, **days}),
                ("questionnaire", {**about, **asks}),
                ("question", {"version": 1, **first}),
                ("invitation", ana),
                ("draft", {"invitation_id": 1, "typed": {"question_1": ["Gjysmë fjalie"]}}),
            ):
                there = {key: value for key, value in row.items() if key in tables.tables[name].c}
                connection.execute(tables.tables[name].insert().values(there))
        upgrade_schema()
        page = app.test_client().get(f"/i/{LINK}")
        assert (page.status_code, "Gjysmë fjalie</textarea>" in page.text) == (200, True)
        with db.engine.connect() as connection:
            columns = {
                column["name"] for column in sa.inspect(connection).get_columns("invitation")
            }
            kept = [
                str(value)
                for name in ("invitation", "personal_link", "draft")
                for row in connection.execute(sa.text(f"SELECT * FROM {name}"))
                for value in row
            ]
        assert "token" not in columns
        assert [value for value in kept if LINK in value or "Gjysm" in value] == []
        db.engine.dispose()
