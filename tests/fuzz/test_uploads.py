"""A few damaged files at every door; `make fuzz` takes hundreds."""

import pytest

from .mutating import mutated
from .uploads import doors, knock


@pytest.mark.parametrize("name", list(doors()))
def test_damaged_files_are_read_or_refused(name: str) -> None:
    taken = knock(name, doors()[name], 8, 1, mutated)
    assert taken.broken == []
    assert taken.read >= 1
    assert taken.megabytes < 400
