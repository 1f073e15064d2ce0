"""One wording in two languages: which of them was left behind when the other one was rewritten."""

from collections.abc import Collection, Iterable

from ...agenda.plan import ScriptPart
from ...lib.text import Words
from ..usual import UsualWords


def is_left_behind(own: Words, known: Collection[Words], code: str) -> bool:
    """Whether a wording in that language is still one of the `known` ones while the other language says something new."""
    text, other = (own.sq, own.en) if code == "sq" else (own.en, own.sq)
    return bool(text) and (
        text in {one.sq if code == "sq" else one.en for one in known}
        and other not in {one.en if code == "sq" else one.sq for one in known}
    )


def list_wordings(value: Words | Iterable[ScriptPart]) -> list[Words]:
    """Every wording in a field: itself, or what a script does and says line by line; empty ones are none."""
    found = (
        [value]
        if isinstance(value, Words)
        else [text for part in value for text in (part.do, part.say)]
    )
    return [one for one in found if one]


def language_left_behind(
    before: Words | tuple[ScriptPart, ...], after: Words | tuple[ScriptPart, ...]
) -> str:
    """The language whose words stayed while those of the other one changed: `en`, `sq`, or neither."""
    known = list_wordings(before)
    left = [
        code
        for one in list_wordings(after)
        for code in ("en", "sq")
        if is_left_behind(one, known, code)
    ]
    return max(set(left), key=left.count) if left else ""


def follows_usual(
    value: Words | tuple[ScriptPart, ...], usual: Words | tuple[ScriptPart, ...]
) -> bool:
    """Whether a field says no more than what is usual: it is not kept then, and goes on following the technique."""
    if isinstance(value, Words) and isinstance(usual, Words):
        return value.en in ("", usual.en) and value.sq in ("", usual.sq)
    return value in ((), usual)


def known_wordings(usual: UsualWords, name: str) -> list[Words]:
    """The usual wordings of a field by its name."""
    value: Words | tuple[ScriptPart, ...] = getattr(usual, name)
    return list_wordings(value)
