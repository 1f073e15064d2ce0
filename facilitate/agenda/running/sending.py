"""What a page or a device sends of a press, read: unreadable things are told apart from presses that cannot count."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..dates import from_milliseconds
from ..progress import BACK, PressKind

KEY = re.compile(rf"(?:{BACK})?[A-Za-z0-9-]{{6,64}}")
MOST = 100
"""How many presses a device sends at once; what waits longer comes in the next lot."""
LONGEST = 60
"""A press adds or takes away no more minutes than this."""


@dataclass(frozen=True)
class SentPress:
    """A press as it was sent: `at` in UTC; `step` is 0 where it only takes another press back."""

    key: str
    did: PressKind
    step: int
    at: datetime
    minutes: int = 0

    @property
    def taken_back(self) -> str:
        """The key of the press this one takes back."""
        return self.key.removeprefix(BACK)


def read_presses(found: Any) -> list[SentPress]:
    """The presses a device sends: `{"presses": [{"key", "did", "step", "minutes", "at"}]}`, `at` in milliseconds
    since 1970. Raises ValueError.
    """
    presses = found.get("presses") if isinstance(found, dict) else None
    if not isinstance(presses, list) or len(presses) > MOST:
        raise ValueError(presses)
    return [_sent(one) for one in presses]


def _sent(one: Any) -> SentPress:
    if not isinstance(one, dict):
        raise ValueError(one)
    numbers = [one.get("step", 0), one.get("minutes", 0), one.get("at")]
    if not all(isinstance(number, int) and not isinstance(number, bool) for number in numbers):
        raise ValueError(one)
    return check_press(
        SentPress(
            key=str(one.get("key")),
            did=PressKind(str(one.get("did"))),
            step=numbers[0],
            at=from_milliseconds(numbers[2]),
            minutes=numbers[1],
        )
    )


def press_of_button(value: str, step: str, key: str, at: datetime) -> SentPress:
    """The press of a button without JavaScript: `start-12`, `extend-12`, `less-12`, `skip-12`, `end-12`, `back-KEY`;
    or `start` and `skip` alone, with the step beside it. Raises ValueError.
    """
    did, _dash, rest = value.partition("-")
    if did == PressKind.BACK:
        return check_press(SentPress(BACK + rest, PressKind.BACK, 0, at))
    number = int(rest or step)
    minutes = {"extend": 5, "less": -5}.get(did, 0)
    return check_press(
        SentPress(
            key=key,
            did=PressKind("extend" if minutes else did),
            step=number,
            at=at,
            minutes=minutes,
        )
    )


def check_press(sent: SentPress) -> SentPress:
    """The press, if it can be one at all. Raises ValueError."""
    back = sent.did == PressKind.BACK
    fits = bool(sent.minutes) == (sent.did == PressKind.EXTEND) and abs(sent.minutes) <= LONGEST
    if not KEY.fullmatch(sent.key) or sent.key.startswith(BACK) != back or not fits:
        raise ValueError(sent)
    return sent
