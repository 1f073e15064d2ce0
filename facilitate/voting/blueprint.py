"""The blueprint all pages of votes are on."""

from flask import Blueprint

from . import labels

bp = Blueprint("voting", __name__)

__all__ = ["bp", "labels"]
