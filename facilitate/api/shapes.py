"""What is told the same way everywhere: wordings in both languages, things by number and name.

Shapes are the names and kinds of values that a program reads; documentation and OpenAPI are made of them. Names are those of
the forms that write them. Days are `2027-03-18`, moments are in UTC."""

from typing import TypedDict

from ..lib.text import Words


class Bilingual(TypedDict):
    """A wording in English and in Albanian; one of them may be empty."""

    en: str
    sq: str


class Named(TypedDict):
    """Something by its number and name."""

    id: int
    name: str


def bilingual_words(words: Words | None) -> Bilingual:
    """A wording as it is told."""
    return {"en": words.en, "sq": words.sq} if words else {"en": "", "sq": ""}
