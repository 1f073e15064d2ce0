"""What else stands in a report besides what was said: programme, sponsors, lessons. It is looked at before it leaves, too. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ...release.verdicts import DecidedWords, redact_text
from ..clearing.finding import Finding
from ..clearing.passages import Find
from ..content import NOT_WORDS, each_text


class Elsewhere(NamedTuple):
    """Words that nobody has decided about, and the text in which they stand first."""

    finding: Finding
    text: str


def texts_in(value: Any) -> Iterator[str]:
    """Every text of a report that was made JSON. Drawings are counted things; what a photo says was checked with the notes."""
    if isinstance(value, Mapping):
        if value.get("kind") == "picture":
            return
        for name, inner in value.items():
            if name not in NOT_WORDS:
                yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)
    elif isinstance(value, str) and not value.lstrip().startswith("<svg"):
        yield value


def waiting_in(
    texts: Collection[str], find: Find, decided: Collection[str], said: Collection[str]
) -> list[Elsewhere]:
    """What was found in texts of a report and is decided nowhere, each words once; one without words: not looked through yet.

    `said`: texts that have passed the check already.
    """
    passed = {one.found for text in said for one in find(text)} | set(decided)
    found: dict[str, Elsewhere] = {}
    for text in texts:
        for one in find(text):
            if one.found not in passed or not one.found:
                found.setdefault(one.found, Elsewhere(one, text))
    return list(found.values())


def told_otherwise(content: Any, decided: Sequence[DecidedWords]) -> Any:
    """The report with what was decided about such words done to its texts."""
    if not decided:
        return content
    return each_text(content, lambda text: redact_text(text, decided))
