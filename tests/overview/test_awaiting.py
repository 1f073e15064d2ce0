"""A report that waits is told on the front page, to whoever may release it, until it is out."""

import pytest
from flask import Flask

from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.report.models import Edition
from facilitate.report.releasing.actions import create_edition, release_edition, withdraw_editions

from ..report.conftest import NOW, opening, report_event, say
from ..statements import count_statements

__all__ = ["opening", "say"]
pytestmark = pytest.mark.both_databases
SECOND, TWO = "needs a second person’s approval", "needs two people’s approval"


@pytest.fixture
def step(app: Flask, cast, say):
    """Makes an edition, or lets somebody release it."""
    say("Referimi zgjat gjashtë muaj.")

    def put(*names: str) -> None:
        with app.app_context():
            edition = create_edition(
                report_event(), db.session.get_one(User, cast.users["organiser"]), NOW
            )
            for name in names:
                release_edition(
                    report_event(), edition, db.session.get_one(User, cast.users[name]), NOW
                )
            db.session.commit()

    return put


def test_it_waits_for_two_then_for_one_then_no_more(app: Flask, sign_in, step) -> None:
    home = sign_in("organiser")
    assert "’s approval" not in home.get("/").text
    step()
    page = home.get("/").text
    assert (TWO in page, SECOND in page) == (True, False)
    assert "/events/spring/report/release" in page
    step("organiser")
    page = home.get("/").text
    assert (TWO in page, SECOND in page) == (False, True)
    step("facilitator")
    assert "’s approval" not in home.get("/").text


def test_a_withdrawn_one_does_not_wait(app: Flask, sign_in, step) -> None:
    step("organiser", "facilitator")
    with app.app_context():
        withdraw_editions(report_event(), NOW)
        db.session.commit()
    assert "’s approval" not in sign_in("organiser").get("/").text


def test_only_who_may_release_is_told(app: Flask, sign_in, step) -> None:
    step()
    told = {
        name: TWO in sign_in(name).get("/").text
        for name in ("organiser", "administrator", "note_taker", "stranger")
    }
    assert told == {
        "organiser": True,
        "administrator": True,
        "note_taker": False,
        "stranger": False,
    }


def test_it_costs_one_statement(app: Flask, sign_in, step) -> None:
    home = sign_in("organiser")
    home.get("/")
    with count_statements() as before:
        home.get("/")
    step()
    with count_statements() as after:
        home.get("/")
    assert len(after) == len(before)
    assert sum(Edition.__tablename__ in str(one) for one in after) == 1
