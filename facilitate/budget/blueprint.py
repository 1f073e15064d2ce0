"""The blueprint all pages about money are on."""

from flask import Blueprint

from . import labels

bp = Blueprint("budget", __name__)

__all__ = ["bp", "labels"]
