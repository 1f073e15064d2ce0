"""The blueprint all pages about notes are on."""

from flask import Blueprint

from . import labels

bp = Blueprint("notes", __name__)

__all__ = ["bp", "labels"]
