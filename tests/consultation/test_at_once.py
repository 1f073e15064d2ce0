"""People who add, move and remove at the same moment wait for each other; nobody meets an error."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Theme
from facilitate.data.db import db
from facilitate.events.models import Objective

pytestmark = pytest.mark.both_databases


def at_once(clients: list[FlaskClient], path: str, data: dict[str, str]) -> list[int]:
    """Send the same from every browser at the same moment; gives the statuses."""
    ready, statuses = Barrier(len(clients)), []

    def send(client: FlaskClient) -> None:
        ready.wait()
        statuses.append(client.post(path, data=data).status_code)

    threads = [Thread(target=send, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def test_each_gets_a_number_of_its_own(app: Flask, sign_in: Callable[[str], FlaskClient]) -> None:
    clients = [sign_in("organiser") for _number in range(4)]
    assert at_once(clients, "/events/spring/objectives/new", {"text-en": "Share data"}) == [302] * 4
    with app.app_context():
        positions = db.session.scalars(sa.select(Objective.position).order_by(Objective.position))
        assert list(positions) == [1, 2, 3, 4]
        last = db.session.scalar(sa.select(sa.func.max(Objective.id)))
    assert at_once(clients, f"/events/spring/objectives/{last}/move", {"to": "up"}) == [302] * 4


def test_a_theme_of_the_same_name_comes_once(
    app: Flask, sign_in: Callable[[str], FlaskClient]
) -> None:
    clients = [sign_in("organiser") for _number in range(4)]
    codes = at_once(clients, "/events/spring/consultation/themes/new", {"name-en": "Money"})
    assert sorted(codes) == [302, 422, 422, 422]  # the others keep what they typed and are told
    with app.app_context():
        assert db.session.scalars(sa.select(Theme.position)).all() == [1]


def test_tasks_get_codes_of_their_own(sign_in: Callable[[str], FlaskClient]) -> None:
    clients = [sign_in("organiser") for _number in range(4)]
    task = {
        "title-en": "Call",
        "phase": "design",
        "number": "4",
        "unit": "weeks",
        "direction": "-1",
        "anchor": "first_day",
    }
    assert at_once(clients, "/events/spring/checklist/tasks/new", task) == [302] * 4
