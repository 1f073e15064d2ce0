"""What somebody proposes for a step: which of its fields would be different, in words, and put in.

A proposal is plain JSON of the fields of a step that differ, and under `was` the same fields as they were then.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from ...lib.plain_values import plain_json
from ...lib.text import Words
from ...techniques.queries import technique_by_key
from ...web.i18n import _, pick_wording
from ..plan import PlanStep, read_plan_field

FIELDS = ("minutes", "title", "technique", "aim", "say", "do")
"""What can be proposed."""
WAS = "was"
MOST_WORDS = 1500
"""Longer texts are shown one after the other: to compare them word by word takes too long."""
_WORD = re.compile(r"\S+\s*|\s+")


def make_proposal(step: PlanStep, typed: Mapping[str, Any]) -> dict[str, Any] | None:
    """The proposal that these typed fields make for a step; None when nothing would be different."""
    differ = {
        name: plain_json(value)
        for name, value in typed.items()
        if name in FIELDS and value != getattr(step, name)
    }
    return (
        {**differ, WAS: {name: plain_json(getattr(step, name)) for name in differ}}
        if differ
        else None
    )


Piece = tuple[str, str]
"""`same`, `out` or `in`, and the text."""


@dataclass(frozen=True)
class ProposalLine:
    """One field of a proposal in words: as it was, as proposed, and as it is now where somebody changed it since."""

    name: str
    before: str
    after: str
    now: str | None = None
    long: bool = False
    language: str = ""

    @property
    def pieces(self) -> list[Piece]:
        """The old text and the new one in one: what stays, what goes out, what comes in."""
        old, new = _WORD.findall(self.before), _WORD.findall(self.after)
        if len(old) + len(new) > MOST_WORDS:
            return [("out", self.before), ("in", self.after)]
        found: list[Piece] = []
        for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind == "equal":
                found.append(("same", "".join(old[a:b])))
            else:
                found += [
                    (way, text)
                    for way, text in (("out", "".join(old[a:b])), ("in", "".join(new[c:d])))
                    if text
                ]
        return found


def proposed_fields(proposal: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a step a proposal asks for."""
    return {
        name: read_plan_field(PlanStep, name, proposal[name]) for name in FIELDS if name in proposal
    }


def changed_since(proposal: Mapping[str, Any], step: PlanStep) -> list[str]:
    """The fields that somebody has made something else of since, neither what they were nor what is proposed."""
    was = proposal.get(WAS, {})
    return [
        name
        for name, value in proposed_fields(proposal).items()
        if getattr(step, name) != value
        and name in was
        and plain_json(getattr(step, name)) != was[name]
    ]


def apply_proposal(step: PlanStep, proposal: Mapping[str, Any]) -> PlanStep:
    """The step with what is proposed."""
    return replace(step, **proposed_fields(proposal))


def proposal_lines(
    proposal: Mapping[str, Any], step: PlanStep, resolved: bool = False
) -> list[ProposalLine]:
    """A proposal in words, a line a field, each language of a wording by itself."""
    apart = [] if resolved else changed_since(proposal, step)
    found: list[ProposalLine] = []
    for name, value in proposed_fields(proposal).items():
        was = read_plan_field(
            PlanStep, name, proposal.get(WAS, {}).get(name, plain_json(getattr(step, name)))
        )
        now = getattr(step, name) if name in apart else None
        if isinstance(value, Words):
            found += _wordings(name, was, value, now)
        else:
            said = [None if one is None else _said(name, one) for one in (value, now)]
            before = str(was) if name == "minutes" else _said(name, was)
            found.append(ProposalLine(_called(name), before, said[0] or "", said[1]))
    return found


def _wordings(name: str, was: Words, value: Words, now: Words | None) -> list[ProposalLine]:
    languages = (("en", _("English")), ("sq", _("Albanian")))
    return [
        ProposalLine(
            name=f"{_called(name)} ({called})",
            before=getattr(was, code),
            after=getattr(value, code),
            now=None if now is None else getattr(now, code),
            long=name != "title",
            language=code,
        )
        for code, called in languages
        if getattr(was, code) != getattr(value, code)
    ]


def _called(name: str) -> str:
    return {
        "minutes": _("Minutes"),
        "title": _("Title"),
        "technique": _("Technique"),
        "aim": _("Aim"),
        "say": _("What to say"),
        "do": _("What to do"),
    }[name]


def _said(name: str, value: Any) -> str:
    if name == "minutes":
        return _("%(num)d min", num=value)
    known = technique_by_key(value)
    return pick_wording(known.name) if known else str(value)
