"""What is said of problems whose words are still to be looked through."""

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.data.db import db
from facilitate.forums.leaving import clear_problems
from facilitate.forums.problem_models import Problem
from facilitate.release.models import FoundPassages
from facilitate.report.clearing import looking

from .conftest import Found

pytestmark = pytest.mark.both_databases


@pytest.mark.looks_through
def test_words_that_wait_to_be_looked_through_ask_nobody_to_decide(
    app: Flask, found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "AT_ONCE", 0)
    monkeypatch.setattr(looking, "enqueue_job", lambda *_arguments: None)
    with app.test_request_context():
        db.session.execute(sa.delete(FoundPassages))
        told = clear_problems(db.session.scalars(sa.select(Problem)).all())
        assert "still being checked" in told.said
        assert "not been decided" not in told.said
