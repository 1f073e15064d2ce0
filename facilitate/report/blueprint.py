"""The blueprint all pages of the report are on."""

from flask import Blueprint

from . import labels

bp = Blueprint("report", __name__)

__all__ = ["bp", "labels"]
