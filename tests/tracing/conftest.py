"""One thread at `spring`: two themes, two objectives, groups that serve one, a decision and an action; and what is private."""

from types import SimpleNamespace

import pytest
from flask import Flask

from facilitate.agenda.models import StepObjective
from facilitate.consultation.models import Theme
from facilitate.data.db import db
from facilitate.events.actions import add_objective
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.notes.models import NoteAction, NoteDecision
from tests.consultation.conftest import answered, asked, theme_ids
from tests.notes.conftest import places, write

from .. import moment

__all__ = ["answered", "asked", "places", "theme_ids", "write"]
PAGE = "/events/spring/thread"
LINE = "Qzline tha diçka"


@pytest.fixture
def thread(app: Flask, cast, answered, places, write, theme_ids) -> SimpleNamespace:
    """Ids by name."""
    for sector in ("donor", "civil_society", "central_government", "donor"):
        answered(sector, "Referimi zgjat javë", "Referral")
    answered("donor", "Strehim pas qendrës", "Housing")
    themes = theme_ids()
    write(LINE, step_id=places["By county"], strand_id=places["north"])
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        one = add_objective(event, Words("One form", "Një formular"), Words())
        two = add_objective(event, Words("A fund", "Një fond"), Words())
        db.session.flush()
        db.session.get_one(Theme, themes["Referral"]).objective_id = one.id
        db.session.add(StepObjective(step_id=places["By county"], objective_id=one.id))
        values = {"event_id": event.id, "at": moment.now()}
        decision = NoteDecision(
            **values, step_id=places["By county"], text="Një formular për të gjithë"
        )
        action = NoteAction(
            **values,
            step_id=places["By county"],
            text="Bashkia e shtyp",
            owner_name="Bashkia Krujë",
            token="t-1",
        )
        db.session.add_all([decision, action])
        db.session.commit()
        return SimpleNamespace(
            referral=themes["Referral"],
            housing=themes["Housing"],
            one=one.id,
            two=two.id,
            decision=decision.id,
            action=action.id,
        )
