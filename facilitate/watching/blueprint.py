"""The pages by which a planner is looked after."""

from flask import Blueprint

bp = Blueprint("watching", __name__)
