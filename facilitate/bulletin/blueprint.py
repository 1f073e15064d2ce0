"""The blueprint of the bulletin's pages."""

from flask import Blueprint

from . import labels

bp = Blueprint("bulletin", __name__, url_prefix="/bulletin")

__all__ = ["bp", "labels"]
