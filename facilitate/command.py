"""The command `facilitate`, quick to start where it can be: seating a café from a file needs nothing else of the planner."""

import gc
import sys


def main() -> None:
    """Run the command; all but `rotate` load the whole planner first."""
    if sys.argv[1:2] == ["rotate"]:
        from .cafe.rotate import rotate  # noqa: PLC0415 - a tenth of a second instead of a whole one

        rotate(sys.argv[2:], prog_name="facilitate rotate")
    else:
        gc.disable()  # what is loaded stays: the collector would go through it again and again
        from .cli import main as everything  # noqa: PLC0415 - the whole planner

        gc.freeze()
        gc.enable()
        everything()
