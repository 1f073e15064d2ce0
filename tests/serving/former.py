"""A planner of the former release on this one's tables: run as a process, with the former code first on its path.

Reads what it shall ask for from its input as JSON, and writes what it was answered.
"""

import json
import sys
from datetime import datetime
from pathlib import Path

import facilitate
from facilitate import clock
from facilitate.run.settings import Settings
from facilitate.web.app import create_app


def ask_planner(told: dict[str, object]) -> dict[str, object]:
    """Where the code is, the status of each page it knows, and of each form that was sent."""
    moment = datetime.fromisoformat(str(told["now"]))
    clock.set_clock(lambda: moment)
    settings = Settings(
        instance=Path(str(told["instance"])),
        database_url=str(told["database_url"]),
        testing=True,
        immediate_jobs=True,
        base_url="http://localhost",
        extra={"WTF_CSRF_ENABLED": False},
    )
    app = create_app(settings)
    clients = [app.test_client(), app.test_client()]
    with clients[True].session_transaction() as session:
        session["_user_id"] = told["session_token"]
    pages = {
        address: clients[signed_in].get(address).status_code
        for endpoint, address, signed_in in told["pages"]  # type: ignore[attr-defined]
        if endpoint in app.view_functions
    }
    sent = [
        clients[True].post(address, data=form).status_code
        for address, form in told["forms"]  # type: ignore[attr-defined]
    ]
    return {"code": facilitate.__file__, "pages": pages, "sent": sent}


if __name__ == "__main__":
    json.dump(ask_planner(json.load(sys.stdin)), sys.stdout)
