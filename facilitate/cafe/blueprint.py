"""The blueprint all pages of a café are on."""

from flask import Blueprint

from . import labels
from .group_words import said_of

bp = Blueprint("cafe", __name__)
bp.add_app_template_global(said_of)

__all__ = ["bp", "labels"]
