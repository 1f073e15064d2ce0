"""Who brings what to a joint request: one partner a line, `Qendra Drita: 200 000 lekë`; what is no amount is in kind. Pure."""

import re
from dataclasses import dataclass

from ...lib.money import NotMoney, ReadMoney, read_money
from ..presidency.labels import PLAN_CURRENCY

_BEHIND = re.compile(
    r"(?P<name>.+?)(?:\s*[,–—]\s*|\s+-\s+)(?P<amount>\d[\d .,]*(?:\s*[^\W\d]+|\s*[€$£])?)$"
    r"|(?P<name2>.+?)\s+(?P<amount2>\d[\d .,]*\s*(?:lek[ëe]?|all|eur|euro|usd|[€$£]))$",
    re.IGNORECASE,
)
"""An amount behind a name without a colon: after a comma or a stroke, or with its currency (a name may end with a number)."""
LONGEST = 300
"""Letters of a line in which one is looked for."""


@dataclass(frozen=True)
class PartnerShare:
    """A partner, the amount it brings in cents (None: no money), and what was written of it."""

    name: str
    cents: int | None
    words: str = ""


def partner_shares(text: str) -> list[PartnerShare]:
    """The partners of a request in their order."""
    return [_share(line.strip()) for line in text.splitlines() if line.strip()]


def own_share(text: str) -> int:
    """What the partners bring in money, together, in cents."""
    return sum(one.cents or 0 for one in partner_shares(text))


def in_other_money(text: str) -> list[str]:
    """What partners bring in another currency than plans are in: it is added to nothing."""
    found = ((one.words, _read(one.words)) for one in partner_shares(text))
    return [words for words, read in found if read and read.currency not in ("", PLAN_CURRENCY)]


def _share(line: str) -> PartnerShare:
    name, colon, said = (part.strip() for part in line.partition(":"))
    if not colon and len(line) < LONGEST and (found := _BEHIND.match(line)):
        name = found["name"] or found["name2"]
        said = found["amount"] or found["amount2"]
    read = _read(said)
    own = read is not None and read.currency in ("", PLAN_CURRENCY)
    return PartnerShare(name, read.cents if read and own else None, said)


def _read(said: str) -> ReadMoney | None:
    try:
        return read_money(said) if said else None
    except NotMoney:
        return None
