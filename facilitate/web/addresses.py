"""Whole addresses of pages, as they stand in mails, on paper and in calendars."""

from typing import Any

from flask import current_app


def home_address() -> str:
    """Where this planner is reached, as its settings say."""
    base: str = current_app.extensions["settings"].base_url
    return base


def full_address(endpoint: str, **values: Any) -> str:
    """The whole address of a page; also where nobody asks for one, as in a worker."""
    return home_address() + current_app.url_map.bind("").build(endpoint, values)
