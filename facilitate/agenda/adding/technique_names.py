"""How a title names a technique of the library, and what such a title is in the other language."""

import re
from collections.abc import Iterable, Sequence

from ...lib.text import Words, plain_text
from ...techniques.technique import Technique
from ...web.i18n import LANGUAGES
from ..group_forms import ALIKE, FORMS, SAYS_COUNTY, form_named
from ..kinds import StepKind

_CAFE_ALONE = re.compile(r"\b(?:cafe|kafe|kafene\w*)\b")
_SAYS_GROUPS = re.compile(r"\b(?:groups?|grupe\w*)\b")
SHORTEST_NAME = 4
"""Letters of a technique's name by which a title is known as one."""
_INDEFINITE = (("ia", "i"), ("ja", "je"), ("a", "e"), ("i", ""), ("u", ""))
"""Endings of a name's first word, definite and indefinite, in plain letters: *votimi*, *votim*."""


def technique_named(title: str, techniques: Iterable[Technique]) -> Technique | None:
    """The technique a title names, the one with the longest name first."""
    simple = f" {_simple(title)} "
    found: tuple[int, Technique | None] = (0, None)
    for one in techniques:
        for name in _names(one):
            if f" {name} " in simple and len(name) > found[0]:
                found = len(name), one
    return found[1]


def technique_of_form(title: str, techniques: Iterable[Technique]) -> Technique | None:
    """The way of working in groups that a title names in a word of its own."""
    key = form_named(title)
    return next((one for one in techniques if one.key == key), None)


def in_groups_after_all(
    title: str, kind: StepKind, techniques: Sequence[Technique], *, rounds: bool
) -> tuple[Technique | None, StepKind]:
    """What a step is that has groups or rounds, where its title alone named no technique: a *Café* with rounds is no break."""
    said = plain_text(title)
    if rounds and _CAFE_ALONE.search(said):
        cafe = next((one for one in techniques if one.key == "world-cafe"), None)
        return cafe, StepKind.CAFE
    groups = _SAYS_GROUPS.search(said)
    if kind in (StepKind.PLENARY, StepKind.GROUP) and (rounds or groups):
        county = groups and ALIKE["region"].search(said)
        key = "working-groups-by-county" if county else ""
        return next((one for one in techniques if one.key == key), None), StepKind.GROUP
    return None, kind


def _names(one: Technique) -> list[str]:
    """What a technique is called, in plain words; of “World café: bisedë me ndërrim tryezash” the first part, too.

    What else it is called counts from two words on: *panel* alone is no technique yet. *Group work* without a word about
    counties is any group work.
    """
    names = [
        _simple(part)
        for text in (one.name.en, one.name.sq)
        for part in (text, text.partition(":")[0])
    ]
    names += [_indefinite(name) for name in names[2:]]
    also = [_simple(text) for texts in one.also.values() for text in texts]
    if one.key in FORMS and FORMS[one.key].alike:
        also = [name for name in also if SAYS_COUNTY.search(name)]
    return [name for name in names if len(name) >= SHORTEST_NAME] + [
        name for name in also if " " in name
    ]


def _simple(text: str) -> str:
    """The words of a text, small, without accents and signs; spelled as in British English."""
    return re.sub(r"iz(?=e|ing|ation)", "is", " ".join(re.findall(r"[^\W_]+", plain_text(text))))


def _indefinite(name: str) -> str:
    """An Albanian name as one writes it who means any such step: *votim me pika* of *votimi me pika*."""
    first, space, rest = name.partition(" ")
    for definite, ending in _INDEFINITE:
        if first.endswith(definite) and len(first) > len(definite) + 2:
            return f"{first.removesuffix(definite)}{ending}{space}{rest}"
    return name


def title_in_both(title: str, language: str, technique: Words) -> Words:
    """The title as it was typed; where it is no more than the name of its technique, that name in the other language too."""
    names = {code: technique.to(code) for code in LANGUAGES}
    short = {code: name.partition(":")[0] for code, name in names.items()}
    for code in sorted(LANGUAGES, key=lambda one: one != language):
        if _simple(title) in {_simple(names[code]), _simple(short[code])}:
            return Words(**{**short, code: title})
    return Words(**{language: title})
