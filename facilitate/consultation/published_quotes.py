"""Taking words off a page that is public already: what could identify somebody does not wait until it is published again."""

from collections.abc import Collection, Mapping
from typing import Any


def drop_quotes(told: Mapping[str, Any], passages: Collection[int]) -> dict[str, Any]:
    """What was published (see `Questionnaire.told`) without the quotes of these passages, by their ids."""
    return {
        code: _page(kept, passages) if isinstance(kept, Mapping) else kept
        for code, kept in told.items()
    }


def _page(kept: Mapping[str, Any], passages: Collection[int]) -> dict[str, Any]:
    def left(part: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **part,
            "quotes": [quote for quote in part["quotes"] if quote["passage"] not in passages],
        }

    return {**left(kept), "themes": [left(theme) for theme in kept["themes"]]}
