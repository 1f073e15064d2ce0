"""The blueprint all pages of situation analyses are on, their address and the half-year in it."""

from typing import Any

from flask import Blueprint, abort

from ..forums.kinds import forum_kinds
from . import labels
from .labels import asked_said, sources_said, split_name
from .period import of_period, period_key, period_name, read_period
from .telling_words import count_said, splits_told, total_said

bp = Blueprint("situation", __name__)
KIND = "/forums/situation/<kind>"
FORUM = "/forums/<slug>/situation"


@bp.url_value_preprocessor
def _read(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """A half-year in an address is a number to its page; of what is none there is no page."""
    if values and "period" in values:
        values["period"] = read_period(values["period"])
        if values["period"] is None:
            abort(404)
    if values and "kind" in values and values["kind"] not in forum_kinds():
        abort(404)


for name in (asked_said, count_said, sources_said, split_name, splits_told, total_said):
    bp.add_app_template_global(name)
bp.add_app_template_filter(period_name, "period")
bp.add_app_template_filter(of_period)
bp.add_app_template_filter(period_key, "period_key")

__all__ = ["FORUM", "KIND", "bp", "labels"]
