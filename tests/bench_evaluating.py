"""Speed of an evaluation of about 1,000 answers, printed by `make bench`."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.content import read_toml
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.setup.demo import evaluations
from facilitate.setup.demo.load import FOLDER

from .statements import count_statements

SLUG, TIMES = "annual-2005", 15


def large_evaluation() -> dict[str, Any]:
    """What was said in 2008, many times over."""
    once = read_toml(FOLDER / "evaluations.toml")["annual-2008"]
    return {
        "days": once["days"],
        "picked": {
            key: [number * TIMES for number in picked] for key, picked in once["picked"].items()
        },
        "answers": {sector: number * TIMES for sector, number in once["answers"].items()},
        "steps": {
            key: [number * TIMES for number in steps] for key, steps in once["steps"].items()
        },
        "said": {key: texts * TIMES for key, texts in once["said"].items()},
    }


def bench_evaluation(
    app: Flask,
    client: FlaskClient,
    line: Callable[[str, str, str], None],
    cpu: Callable[..., float],
) -> None:
    """Print what the results and their Excel file cost, beside two other editions."""
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == SLUG)).one()
        evaluations.load_evaluation(event, large_evaluation())
        others = db.session.scalars(
            sa.select(Event.id).where(Event.slug.in_(["annual-2006", "annual-2008"]))
        ).all()
        db.session.commit()
    page = f"/events/{SLUG}/evaluation?" + "&".join(f"with={key}" for key in others)
    client.get(page)
    with count_statements() as asked:
        assert client.get(page).status_code == 200
    line(
        "evaluation of 1,050 answers, 3 editions",
        f"{len(asked)} SQL {cpu(lambda: client.get(page)) * 1000:.0f} ms",
        "12 SQL 60 ms",
    )
    xlsx = f"/events/{SLUG}/evaluation.xlsx"
    line("  the same, Excel", f"{cpu(lambda: client.get(xlsx)) * 1000:.0f} ms", "100 ms")
