"""What broke is told to a Sentry-compatible service, where its address is set: where in the code, and nothing that people wrote."""

import logging
from typing import Any

from .. import __version__
from .requests import request_number

KEPT = (
    "event_id",
    "timestamp",
    "level",
    "platform",
    "release",
    "exception",
    "tags",
    "sdk",
    "transaction",
    "contexts",
    "logger",
)
"""Of all that such a service can be told: addresses, forms, cookies, accounts and lines of the log are left out."""


def report_errors(url: str) -> None:
    """From here on this process tells what broke."""
    import sentry_sdk  # noqa: PLC0415 - installed only where it is wanted
    from sentry_sdk.integrations.logging import LoggingIntegration  # noqa: PLC0415 - as above

    sentry_sdk.init(
        dsn=url,
        release=f"facilitate@{__version__}",
        include_local_variables=False,
        max_breadcrumbs=0,
        default_integrations=False,
        integrations=[LoggingIntegration(level=None, event_level=logging.ERROR)],
        before_send=_without_words,  # type: ignore[arg-type]  # an event is a dictionary, whatever they call it
        auto_session_tracking=False,
        server_name="",
    )


def _without_words(event: dict[str, Any], _hint: dict[str, Any]) -> dict[str, Any]:
    """The kind of error and its lines of code; what an error says may quote what somebody typed."""
    told = {name: event[name] for name in KEPT if name in event}
    for one in told.get("exception", {}).get("values", ()):
        one["value"] = ""
    told["tags"] = {"request": request_number()}
    return told
