"""The blueprint all pages of techniques are on."""

from flask import Blueprint

from . import labels

bp = Blueprint("techniques", __name__)

__all__ = ["bp", "labels"]
