"""The blueprint all pages of a checklist are on."""

from flask import Blueprint

from . import labels

bp = Blueprint("checklists", __name__)

__all__ = ["bp", "labels"]
