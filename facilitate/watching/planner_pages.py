"""The page of whoever looks after the planner: how everything stands, and jobs that are left to a person."""

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app, flash, redirect, render_template, url_for

from .. import __version__, clock
from ..accounts.doors import administrators_only
from ..accounts.models import User
from ..accounts.sessions import people_here
from ..data.backing_up import LastBackup, last_backup
from ..data.db import db, get_or_404
from ..exchange.stores import WaitingFile
from ..mail.outbox import Message, MessageState
from ..mail.setup import mail_server
from ..run.jobs import KeptJob, KeptState, retry_kept_job
from ..run.settings import PREFIX, Settings
from ..web.i18n import _, _l, register_labels
from .blueprint import bp
from .ready import PlannerPart

register_labels(
    {
        KeptState.WAITING: _l("waiting"),
        KeptState.RUNNING: _l("running"),
        KeptState.FAILED: _l("failed"),
    }
)

PARTS = {
    "database": _l("Database"),
    "migrations": _l("Tables of this version"),
    "redis": _l("Redis"),
    "store": _l("Files that wait for a confirmation"),
    "queue": _l("Queue"),
    "slow queue": _l("Queue of e-mails"),
}
"""The parts the planner stands on, as a person calls them."""


@bp.get("/planner")
@administrators_only
def show_planner() -> Any:
    """Version, what is missing, parts, jobs, mails, copies, room, slow pages, people here, locked accounts, settings."""
    found = read_planner_state(current_app._get_current_object())  # type: ignore[attr-defined]
    away = [PARTS[one.name] for one in found.parts if one.problem]
    return render_template(
        "watching/planner.html",
        found=found,
        version=__version__,
        failed=found.mails.get(MessageState.FAILED, 0),
        unsent=found.mails.get(MessageState.WAITING, 0) + found.mails.get(MessageState.SENDING, 0),
        names=PARTS,
        redis=current_app.extensions["settings"].redis_url,
        away=away,
        base_url=current_app.extensions["settings"].base_url,
        mail=mail_server(),
        at_home=clock.at_home,
    )


@bp.post("/planner/jobs/<int:job_id>/again")
@administrators_only
def retry_job(job_id: int) -> Any:
    """Try a job once more that was left to a person."""
    kept = get_or_404(KeptJob, KeptJob.id == job_id, KeptJob.state == KeptState.FAILED)
    retry_kept_job(kept)
    flash(_("The job is tried again."))
    return redirect(url_for("watching.show_planner"))


SLOW, MOST_SLOW = 0.2, 10
"""Seconds from which on a page is called slow, and how many are listed."""
HIDDEN = "••••••"
NOT_SHOWN = ("testing", "extra", "shared_keys")
SECRET = ("own_key", "old_keys", "metrics_token", "errors_url")
NAMES = {
    "own_key": "SECRET_KEY",
    "old_keys": "OLD_SECRET_KEYS",
    "works_queues": "QUEUES",
}
"""Settings whose name outside is another one."""


@dataclass(frozen=True)
class PlannerState:
    """What the page shows; nothing of it is a secret."""

    parts: list[PlannerPart]
    settings: list[tuple[str, str]]
    jobs: list[KeptJob]
    mails: dict[MessageState, int]
    queued: int
    backup: LastBackup | None
    free_megabytes: int
    waiting_files: int
    locked: list[User]
    here: Sequence[User]
    slow: list[tuple[str, int, float]]


def read_planner_state(app: Flask) -> PlannerState:
    """Everything as it is now."""
    settings: Settings = app.extensions["settings"]
    locked = sa.select(User).where(~User.active, User.removed_at.is_(None)).order_by(User.name)
    by_state = sa.select(Message.state, sa.func.count()).group_by(Message.state)
    return PlannerState(
        parts=app.extensions["parts"].all(),
        settings=settings_in_force(settings),
        jobs=list(db.session.scalars(sa.select(KeptJob).order_by(KeptJob.id))),
        mails={state: number for state, number in db.session.execute(by_state)},
        queued=_queued(app),
        backup=last_backup(),
        free_megabytes=shutil.disk_usage(settings.instance).free // 2**20,
        waiting_files=db.session.scalar(sa.select(sa.func.count(WaitingFile.token))) or 0,
        locked=list(db.session.scalars(locked)),
        here=people_here(),
        slow=app.extensions["measures"].all().slowest(SLOW, MOST_SLOW),
    )


def _queued(app: Flask) -> int:
    """How many jobs wait in the queues; none where they cannot be asked, which the parts tell."""
    try:
        return sum(app.extensions[name].storage.queue_size() for name in ("queue", "slow_queue"))
    except Exception:  # whatever a queue raises that is away
        return 0


def settings_in_force(settings: Settings) -> list[tuple[str, str]]:
    """Every setting by the name under which it is set, and its value; keys and passwords are hidden."""
    shown = [one.name for one in fields(settings) if one.name not in NOT_SHOWN]
    return [
        (PREFIX + NAMES.get(name, name.upper()), _said(name, getattr(settings, name)))
        for name in shown
    ]


def _said(name: str, value: object) -> str:
    if name in SECRET:
        return HIDDEN if value else ""
    if isinstance(value, bool):
        return "1" if value else "0"
    text = str(value)
    return _without_password(text) if "://" in text else text


_PASSWORD = re.compile(r"(://[^/?#@:]*:)[^@]*@(?:[^/?#@]*@)*")
"""In an address, up to the last `@` before the host: drivers take what should be coded (`/`, `?`, `@`) as it is."""
_SECRET_PART = re.compile(r"([?&][^=&#]*(?:passw|secret|token|key)[^=&#]*=)[^&#]*", re.IGNORECASE)
"""One behind the question mark, as PostgreSQL, Redis and buckets take it, too."""


def _without_password(url: str) -> str:
    return _SECRET_PART.sub(rf"\1{HIDDEN}", _PASSWORD.sub(rf"\1{HIDDEN}@", url))
