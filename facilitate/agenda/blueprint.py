"""The blueprint all pages of an agenda are on."""

from flask import Blueprint

from ..lib.clock import format_wall_time

bp = Blueprint("agenda", __name__)
bp.add_app_template_filter(format_wall_time, "wall")
