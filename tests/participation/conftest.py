"""Fixtures of the list of people: an event with people in several standings, and a mail server."""

from collections.abc import Iterator

import pytest
from flask import Flask

from facilitate.participation.models import Standing

from ..inbox import Inbox, receive_mails
from ..scenes import keep_scene
from .invited import Listed, make_listed


@pytest.fixture
@keep_scene
def listed(app: Flask, cast) -> Listed:
    """Hoxha and Kola are to be invited, Leka and Prifti are invited, Zeka comes."""
    names = [
        ("Ana Hoxha", Standing.LISTED),
        ("Ben Kola", Standing.LISTED),
        ("Drita Leka", Standing.INVITED),
        ("Elda Prifti", Standing.INVITED),
        ("Fatos Zeka", Standing.COMING),
    ]
    return make_listed(app, cast.event_id, names)


@pytest.fixture
def inbox(app: Flask) -> Iterator[Inbox]:
    """A mail server that the planner is set to use."""
    with receive_mails(app) as inbox:
        yield inbox
