"""The page of whoever looks after the planner: how everything stands, and jobs that are left to a person."""

from typing import Any

from flask import current_app, flash, redirect, render_template, url_for

from .. import __version__
from ..accounts.doors import administrators_only
from ..data.db import get_or_404
from ..mail.outbox import MessageState
from ..mail.setup import mail_server
from ..run.jobs import KeptJob, KeptState, retry_kept_job
from ..web.i18n import _, _l, register_labels
from .blueprint import bp
from .planner_state import read_planner_state

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
    "slow queue": _l("Queue of mails"),
}
"""The parts the planner stands on, as a person calls them."""


@bp.get("/planner")
@administrators_only
def show_planner() -> Any:
    """Version, what is missing, parts, jobs, mails, copies, room, locked accounts, settings in force."""
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
    )


@bp.post("/planner/jobs/<int:job_id>/again")
@administrators_only
def retry_job(job_id: int) -> Any:
    """Try a job once more that was left to a person."""
    kept = get_or_404(KeptJob, KeptJob.id == job_id, KeptJob.state == KeptState.FAILED)
    retry_kept_job(kept)
    flash(_("The job is tried again."))
    return redirect(url_for("watching.show_planner"))
