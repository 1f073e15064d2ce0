"""The addresses of the first café's guests, and the keys of people by name."""

import pytest


@pytest.fixture
def to(cafe: int):
    """The address of a page of the first café."""
    return lambda path="guests": f"/events/spring/cafe/{cafe}/{path}"


@pytest.fixture
def key(people: dict[str, int]):
    """The key of somebody by name."""
    return lambda name: f"p{people[name]}"
