"""A few damaged files at every door; `make fuzz` takes hundreds."""

import pytest

from .mutating import mutate_file
from .uploads import knock_at_door, upload_doors


@pytest.mark.parametrize("name", list(upload_doors()))
def test_damaged_files_are_read_or_refused(name: str) -> None:
    taken = knock_at_door(name, upload_doors()[name], 8, 1, mutate_file)
    assert taken.broken == []
    assert taken.read >= 1
    assert taken.megabytes < 400
