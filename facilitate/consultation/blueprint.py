"""The blueprint all pages of a consultation are on, and how those of an evaluation lead to each other."""

from typing import Any

from flask import Blueprint, current_app, has_request_context, request

from . import labels
from .models import Purpose

bp = Blueprint("consultation", __name__)

HOME = {Purpose.CONSULTATION: "consultation.home", Purpose.EVALUATION: "consultation.evaluation"}
"""The page where each begins."""

ASKED = f"/events/<slug>/<any({', '.join(Purpose)}):purpose>"
"""Where the pages begin that a consultation and an evaluation both have; the purpose stands in the address."""


@bp.url_defaults
def _stay(endpoint: str, values: dict[str, Any]) -> None:
    """A page of the evaluation leads to others of it; from everywhere else the consultation is meant."""
    if "purpose" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "purpose"):
        here = request.view_args if has_request_context() else None
        values["purpose"] = (here or {}).get("purpose", Purpose.CONSULTATION.value)


__all__ = ["ASKED", "HOME", "bp", "labels"]
