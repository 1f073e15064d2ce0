"""Whole addresses of pages, as they stand in mails, on paper and in calendars."""

from typing import Any

from flask import current_app


def full_address(endpoint: str, **values: Any) -> str:
    """The whole address of a page; also where nobody asks for one, as in a worker."""
    base: str = current_app.extensions["settings"].base_url
    return base + current_app.url_map.bind("").build(endpoint, values)
