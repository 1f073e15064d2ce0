"""What could identify somebody, told while it is written: to whoever types, and kept nowhere."""

from ...release.texts import TextOwner
from ...release.wording import could_identify
from .finding import find_passages
from .texts import names_known

LONGEST = 5000
"""Characters that are looked at: a page asks again and again while somebody types."""


def told_while_typing(text: str) -> str:
    """One quiet sentence about what was found in a text; empty where nothing was. Nothing of it is remembered."""
    findings = find_passages(text[:LONGEST], names_known(TextOwner()))
    return could_identify(one.found for one in findings)
