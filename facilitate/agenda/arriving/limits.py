"""What an agenda that comes in may weigh, and why one cannot be taken."""

from enum import StrEnum

from ...lib.reading_child import FileProblem

MOST_LETTERS = 2_000_000
LONGEST_LINE = 20_000
"""Characters of a line: nobody's agenda has a longer one."""
MOST_PIECES = 20_000
"""Lines, paragraphs or rows that are looked at."""
MOST_STEPS = 2_000
MOST_COLUMNS = 120


class NotArrived(StrEnum):
    """Why nothing of a file was taken."""

    EMPTY = "empty"
    NO_STEPS = "no_steps"
    TOO_LONG = "too_long"
    TOO_MANY_STEPS = "too_many_steps"
    LONG_LINE = "long_line"
    TOO_WIDE = "too_wide"
    MACROS = "macros"
    REPEATS = "repeats"
    OTHER_KIND = "other_kind"
    NO_SCHEDULE = "no_schedule"


class ArrivalProblem(FileProblem):
    """A file cannot be taken as an agenda; `why` is a NotArrived. `detail`: what in it, for the sentence."""

    why: NotArrived

    def __init__(self, why: NotArrived, detail: str = "") -> None:
        super().__init__(why)
        self.detail = detail
