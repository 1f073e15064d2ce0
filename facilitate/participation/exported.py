"""What the list said of somebody when it left, beside their row and out of sight: what was changed where is known by it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from .models import ParticipantRole, Participation, Standing


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
