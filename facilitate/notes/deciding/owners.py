"""Who promised something, as it is typed: somebody of the directory, of the team, or a name."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...lib.text import clean_text, plain_text


@dataclass(frozen=True)
class ActionOwner:
    """Whoever promised it: the number of a person or of a member of the team, else a name (empty: nobody yet)."""

    person_id: int | None = None
    member_id: int | None = None
    name: str = ""


@dataclass(frozen=True)
class KnownOwner:
    """Somebody who is offered: how they are called, and their office where they are of the directory."""

    owner: ActionOwner
    name: str
    office: str = ""

    @property
    def label(self) -> str:
        """`Ana Hoxha, Bashkia Vlorë`."""
        return f"{self.name}, {self.office}" if self.office else self.name


def find_owner(typed: str, known: Iterable[KnownOwner]) -> ActionOwner:
    """Who is meant by what was typed: the one who is called so, with the office or without; else the words themselves.

    Accents and case do not count. Where several are called so nobody is guessed: the words stay.
    """
    text = " ".join(clean_text(typed).split())
    if not text:
        return ActionOwner()
    rows = list(known)
    for called in (_label, _name):
        found = {one.owner for one in rows if plain_text(called(one)) == plain_text(text)}
        if len(found) == 1:
            return found.pop()
        if found:
            break
    return ActionOwner(name=text)


def _label(one: KnownOwner) -> str:
    return one.label


def _name(one: KnownOwner) -> str:
    return one.name
