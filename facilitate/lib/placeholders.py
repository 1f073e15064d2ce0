"""The text of a letter: placeholders in braces, and what goes in their place. Never `str.format`: people type it."""

import re
from collections.abc import Iterable, Mapping

_LOOKS_LIKE_ONE = re.compile(r"\{\s*([^{}\s][^{}\n]{0,60}?)\s*\}")


class Placeholders:
    """The names that may stand in braces in a kind of text."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        self._known = re.compile(r"\{(" + "|".join(self.names) + r")\}")
        self._in_text = re.compile(r"((?:,? )?)" + self._known.pattern)

    def filled(self, text: str, values: Mapping[str, str]) -> str:
        """The text with the values in place of its placeholders, in one go: braces in a value stay as they are.

        Anything else in braces, and braces that stand alone, stay too. An empty value takes the comma and the space before it along.
        """
        return self._in_text.sub(
            lambda found: found[1] + values[found[2]] if values[found[2]] else "", text
        )

    def unknown(self, text: str) -> list[str]:
        """What stands in braces and is no placeholder, with its braces, each once."""
        found = _LOOKS_LIKE_ONE.finditer(text)
        return list(dict.fromkeys(one[0] for one in found if not self._known.fullmatch(one[0])))

    def __str__(self) -> str:
        """Placeholders as people read them: `{name}, {event}`."""
        return ", ".join(f"{{{name}}}" for name in self.names)


def one_line(text: str) -> str:
    """The text on one line: what stands in the head of a mail must not begin a new line there."""
    return " ".join(text.split())
