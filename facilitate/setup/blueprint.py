"""The blueprint of the pages that open events."""

from flask import Blueprint

bp = Blueprint("setup", __name__)
