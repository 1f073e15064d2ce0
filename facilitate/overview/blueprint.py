"""The blueprint of the front page and of the figures across events."""

from flask import Blueprint

bp = Blueprint("overview", __name__)
