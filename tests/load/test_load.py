"""What `make load` and `make faults` name is there."""

import re
from collections import Counter
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.consultation.answering.own_code import kept_receipt
from facilitate.consultation.models import Answer, Origin, Questionnaire
from facilitate.data.db import db
from facilitate.directory.models import Sector

from ..consultation.conftest import asked
from ..moment import planner_today
from . import __main__ as load
from . import faults
from .beyond import carried, chance_to_wait
from .people import DOES
from .sites import Site
from .work import ROOT, Crowd, find_lost

__all__ = ["asked"]


def test_every_fault_that_is_a_test_is_there() -> None:
    names = [name.split("::") for names in faults.TESTS.values() for name in names]
    gone = [
        name
        for file, name in names
        if not re.search(rf"^def {name}\(", (ROOT / file).read_text(), re.M)
    ]
    assert (len(names) > 9, gone) == (True, [])


def test_people_do_what_is_known() -> None:
    assert {does for mixture in load.MIXTURES.values() for does in mixture} == set(DOES)


@pytest.mark.parametrize("command", [load.main, faults.main])
def test_what_is_not_there_is_a_sentence(command, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("nowhere", 1) == 2
    assert capsys.readouterr().out.startswith("There is no “nowhere”. There are ")


def test_a_crowd_says_what_went_wrong_and_how_long_it_waited() -> None:
    crowd = Crowd(10, {"look": [n / 1000 for n in range(100)]}, Counter({200: 97, 500: 2, 0: 1}))
    assert (crowd.errors(), round(crowd.wait(0.95)), crowd.asked) == ("1 × 0, 2 × 500", 95, 100)


def test_what_is_not_in_the_database_is_lost(
    app: Flask, asked: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Site, "app", lambda _self: app)
    with app.app_context():
        mine = db.session.scalars(sa.select(Questionnaire.id)).one()
        sent = Answer(questionnaire_id=mine, receipt=kept_receipt("sent-and-kept"), language="sq")
        sent.given_on, sent.origin = planner_today(), Origin.WEB
        sent.sector_id = db.session.scalars(sa.select(Sector.id)).first()
        db.session.add(sent)
        db.session.commit()
    crowd = Crowd(1, kept={"answer_form": {"sent-and-kept": 1.0, "sent-and-gone": 2.0}})
    assert find_lost(Site("sqlite", tmp_path, ""), crowd) == {"answer_form": (1, 0)}


def test_more_cores_on_paper() -> None:
    """One core waits as often as it is busy; two of 75 % wait 9 times in 14 (a table of Erlang's formula says so)."""
    assert chance_to_wait(1, 0.7) == pytest.approx(0.7)
    assert chance_to_wait(2, 0.75) == pytest.approx(9 / 14)
    (few, wait), (many, less) = carried(2, 10), carried(64, 10)
    assert (round(few), round(many), less < wait) == (140, 4480, True)
