"""Speed of the thread: 1,000 answers, 6,000 lines in 60 steps, 8 objectives; as a whole, and the way of one."""

from collections.abc import Callable

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import Step, StepObjective
from facilitate.consultation.asking.actions import create_questionnaire
from facilitate.consultation.models import Theme
from facilitate.data.db import db
from facilitate.events.models import Event, Objective
from facilitate.lib.text import Words

from . import bench_report, moment
from .consultation.large import fill_large
from .statements import count_statements

STEPS = 60


def _woven() -> dict[str, int]:
    """The report's large event with steps, a consultation and themes that became its objectives; a number of each kind."""
    event = bench_report.make_large_event()
    create_questionnaire(event, moment.planner_today())
    db.session.flush()
    fill_large(event)
    first = db.session.scalars(
        sa.select(Step).where(Step.event_id == event.id).order_by(Step.id)
    ).first()
    assert first is not None
    for number in range(bench_report.STEPS, STEPS):
        db.session.add(
            Step(
                event_id=event.id,
                day_id=first.day_id,
                rank=f"z{number}",
                kind=first.kind,
                title=Words(f"Session {number}", f"Seanca {number}"),
                minutes=10,
            )
        )
    db.session.flush()
    objectives = db.session.scalars(
        sa.select(Objective.id).where(Objective.event_id == event.id).order_by(Objective.id)
    ).all()
    steps = db.session.scalars(sa.select(Step.id).where(Step.event_id == event.id)).all()
    themes = db.session.scalars(sa.select(Theme).where(Theme.event_id == event.id)).all()
    for number, theme in enumerate(themes[: len(objectives)]):
        theme.objective_id = objectives[number]
    db.session.add_all(
        StepObjective(step_id=step, objective_id=objectives[number % len(objectives)])
        for number, step in enumerate(steps)
    )
    db.session.commit()
    return {"themes": themes[0].id, "objectives": objectives[0]}


def bench_threads(
    app: Flask, client: FlaskClient, cpu: Callable[..., float], line: Callable[..., None]
) -> None:
    """Print the lines."""
    with app.test_request_context():
        numbers = _woven()
        assert db.session.scalar(sa.select(Event.id).where(Event.slug == bench_report.SLUG))
    pages = {"the thread of 1,000 answers, 6,000 lines": ""}
    pages |= {f"  the way of one of the {kind}": f"/{kind}/{key}" for kind, key in numbers.items()}
    for what, path in pages.items():
        address = f"/events/{bench_report.SLUG}/thread{path}"
        assert client.get(address).status_code == 200
        with count_statements() as asked:
            client.get(address)
        took = cpu(lambda a=address: client.get(a))
        line(what, f"{len(asked)} SQL {took * 1000:.0f} ms", "15 SQL 80 ms")
