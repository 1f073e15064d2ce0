"""Why a file cannot be a look."""

from enum import StrEnum

from ...lib.reading_child import FileProblem


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


class Unusable(FileProblem):
    """A file cannot be a look; `why` is an Unfit."""

    why: Unfit
