"""Why a file cannot be a look."""

from enum import StrEnum


class Unfit(StrEnum):
    """What is wrong with an upload; each has a plain sentence."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    OLD_WORD = "old_word"
    ENCRYPTED = "encrypted"
    STRICT = "strict"
    TEMPLATE = "template"
    EXCEL = "excel"
    OPEN_DOCUMENT = "open_document"
    PICTURE = "picture"
    PDF = "pdf"
    OTHER = "other"
    BOMB = "bomb"
    DAMAGED = "damaged"
    DOCTYPE = "doctype"
    MACROS = "macros"
    EMBEDDED = "embedded"
    OUTSIDE = "outside"
    FIELD = "field"
    LOGO = "logo"


class Unusable(Exception):
    """A file cannot be a look."""

    def __init__(self, why: Unfit) -> None:
        super().__init__(why.value)
        self.why = why
