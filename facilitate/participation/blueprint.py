"""The blueprint all pages about an event's people are on."""

from flask import Blueprint

from . import labels

bp = Blueprint("participation", __name__)

__all__ = ["bp", "labels"]
