"""The guide's pages, gathered from its chapters."""

from flask import Blueprint

bp = Blueprint("guides", __name__)
