"""The blueprint all pages of forums are on."""

from flask import Blueprint

from . import labels
from .kinds import kind_name
from .labels import often

bp = Blueprint("forums", __name__)
bp.add_app_template_global(kind_name)
bp.add_app_template_global(often, "how_often")

__all__ = ["bp", "labels"]
