"""The reports of the demo: presenters are named and are those that are counted; the edition that is out knows nothing later."""

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.agenda.models import Step, StepSpeaker
from facilitate.data.db import db
from facilitate.directory.models import Person
from facilitate.events.models import Event
from facilitate.notes.models import NoteAction
from facilitate.participation.models import ParticipantRole, Participation, has_role
from facilitate.report.released_report import released_edition
from facilitate.report.writing.assembling import report_of
from facilitate.web.i18n import use_language


def event_of(slug: str) -> Event:
    return db.session.scalars(sa.select(Event).where(Event.slug == slug)).one()


@pytest.mark.parametrize(("slug", "number"), [("annual-2008", 24), ("north-2", 3)])
def test_presenters_are_those_that_are_counted(demo: Flask, slug: str, number: int) -> None:
    with demo.test_request_context():
        event = event_of(slug)
        spoke = db.session.execute(
            sa.select(
                StepSpeaker.person_id,
                StepSpeaker.name,
                Person.given_name + " " + Person.family_name,
            )
            .join(Step, Step.id == StepSpeaker.step_id)
            .join(Person, Person.id == StepSpeaker.person_id)
            .where(Step.event_id == event.id)
        ).all()
        counted = set(
            db.session.scalars(
                sa.select(Participation.person_id).where(
                    Participation.event_id == event.id, has_role(ParticipantRole.PRESENTER)
                )
            )
        )
        assert len(spoke) == number
        assert {key for key, _name, _full in spoke} == counted
        assert all(name == full for _key, name, full in spoke)
        with use_language("sq"):
            text = repr(report_of(event, "sq"))
        assert all(name in text for _key, name, _full in spoke)


def test_the_edition_that_is_out_knows_nothing_later(demo: Flask) -> None:
    with demo.test_request_context():
        event = event_of("annual-2008")
        edition = released_edition(event)
        assert edition is not None
        actions = db.session.scalars(
            sa.select(NoteAction).where(NoteAction.event_id == event.id)
        ).all()
        later = [one for one in actions if one.closed_on and one.closed_on > edition.made_at.date()]
        before = [
            one for one in actions if one.closed_on and one.closed_on <= edition.made_at.date()
        ]
        assert (len(later), len(before)) == (9, 1)
        frozen = repr(edition.content["sq"])
        assert [one.outcome in frozen for one in later] == [False] * 9
        assert [one.outcome in frozen for one in before] == [True]
        assert all(one.closed and one.outcome for one in later)
