"""Speed of the guide and of the library: long agendas, all papers of an event, the shelf; memory for 1,000 steps."""

import tracemalloc
from collections.abc import Callable
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.actions import start_agenda
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.guides.choices import Choices, GuideReader
from facilitate.guides.papers.actions import archive_bytes, guide_bytes
from facilitate.guides.queries import guide_of

from .bench_agenda import long_agenda
from .statements import count_statements

Line = Callable[[str, str, str], None]
Cpu = Callable[..., float]
LONG = (("annual-2008", 60, "150 ms"), ("annual-2005", 1000, "1500 ms"))


def bench_guide_files(app: Flask, client: FlaskClient, cpu: Cpu, line: Line) -> None:
    """Print the lines."""
    for slug, steps, bound in LONG:
        with app.app_context():
            event = db.session.scalars(sa.select(Event).where(Event.slug == slug)).one()
            start_agenda(event, long_agenda(steps))
            db.session.commit()
            guide_bytes(event, Choices("sq"))
            took = cpu(lambda event=event: guide_bytes(event, Choices("sq")), 3)
            line(f"guide of {steps} steps, Word", f"{took * 1000:.0f} ms", bound)
            asked = cpu(lambda event=event: guide_of(event, "sq", date(2026, 11, 25)), 3)
            line("  of it: the script", f"{asked * 1000:.0f} ms", "-")
            if steps == 1000:
                line("  memory at its highest", f"{_memory(event):.0f} MB", "150 MB")
            else:
                _papers(event, cpu, line)
    for what, path in (
        ("guide of 60 steps, on screen", "/events/annual-2008/guide"),
        ("  a step to rehearse", "/events/annual-2008/guide/steps/1-7"),
        ("library of techniques", "/techniques"),
        ("  searched, with filters", "/techniques?q=ceshtje&minutes=30"),
    ):
        client.get(path)
        with count_statements() as statements:
            client.get(path)
        took = cpu(lambda path=path: client.get(path))
        line(
            what, f"{len(statements)} SQL {took * 1000:.0f} ms", "30 ms" if "techn" in path else "-"
        )


def _papers(event: Any, cpu: Cpu, line: Line) -> None:
    for reader in (GuideReader.FACILITATOR, GuideReader.HOSTS, GuideReader.NOTES, GuideReader.WALL):
        choices = Choices("sq", reader)
        took = cpu(lambda choices=choices: guide_bytes(event, choices), 3)
        line(f"  {reader.value}", f"{took * 1000:.0f} ms", "-")
    line("  everything in one archive", f"{cpu(lambda: archive_bytes(event, 'sq'), 2):.2f} s", "-")


def _memory(event: Any) -> float:
    """Megabytes that Python holds at most while the guide is written."""
    tracemalloc.start()
    guide_bytes(event, Choices("sq"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20
