"""What more cores would carry, on paper: requests wait for one of them in the order they come (M/M/c, Erlang's formula)."""

import math

BUSY = 0.7
"""The share of its cores a machine may be busy: beyond, waiting grows faster than what it carries."""


def chance_to_wait(cores: int, busy: float) -> float:
    """How likely it is that a request finds every core busy (Erlang C)."""
    load = cores * busy
    free = 1.0
    for core in range(1, cores + 1):  # Erlang B, which grows without large numbers
        free = 1 + free * core / load
    blocked = 1 / free
    return blocked / (1 - busy * (1 - blocked))


def carried(cores: int, milliseconds: float, busy: float = BUSY) -> tuple[float, float]:
    """Requests a second that so many cores carry, and milliseconds within which 95 of 100 are answered.

    `milliseconds`: what a request takes of a processor, on the average.
    """
    wait = math.log(max(1.0, chance_to_wait(cores, busy) / 0.05)) / (1 - busy) / cores
    return cores * busy * 1000 / milliseconds, milliseconds * (wait + math.log(20))
