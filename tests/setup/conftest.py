"""The demo, loaded."""

from datetime import date

import pytest
from flask import Flask

from facilitate.db import db
from facilitate.setup.demo.load import load

TODAY = date(2026, 11, 25)


@pytest.fixture
def demo(app: Flask) -> Flask:
    """The planner with the demo as it is loaded on `TODAY`."""
    with app.app_context():
        load(TODAY, lambda _line: None)
        db.session.commit()
    return app
