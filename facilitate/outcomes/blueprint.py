"""The blueprint of this room: what an event changed, and a year in one document."""

from flask import Blueprint

bp = Blueprint("outcomes", __name__)
