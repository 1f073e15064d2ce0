"""The blueprint all pages of the directory are on."""

from flask import Blueprint

from . import labels

bp = Blueprint("directory", __name__, url_prefix="/directory")

__all__ = ["bp", "labels"]
