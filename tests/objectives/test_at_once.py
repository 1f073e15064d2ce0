"""People who decide at the same moment wait for each other; nothing comes twice and nobody meets an error."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Theme
from facilitate.data.db import db
from facilitate.events.models import Goal, Objective
from facilitate.objectives.models import Presentation, PresentationSpeaker
from tests.consultation.test_at_once import at_once

from .conftest import PAGE, TALKS, add_talk

pytestmark = pytest.mark.both_databases


@pytest.fixture
def four(sign_in: Callable[[str], FlaskClient]) -> list[FlaskClient]:
    """Four browsers of the organiser."""
    return [sign_in("organiser") for _number in range(4)]


@pytest.mark.parametrize(
    ("path", "model", "before"),
    [("new", Objective, 0), ("goals/new", Goal, 1), ("presentations/new", Presentation, 0)],
)
def test_each_gets_a_number_of_its_own(app: Flask, four, path: str, model, before: int) -> None:
    assert (
        at_once(four, f"{PAGE}/{path}", {"text-en": "Share data", "title-en": "Share data"})
        == [302] * 4
    )
    with app.app_context():
        rows = db.session.execute(
            sa.select(model.id, model.position).order_by(model.position)
        ).all()
    assert [row.position for row in rows] == list(range(1, before + 5))
    last = f"{PAGE}/{path.removesuffix('new')}{rows[-1].id}"
    assert at_once(four, f"{last}/move", {"to": "up"}) == [302] * 4
    assert at_once(four, f"{last}/status", {"status": "agreed"}) == [302] * 4
    first, *others = sorted(at_once(four, f"{last}/remove", {}))
    assert (first, {code for code in others} - {404, 409}) == (302, set())
    with app.app_context():
        left = db.session.scalars(sa.select(model.position).order_by(model.position)).all()
    assert left == list(range(1, before + 4))


def test_a_theme_becomes_one_objective(app: Flask, four, answered, theme_ids) -> None:
    answered("donor", "One", "Money")
    money = theme_ids()["Money"]
    statuses = at_once(four, f"{PAGE}/from-theme/{money}", {"text-en": "Settle who pays"})
    assert sorted(statuses) == [302, 409, 409, 409]
    with app.app_context():
        made = db.session.scalars(sa.select(Objective.id)).all()
        assert made == db.session.scalars(sa.select(Theme.objective_id)).all()


def test_who_comes_second_keeps_what_was_typed(
    app: Flask, organiser: FlaskClient, answered, theme_ids
) -> None:
    answered("donor", "One", "Money")
    address = f"{PAGE}/from-theme/{theme_ids()['Money']}"
    assert organiser.post(address, data={"text-en": "Settle who pays"}).status_code == 302
    second = organiser.post(address, data={"text-en": "Another wording", "result-en": "A list"})
    assert (second.status_code, "This theme has an objective already." in second.text) == (
        409,
        True,
    )
    assert ("Another wording</textarea>" in second.text, "A list</textarea>" in second.text) == (
        True,
        True,
    )
    assert organiser.get(address).status_code == 409


def test_the_same_speaker_is_chosen_once(app: Flask, four, person) -> None:
    number, someone = add_talk(four[0], "A"), person("Ana Leka", "donor")
    assert at_once(four, f"{TALKS}/{number}/speakers", {"people": str(someone)}) == [302] * 4
    with app.app_context():
        assert db.session.scalars(sa.select(PresentationSpeaker.person_id)).all() == [someone]
