"""Who brings what to a joint request: one partner a line, `Qendra Drita: 200 000 lekë`; what is no amount is in kind. Pure."""

from dataclasses import dataclass

from ...lib.money import NotMoney, read_money


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


def _share(line: str) -> PartnerShare:
    name, _colon, said = (part.strip() for part in line.partition(":"))
    try:
        return PartnerShare(name, _cents(said), said)
    except NotMoney:
        return PartnerShare(name, None, said)


def _cents(said: str) -> int | None:
    return read_money(said).cents if said else None
