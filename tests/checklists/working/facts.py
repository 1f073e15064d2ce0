"""What is typed into forms, and read out of the database."""

from typing import Any

import sqlalchemy as sa
from flask import Flask

from facilitate.checklists.models import Task
from facilitate.data.db import db

LIST = "/events/spring/checklist"
FACTS = {
    "version": "1",
    "title-en": "Order flowers",
    "title-sq": "Porositni lule",
    "benchmark-en": "paid",
    "benchmark-sq": "",
    "role_id": "",
    "phase": "logistics",
    "owner_id": "",
    "number": "2",
    "unit": "weeks",
    "direction": "-1",
    "anchor": "first_day",
    "after_id": "",
    "due_on": "",
    "effort": "1,5",
    "note": "",
}


def task_facts(app: Flask, *columns: Any, code: str = "C01") -> Any:
    """These columns of a task."""
    with app.app_context():
        return tuple(db.session.execute(sa.select(*columns).where(Task.code == code)).one())


def task_id(app: Flask, code: str) -> int:
    """Its number."""
    return int(task_facts(app, Task.id, code=code)[0])
