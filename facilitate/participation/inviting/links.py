"""The personal link of somebody on the list, as it stands in mails and letters."""

from flask import current_app, url_for

from ..models import Registration


def personal_link(registration: Registration) -> str:
    """Where they answer without an account. It ends when they are taken out of the list."""
    return _base() + url_for("participation.answer_invitation", token=registration.token)


def letter_link(registration: Registration) -> str:
    """Where they get their letter with the form for the employer, by the same key."""
    return _base() + url_for("participation.export_invitation_letter", token=registration.token)


def _base() -> str:
    base: str = current_app.extensions["settings"].base_url
    return base
