"""`make fuzz`: damaged files at every door. FUZZ=200: so many each, SEED=1: others."""

import os
import sys

from .mutating import mutated
from .uploads import Taken, doors, knock, table


def main() -> None:
    """Print what each door took; end with 1 where one was forced."""
    times, seed = int(os.environ.get("FUZZ") or 200), int(os.environ.get("SEED") or 1)
    forced = False
    for name, door in doors().items():
        taken: Taken = knock(name, door, times, seed, mutated)
        forced = forced or bool(taken.broken)
        sys.stdout.writelines(f"{line}\n" for line in table({name: taken}))
        sys.stdout.flush()
    sys.exit(forced)


if __name__ == "__main__":
    main()
