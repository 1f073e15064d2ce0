"""The small answer to a text while it is typed; for forms with and without account, limited, kept nowhere."""

from typing import Any

from flask import jsonify, request
from flask_limiter.util import get_remote_address

from ...accounts.doors import public_page
from ...web.limits import is_within_limit
from ..blueprint import bp
from .marking import told_while_typing

TYPING = "120/minute"
"""How often one address may ask; who types fast is told a little later, and never stopped."""


@bp.post("/privacy/typed")
@public_page
def mark_typed_text() -> Any:
    """What could identify somebody in the text, as a sentence; an empty one when asked too often."""
    text = (
        request.form.get("text", "")
        if is_within_limit(TYPING, "typed", get_remote_address())
        else ""
    )
    answer = jsonify(say=told_while_typing(text) if text.strip() else "")
    answer.headers["Cache-Control"] = "no-store"
    return answer
