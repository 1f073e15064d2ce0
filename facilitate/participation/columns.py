"""The list of an event's people as it leaves and comes back: what can be changed in it, what is only looked at, and what it said of somebody."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ..directory.columns import NAME, PEOPLE, POSITION, READ
from ..directory.models import Gender
from ..exchange.columns import ColumnKind, ExchangeColumn, ExchangeTable
from ..web.i18n import _l
from . import labels, models
from .models import ParticipantRole, Participation, Standing

__all__ = ["CONTACT", "FIELDS", "LIST", "READ_HERE", "labels"]

PARTS = ExchangeColumn(
    name="parts",
    label=_l("Roles"),
    kind=ColumnKind.NAME,
    width=22,
    also="roles role rolet roli rol|roli ne aktivitet|ne cilesine|role in the event",
)
STANDING = ExchangeColumn(
    name="standing",
    label=_l("Status"),
    kind=ColumnKind.CHOICE,
    of=models.Standing,
    width=20,
    also="standing status statusi gjendja response pergjigja pergjigje konfirmimi konfirmuar confirmed rsvp attendance pjesemarrja"
    " konfirmon prania|konfirmimi i pjesemarrjes|konfirmon pjesemarrjen",
)
INVITED_ON = ExchangeColumn(
    name="invited_on",
    label=_l("Invited on"),
    kind=ColumnKind.DAY,
    width=13,
    also="|date of invitation|invitation sent|data e fteses|ftuar me",
)
GENDER = ExchangeColumn(
    name="gender",
    label=_l("Gender"),
    kind=ColumnKind.CHOICE,
    of=Gender,
    also="gender sex gjinia gjini seksi gj|femer mashkull|f m|m f",
)
"""It is read where nobody knows it yet, and never leaves with the list: it is counted and mixed, nothing else."""
EXPORTED = ExchangeColumn(
    name="exported", label=_l("As exported"), width=0, changes=False, hidden=True
)
FIELDS = ("standing", "parts", "invited_on")
"""What the file can change."""
CONTACT = ("email", "phone")


def _looked_at(name: str, **more: object) -> ExchangeColumn:
    return replace(READ[name], changes=False, **more)  # type: ignore[arg-type]


LIST = ExchangeTable(
    "participants",
    (
        _looked_at(NAME, label=READ[NAME].told_as),
        _looked_at("organisation"),
        _looked_at(POSITION, width=26),
        _looked_at("sector"),
        _looked_at("county"),
        _looked_at("district"),
        PARTS,
        STANDING,
        INVITED_ON,
        *(_looked_at(name) for name in CONTACT),
        PEOPLE["number"],
        EXPORTED,
    ),
)
"""As it leaves."""
READ_HERE = ExchangeTable(
    "participants from elsewhere", (PARTS, STANDING, INVITED_ON, *READ.columns, GENDER, EXPORTED)
)
"""What a column of a file may be: what is of the event comes first, where a word means either."""


def exported_as(row: Participation) -> str:
    """`coming speaker+press 2027-02-03`."""
    parts = "+".join(part.value for part in row.parts)
    return f"{row.standing.value} {parts} {row.invited_on or '-'}"


def exported_values(text: str) -> Mapping[str, Any] | None:
    """How far somebody was, what they did and when they were invited by that; None for what no list of ours says."""
    try:
        standing, parts, on = text.split()
        return {
            "standing": Standing(standing).value,
            "parts": tuple(ParticipantRole(part).value for part in parts.split("+")),
            "invited_on": None if on == "-" else date.fromisoformat(on),
        }
    except ValueError:
        return None
