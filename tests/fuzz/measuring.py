"""What reading a file takes, measured where it is read."""

import resource
from collections.abc import Callable
from typing import Any


def measure_reading(
    content: bytes,
    reader: Callable[..., Any],
    told: tuple[Any, ...],
    expected: tuple[type[Exception], ...],
) -> tuple[int, str]:
    """Most memory in megabytes, and how the reader refused, if it did."""
    said = ""
    try:
        reader(content, *told)
    except expected as error:
        said = repr(error)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, said
