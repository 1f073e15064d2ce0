"""The small answer to a text while it is typed; for forms with and without account, limited, kept nowhere."""

from typing import Any

from flask import jsonify, request
from flask_limiter.util import get_remote_address

from ...accounts.doors import public_page
from ...release.texts import TextOwner
from ...release.wording import could_identify
from ...web.limits import is_within_limit
from ..blueprint import bp
from .finding import find_passages
from .texts import names_known

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


LONGEST = 5000
"""Characters that are looked at: a page asks again and again while somebody types."""


def told_while_typing(text: str) -> str:
    """One quiet sentence about what was found in a text; empty where nothing was. Nothing of it is remembered."""
    findings = find_passages(text[:LONGEST], names_known(TextOwner()))
    return could_identify(one.found for one in findings)
