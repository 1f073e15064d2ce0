"""What else stands in a report besides what was said: programme, sponsors, lessons. It is looked at before it leaves, too. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ...release.verdicts import DecidedWords, redact_text
from ..clearing.finding import TextFinding
from ..clearing.passages import Find
from ..content import NOT_WORDS, each_text


class UndecidedWords(NamedTuple):
    """Words that nobody has decided about, and the text in which they stand first."""

    finding: TextFinding
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


def undecided_in_texts(
    texts: Collection[str], find: Find, decided: Collection[str], said: Collection[str]
) -> list[UndecidedWords]:
    """What was found in texts of a report and is decided nowhere, each words once; one without words: not looked through yet.

    `said`: texts that have passed the check already.
    """
    passed = {one.found for text in said for one in find(text)} | set(decided)
    found: dict[str, UndecidedWords] = {}
    for text in texts:
        for one in find(text):
            if one.found not in passed or not one.found:
                found.setdefault(one.found, UndecidedWords(one, text))
    return list(found.values())


def reword_report(content: Any, decided: Sequence[DecidedWords]) -> Any:
    """The report with what was decided about such words done to its texts."""
    if not decided:
        return content
    return each_text(content, lambda text: redact_text(text, decided))
