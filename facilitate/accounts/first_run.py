"""The first account of an empty planner, guarded by a token that only the terminal shows."""

import hmac
import os
import secrets
from pathlib import Path

import sqlalchemy as sa
from flask import current_app

from ..data.db import db
from .models import User


def has_no_account() -> bool:
    """Whether no account exists. Once there is one, the answer is remembered."""
    if current_app.extensions.get("has_users"):
        return False
    current_app.extensions["has_users"] = db.session.scalar(
        sa.select(sa.exists().where(User.id > 0))
    )
    return not current_app.extensions["has_users"]


def token_path() -> Path:
    """Where the token waits until the first account is made."""
    path: Path = current_app.extensions["settings"].instance / "first-run-token"
    return path


def first_run_token() -> str:
    """The token to be printed on the terminal."""
    path = token_path()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(12))
    return path.read_text().strip()


def is_first_run_token(typed: str) -> bool:
    """Whether somebody typed the token of the terminal."""
    return token_path().exists() and hmac.compare_digest(typed.encode(), first_run_token().encode())
