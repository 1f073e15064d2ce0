"""How columns, problems and what is told of rows are called when a table comes in."""

from ...exchange.columns import ExchangeTable
from ...web.i18n import _, _l, label_of, register_labels
from .headings import LEFT_OUT
from .plan import LikenessReason, RowNote, RowNoteKind, RowProblem, RowTrouble


def column_targets(table: ExchangeTable) -> dict[str, object]:
    """What a column of a file may be."""
    return {LEFT_OUT: _l("– left out –"), **{one.name: one.label for one in table.columns}}


register_labels(
    {
        RowTrouble.NO_NAME: _l("Given name and family name are needed."),
        RowTrouble.NO_OFFICE: _l("There is no organisation in this row."),
        RowTrouble.TOO_LONG: _l("This is too long for the directory."),
        RowTrouble.FORMULA: _l("A name cannot start with =, + or @."),
        RowTrouble.SECTOR: _l("The organisation is new, and its sector is not given."),
        RowTrouble.PLACE: _l("This district is not in this county."),
        RowTrouble.TWICE: _l(
            "This is the same as an earlier row, with other details. Earlier row:"
        ),
        RowTrouble.OFFICE_OPEN: _l("You have not decided which organisation this is."),
        RowTrouble.PERSON_OPEN: _l(
            "You have not decided whether this is somebody already in the directory."
        ),
        RowTrouble.LEFT_OUT: _l("You left this out."),
        RowTrouble.HEADING: _l("The whole row is one text, so it was read as a heading."),
        RowTrouble.BELOW: _l(
            "This row and those after it are below the list: they are not people."
        ),
        RowTrouble.TAKEN: _l("Another organisation has this name."),
    }
)
register_labels(
    {
        RowNoteKind.EMAIL: _l("This is not an e-mail address and is left out:"),
        RowNoteKind.PHONE: _l("This is not a phone number and is left out:"),
        RowNoteKind.MORE_EMAILS: _l("The first e-mail address is used, this one is not:"),
        RowNoteKind.MORE_PHONES: _l("The first phone number is used, this one is not:"),
        RowNoteKind.STAYS: _l("The directory says something else, and that stays:"),
        RowNoteKind.ELSEWHERE: _l(
            "An earlier row puts this new organisation in another county, and that is used:"
        ),
        RowNoteKind.DAY: _l("This is not a date and is left out:"),
        RowNoteKind.LANGUAGE: _l("This language is not known and is left out:"),
        RowNoteKind.NOT_USED: _l(
            "This is not known and not used; the organisation’s details in the directory "
            "stay as they are:"
        ),
    }
)
register_labels(
    {
        LikenessReason.EMAIL: _l("The same e-mail address, another name"),
        LikenessReason.NAME: _l("The same name, another organisation"),
        LikenessReason.NEAR: _l("A similar name in the same organisation"),
        LikenessReason.NUMBER: _l("The number belongs to somebody with another name"),
        LikenessReason.FILE: _l("The same name as an earlier row, another organisation"),
    }
)


def row_problem_sentence(problem: RowProblem) -> str:
    """Why a row is not taken, with the text it stumbles over."""
    text = label_of(problem.trouble)
    if not problem.value:
        return text
    return (
        f"{text} {problem.value}"
        if problem.trouble is RowTrouble.TWICE
        else f"{text} ({problem.value})"
    )


def row_note_sentence(note: RowNote) -> str:
    """What is told of a row that is taken."""
    return f"{label_of(note.told)} {note.value}"


def left_out_sentence() -> str:
    """What is told of a row that is struck through."""
    return _(
        "This row is struck through. It counts like the others: remove it from the file if "
        "it should not be imported."
    )


def import_summary(new: int, changed: int, same: int, left: int) -> str:
    """What would happen, in one line."""
    return _(
        "%(new)d new, %(changed)d changed, %(same)d the same, %(left)d left out.",
        new=new,
        changed=changed,
        same=same,
        left=left,
    )
