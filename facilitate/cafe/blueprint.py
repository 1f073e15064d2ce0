"""The blueprint all pages of a café are on."""

from flask import Blueprint

from . import labels

bp = Blueprint("cafe", __name__)

__all__ = ["bp", "labels"]
