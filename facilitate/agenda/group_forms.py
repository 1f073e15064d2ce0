"""How people work in small groups in a step, by its kind and technique: how many, for how long, who stays with whom.

World café is one form of it. What is said here is what a step begins with; the page of its groups changes it. Units: people, minutes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from ..lib.text import Words, plain_text
from .kinds import StepKind

GROUP_KINDS = (StepKind.CAFE, StepKind.GROUP)
"""Kinds of steps in which people may have seats at tables or in groups."""


class GroupCompany(StrEnum):
    """Whom people are with, round after round: others, the same ones, or the same ones who go from station to station."""

    NEW = "new"
    SAME = "same"
    MOVING = "moving"


@dataclass(frozen=True)
class GroupForm:
    """What small groups usually are: people in one (`smallest`, `best`, `largest`), rounds, minutes to move after each, minutes in

    plenary at the end. `alike`: in what the people of a group are alike (a trait's name; empty: they are mixed). `asks`: every group has
    a question of its own. `is_cafe`: its groups are the tables of a world café, each with a host.
    """

    rounds: int = 1
    move: int = 5
    harvest: int = 0
    smallest: int = 4
    best: int = 7
    largest: int = 10
    company: GroupCompany = GroupCompany.NEW
    alike: str = ""
    asks: bool = False
    is_cafe: bool = False

    def move_after(self, rounds: int) -> int:
        """Minutes to move after each of so many rounds: after a single one nobody does."""
        return self.move if rounds > 1 else 0

    def minutes_of(self, rounds: tuple[int, int] | None, harvest: int) -> int | None:
        """Minutes of rounds (how many, the minutes of each) with what follows them; None where there are none."""
        count, each = rounds or (0, 0)
        return count * (each + self.move_after(count)) + harvest if rounds else None

    def minutes_each(self, whole: int, rounds: int) -> int:
        """Minutes of a round, so that so many of them and what follows fit into `whole` minutes; at least one."""
        return max(1, (whole - self.harvest) // rounds - self.move_after(rounds))


CAFE_FORM = GroupForm(rounds=3, harvest=30, asks=True, is_cafe=True)
ANY_GROUPS = GroupForm()
FORMS: Mapping[str, GroupForm] = {
    "working-groups-by-county": GroupForm(
        best=9, largest=12, company=GroupCompany.SAME, alike="region"
    ),
    "carousel": GroupForm(
        rounds=4,
        move=2,
        harvest=10,
        best=8,
        largest=12,
        company=GroupCompany.MOVING,
        asks=True,
    ),
    "speed-exchange": GroupForm(rounds=6, move=1, harvest=5, smallest=2, best=2, largest=3),
    "peer-consulting": GroupForm(rounds=2, move=0, best=5, largest=5, company=GroupCompany.SAME),
}
"""The forms that a technique has."""
NAMED = {
    "carousel": re.compile(r"\bcarr?ousel\b|\bkarusel\w*"),
    "speed-exchange": re.compile(
        r"\bspeed (?:exchange|dating|networking|meeting)s?\b|\b(?:shkembim|takim|bised)\w* (?:i|te|e) shpejt\w*"
    ),
    "peer-consulting": re.compile(
        r"\bpeer[ -](?:consult|coach|advi[cs]|supervis)\w*|\bintervi[sz]i[oj]\w*|"
        r"\b(?:keshill|konsult|superviz|mbikeqyr)\w* (?:mes|midis|nder|ndermjet) koleg\w*"
    ),
}
"""How a title names one of these forms, in plain letters, where it does not say the technique's whole name."""
ALIKE = {
    "region": re.compile(r"\b(?:by|per) (?:county|counties)\b|\b(?:sipas|per) qar[kq]"),
    "sector": re.compile(r"\b(?:by|per) sectors?\b|\b(?:sipas|per) sektor"),
    "level": re.compile(r"\b(?:by|per) levels?\b|\b(?:sipas|per) nivel"),
    "organisation": re.compile(
        r"\b(?:by|per) (?:organi[sz]ation|institution|office)s?\b|\bsipas (?:organizat|institucion)"
    ),
}
"""How a title says, in plain letters, in what the people of a group are alike."""
SAYS_COUNTY = re.compile(r"\b(?:count(?:y|ies)|region|qar[kq]|rajon)|\bhome groups\b")
"""That a name of group work, in plain letters, is about counties."""


def form_named(title: str) -> str:
    """The form that a title names; empty where it names none."""
    said = plain_text(title)
    return next((name for name, pattern in NAMED.items() if pattern.search(said)), "")


def group_form(kind: StepKind, technique: str = "", title: Words | None = None) -> GroupForm:
    """The form of a step: that of its technique; where that says nothing, its title tells whether the people of a group are alike."""
    if kind is StepKind.CAFE:
        return CAFE_FORM
    form = FORMS.get(technique, ANY_GROUPS)
    said = f"{plain_text(title.en)} {plain_text(title.sq)}" if title else ""
    alike = next((name for name, pattern in ALIKE.items() if pattern.search(said)), "")
    if not alike or form.company is GroupCompany.MOVING:
        return form
    return replace(form, alike=alike, company=GroupCompany.SAME)
