"""The blueprint all pages of the library are on."""

from flask import Blueprint

from . import labels

bp = Blueprint("library", __name__)

__all__ = ["bp", "labels"]  # importing `labels` registers what fixed values are called
