"""One letter to all members: what may stand in braces, who gets it in which language, and what each of them reads."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from ...lib.placeholders import Placeholders, one_line
from ...lib.text import Words

TEXT = Placeholders(("name", "organisation", "role", "forum"))


@dataclass(frozen=True)
class Recipient:
    """A member as a letter sees it: `name` is the person's, or the organisation's where nobody is named."""

    name: str
    organisation: str
    place: str
    role: Words
    language: str
    email: str


@dataclass(frozen=True)
class Letter:
    """What one member reads."""

    to: Recipient
    subject: str
    body: str


def letters(subject: Words, text: Words, forum: Words, people: Sequence[Recipient]) -> list[Letter]:
    """The letter of each of them, in their own language where it is written in it."""
    return [_letter(subject, text, forum, one) for one in people]


def _letter(subject: Words, text: Words, forum: Words, one: Recipient) -> Letter:
    values = {
        "name": one.name,
        "organisation": one.organisation,
        "role": one.role.to(one.language),
        "forum": forum.to(one.language),
    }
    return Letter(
        one,
        one_line(TEXT.filled(subject.to(one.language), values)),
        TEXT.filled(text.to(one.language), values),
    )


def fingerprint(written: Sequence[Letter]) -> str:
    """Tells whether what is sent is what was looked at: texts and who gets them."""
    whole = json.dumps([[one.to.name, one.to.email, one.subject, one.body] for one in written])
    return hashlib.sha256(whole.encode()).hexdigest()[:16]
