"""The blueprint all pages of a consultation are on, and how those of an evaluation lead to each other."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, current_app, has_request_context, request

from . import labels
from .models import LATER, QuestionnairePurpose

bp = Blueprint("consultation", __name__)

HOME = {
    QuestionnairePurpose.CONSULTATION: "consultation.show_consultation",
    QuestionnairePurpose.EVALUATION: "consultation.show_evaluation",
    **dict.fromkeys(LATER, "consultation.show_later_evaluation"),
}
"""The page where each begins."""


def _begins(purposes: Iterable[QuestionnairePurpose]) -> str:
    """Where the pages begin of what is asked for one of these purposes."""
    quoted = ", ".join(f'"{one}"' for one in purposes)
    return f"/events/<slug>/<any({quoted}):purpose>"


ASKED = _begins(QuestionnairePurpose)
"""Where the pages begin that a consultation and an evaluation both have; the purpose stands in the address."""
ASKED_LATER = _begins(LATER)
"""Where the pages begin of what is asked months after an event."""
ASKED_AFTER = _begins(one for one in QuestionnairePurpose if one.is_after)
"""Where the pages begin that only what is asked of those who were there has."""


@bp.url_defaults
def _stay(endpoint: str, values: dict[str, Any]) -> None:
    """A page of the evaluation leads to others of it; from everywhere else the consultation is meant."""
    if "purpose" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "purpose"):
        here = request.view_args if has_request_context() else None
        values["purpose"] = (here or {}).get("purpose", QuestionnairePurpose.CONSULTATION.value)


__all__ = ["ASKED", "ASKED_AFTER", "ASKED_LATER", "HOME", "bp", "labels"]
