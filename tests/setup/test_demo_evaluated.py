"""The demo's evaluations: three events that are over, the later one of two conferences a little better."""

import sqlalchemy as sa
from flask import Flask

from facilitate.consultation.evaluating.gathering import evaluation_results
from facilitate.consultation.evaluating.wording import results_lead
from facilitate.consultation.inviting.attendees import AttendeeCount, count_attendees
from facilitate.consultation.inviting.queries import sending_progress
from facilitate.consultation.models import Invitation, LetterKind, Questionnaire
from facilitate.consultation.questionnaire import is_evaluation
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.web.i18n import use_language


def told(slug: str) -> str:
    event = db.session.scalars(sa.select(Event).where(Event.slug == slug)).one()
    results = evaluation_results(event, outside=True)
    return results_lead(results) if results else ""


def test_what_people_thought(demo: Flask) -> None:
    with demo.test_request_context(), use_language("en"):
        assert told("annual-2006") == "61 of 119 participants answered; 4.1 of 5 overall."
        assert (
            told("annual-2008")
            == "70 of 108 participants answered; 4.4 of 5 overall, 0.3 more than in 2006."
        )
        assert told("north-2").startswith("19 of ")
        assert told("annual-next") == ""


def test_everybody_who_came_in_2008_was_asked_by_mail(demo: Flask) -> None:
    with demo.app_context():
        query = (
            sa.select(Questionnaire)
            .join(Event, is_evaluation(Event.id))
            .where(Event.slug == "annual-2008")
        )
        evaluation = db.session.scalars(query).one()
        assert count_attendees(evaluation) == AttendeeCount(108, 0, 0)
        (how,) = sending_progress(evaluation)
        assert (how.kind, how.total, how.sent) == (LetterKind.INVITATION, 108, 108)
        answered = sa.select(sa.func.count(Invitation.id)).where(
            Invitation.questionnaire_id == evaluation.id, Invitation.answered
        )
        assert 0 < db.session.scalars(answered).one() < 70
