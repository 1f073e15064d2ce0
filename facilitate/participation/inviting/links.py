"""The personal link of somebody on the list, as it stands in mails and letters."""

from flask import current_app, url_for

from ..models import Registration


def personal_link(registration: Registration) -> str:
    """Where they answer without an account. It ends when they are taken out of the list."""
    base: str = current_app.extensions["settings"].base_url
    return base + url_for("participation.answer", token=registration.token)
