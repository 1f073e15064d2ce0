"""The door for a helper without account, behind a link that is taken back; and what keeps the page for want of network."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from flask import Response, abort, current_app, session
from flask.blueprints import BlueprintSetupState

from ...accounts.doors import has_door
from ...data.db import db
from ...web.limits import limiter
from ..blueprint import bp
from . import desk
from .queries import find_door

OFTEN = "3000/minute"
"""How often one address may knock: all helpers stand behind one router, and a queue is sent in one go."""


def at_a_door(view: Callable[..., Any]) -> Callable[..., Any]:
    """Door of a helper's pages: turns the token into the desk; 404 once the link is taken back."""

    @wraps(view)
    def guarded(token: str, **kwargs: Any) -> Any:
        found = find_door(token)
        if found is None:
            session.pop("door", None)
            abort(404)
        return view(desk.Desk(found.event, found.link), **kwargs)

    return has_door(guarded, "public")


@bp.get("/d/<token>")
@limiter.limit(OFTEN)
@at_a_door
def find_at_open_door(here: desk.Desk) -> Any:
    """Find somebody by name or badge, press once. A badge read with this phone's camera leads back here."""
    assert here.link is not None
    session["door"] = here.link.token
    return desk.show_desk(here)


@bp.get("/d/<token>/roll.json")
@limiter.limit(OFTEN)
@at_a_door
def list_at_open_door(here: desk.Desk) -> Any:
    """The list as the page's script keeps it on the device."""
    return desk.desk_list_json(here)


@bp.post("/d/<token>/press")
@limiter.limit(OFTEN)
@at_a_door
def press_at_open_door(here: desk.Desk) -> Any:
    """Check in, or take back what this door did."""
    answer = desk.handle_press(here)
    db.session.commit()
    return answer


@bp.route("/d/<token>/walk-in", methods=["GET", "POST"])
@limiter.limit(OFTEN)
@at_a_door
def add_walk_in_at_open_door(here: desk.Desk) -> Any:
    """Somebody came without being invited."""
    answer = desk.handle_walk_in(here)
    db.session.commit()
    return answer


@bp.get("/door-worker.js")
def send_door_worker() -> Response:
    """The script that keeps the door's page on a device: from here it may serve every address of a door."""
    script = (Path(current_app.root_path) / "static" / "door_worker.js").read_bytes()
    answer = Response(script, mimetype="text/javascript")
    answer.headers["Service-Worker-Allowed"] = "/"
    answer.headers["Cache-Control"] = "no-cache"
    return answer


has_door(send_door_worker, "public")


@bp.record_once
def _without_account(state: BlueprintSetupState) -> None:
    """Whoever has the address may check in: nobody's rights are used, and a phone may take no cookie."""
    for view in (press_at_open_door, add_walk_in_at_open_door):
        state.app.extensions["csrf"].exempt(view)
