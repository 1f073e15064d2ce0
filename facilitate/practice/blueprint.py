"""The blueprint all pages of practice sheets and lessons are on."""

from flask import Blueprint

from . import labels

bp = Blueprint("practice", __name__)

__all__ = ["bp", "labels"]
