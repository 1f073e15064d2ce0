"""What a page or a device sends of a press, read: unreadable things are told apart from presses that cannot count."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..progress import BACK, Pressed
from .moments import from_milliseconds

KEY = re.compile(rf"(?:{BACK})?[A-Za-z0-9-]{{6,64}}")
MOST = 100
"""How many presses a device sends at once; what waits longer comes in the next lot."""
LONGEST = 60
"""A press adds or takes away no more minutes than this."""


@dataclass(frozen=True)
class Sent:
    """A press as it was sent: `at` in UTC; `step` is 0 where it only takes another press back."""

    key: str
    did: Pressed
    step: int
    at: datetime
    minutes: int = 0

    @property
    def taken_back(self) -> str:
        """The key of the press this one takes back."""
        return self.key.removeprefix(BACK)


def from_json(found: Any) -> list[Sent]:
    """The presses a device sends: `{"presses": [{"key", "did", "step", "minutes", "at"}]}`, `at` in milliseconds
    since 1970. Raises ValueError.
    """
    presses = found.get("presses") if isinstance(found, dict) else None
    if not isinstance(presses, list) or len(presses) > MOST:
        raise ValueError(presses)
    return [_sent(one) for one in presses]


def _sent(one: Any) -> Sent:
    if not isinstance(one, dict):
        raise ValueError(one)
    numbers = [one.get("step", 0), one.get("minutes", 0), one.get("at")]
    if not all(isinstance(number, int) and not isinstance(number, bool) for number in numbers):
        raise ValueError(one)
    return checked(
        Sent(
            key=str(one.get("key")),
            did=Pressed(str(one.get("did"))),
            step=numbers[0],
            at=from_milliseconds(numbers[2]),
            minutes=numbers[1],
        )
    )


def from_button(value: str, step: str, key: str, at: datetime) -> Sent:
    """The press of a button without JavaScript: `start-12`, `extend-12`, `less-12`, `skip-12`, `end-12`, `back-KEY`;
    or `start` and `skip` alone, with the step beside it. Raises ValueError.
    """
    did, _dash, rest = value.partition("-")
    if did == Pressed.BACK:
        return checked(Sent(BACK + rest, Pressed.BACK, 0, at))
    number = int(rest or step)
    minutes = {"extend": 5, "less": -5}.get(did, 0)
    return checked(
        Sent(
            key=key, did=Pressed("extend" if minutes else did), step=number, at=at, minutes=minutes
        )
    )


def checked(sent: Sent) -> Sent:
    """The press, if it can be one at all. Raises ValueError."""
    back = sent.did == Pressed.BACK
    fits = bool(sent.minutes) == (sent.did == Pressed.EXTEND) and abs(sent.minutes) <= LONGEST
    if not KEY.fullmatch(sent.key) or sent.key.startswith(BACK) != back or not fits:
        raise ValueError(sent)
    return sent
