"""The blueprint all pages about an event's people are on."""

from flask import Blueprint, current_app

from ..mailing.letters import letter_greeting
from . import labels

bp = Blueprint("participation", __name__)
bp.add_app_template_global(letter_greeting, "dear")


@bp.app_template_global()
def has_page(endpoint: str) -> bool:
    """Whether there is a page of that name."""
    return endpoint in current_app.view_functions


__all__ = ["bp", "labels"]
