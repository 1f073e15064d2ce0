"""A contact as a phone or a mail program takes it: vCard 3.0, which all of them read."""

from ...lib.text import Words
from ..models import Person

LONGEST = 75
"""Bytes of a line; what is longer goes on in the next one, behind a blank."""


def to_vcard(person: Person, language: str) -> bytes:
    """Name, office, position, e-mail and phone; load the person with their organisation."""
    position: Words = person.position
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{_said(person.family_name)};{_said(person.given_name)};;;",
        f"FN:{_said(person.name)}",
        f"ORG:{_said(person.organisation.name)}",
        *([f"TITLE:{_said(position.to(language))}"] if position else []),
        *([f"EMAIL;TYPE=INTERNET,WORK:{_said(person.email)}"] if person.email else []),
        *([f"TEL;TYPE=WORK,VOICE:{_said(person.phone)}"] if person.phone else []),
        "END:VCARD",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _said(text: str) -> str:
    """Text in which no sign means anything."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return " ".join(escaped.split())


def _folded(line: str) -> str:
    """The line in pieces of at most 75 bytes; no letter is cut through."""
    pieces, now, size = list[str](), "", 0
    for letter in line:
        more = len(letter.encode())
        if size + more > LONGEST:
            pieces.append(now)
            now, size = " ", 1
        now, size = now + letter, size + more
    return "\r\n".join([*pieces, now])
