"""The blueprint all pages of a consultation are on."""

from flask import Blueprint

from . import labels

bp = Blueprint("consultation", __name__)

__all__ = ["bp", "labels"]
