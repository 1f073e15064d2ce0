"""Speed of an event's archive: taken out of the demo, looked into, read in."""

from collections.abc import Callable

from flask import Flask

from facilitate.data.db import db
from facilitate.events.queries import event_by_slug
from facilitate.report.archive.actions import (
    EventImportOptions,
    event_archive,
    import_event,
    read_archive,
)

EVENTS = ("annual-2008", "annual-next")


def bench_archives(
    app: Flask, cpu: Callable[..., float], line: Callable[[str, str, str], None]
) -> None:
    """Every step of the way for two conferences; nothing is kept."""
    for slug in EVENTS:
        with app.app_context():
            event = event_by_slug(slug)
            assert event is not None
            content = event_archive(event)
            db.session.rollback()
            line(
                f"archive of {slug}, {len(content) / 2**20:.1f} MB",
                f"{cpu(lambda e=event: event_archive(e), 2):.2f} s",
                "3 s",
            )
            db.session.rollback()
            line("  looked into", f"{cpu(lambda c=content: read_archive(c), 3) * 1000:.0f} ms", "-")
            line("  read in", f"{cpu(lambda c=content: _read_in(c), 2):.2f} s", "-")


def _read_in(content: bytes) -> None:
    import_event(read_archive(content), EventImportOptions())
    db.session.rollback()
