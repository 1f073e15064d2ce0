"""The order: what takes longest begins first; with `--shuffle N` another one, files first and the tests of each file after."""

import random
from itertools import groupby

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """The order."""
    parser.addoption(
        "--shuffle", type=int, help="run the tests in another order, the same for the same number"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Every worker shuffles alike. A file stays together: what it shares is made once."""
    seed = config.getoption("shuffle")
    if seed is None:
        items.sort(key=lambda item: item.get_closest_marker("begins_first") is None)
        return
    dice = random.Random(seed)
    files = [list(group) for _path, group in groupby(items, key=lambda item: item.path)]
    dice.shuffle(files)
    for group in files:
        dice.shuffle(group)
    items[:] = [item for group in files for item in group]
