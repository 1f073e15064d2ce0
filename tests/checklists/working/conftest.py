"""What the tests of the checklist's pages share."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.checklists.models import Task
from facilitate.data.db import db

from ...scenes import keep_scene
from .facts import LIST


@pytest.fixture
@keep_scene
def started(organiser: FlaskClient) -> FlaskClient:
    """The organiser, with the starting list copied."""
    assert organiser.post(f"{LIST}/start").status_code == 302
    return organiser


@pytest.fixture
def first(app: Flask, started: FlaskClient) -> str:
    """The address of the first task."""
    with app.app_context():
        return f"{LIST}/tasks/{db.session.scalar(sa.select(Task.id).where(Task.code == 'C01'))}"
