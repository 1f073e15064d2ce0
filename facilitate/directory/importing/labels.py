"""How columns, problems and what is told of rows are called when a table comes in."""

from ...exchange.columns import ExchangeTable
from ...web.i18n import _, _l, label, names
from .headings import LEFT_OUT
from .plan import Alike, Note, Problem, Told, Trouble


def targets(table: ExchangeTable) -> dict[str, object]:
    """What a column of a file may be."""
    return {LEFT_OUT: _l("– left out –"), **{one.name: one.label for one in table.columns}}


names(
    {
        Trouble.NO_NAME: _l("Given name and family name are needed."),
        Trouble.NO_OFFICE: _l("There is no organisation in this row."),
        Trouble.EMAIL: _l("This is not an e-mail address."),
        Trouble.PHONE: _l("This is not a phone number."),
        Trouble.TOO_LONG: _l("This is too long for the directory."),
        Trouble.FORMULA: _l("A name cannot start with =, + or @."),
        Trouble.SECTOR: _l("The organisation is new, and its sector is not given."),
        Trouble.PLACE: _l("This district is not in this county."),
        Trouble.TWICE: _l("This is the same as an earlier row, with other details. Earlier row:"),
        Trouble.OFFICE_OPEN: _l("You have not decided which organisation this is."),
        Trouble.PERSON_OPEN: _l(
            "You have not decided whether this is somebody already in the directory."
        ),
        Trouble.LEFT_OUT: _l("You left this out."),
        Trouble.HEADING: _l("The whole row is one text, so it was read as a heading."),
        Trouble.TAKEN: _l("Another organisation has this name."),
    }
)
names(
    {
        Told.MORE_EMAILS: _l("The first e-mail address is used, this one is not:"),
        Told.MORE_PHONES: _l("The first phone number is used, this one is not:"),
        Told.STAYS: _l("The directory says something else, and that stays:"),
        Told.DAY: _l("This is not a date and is left out:"),
        Told.LANGUAGE: _l("This language is not known and is left out:"),
        Told.NOT_USED: _l(
            "This is not known and not used; the organisation’s details in the directory "
            "stay as they are:"
        ),
    }
)
names(
    {
        Alike.EMAIL: _l("The same e-mail address, another name"),
        Alike.NAME: _l("The same name, another organisation"),
        Alike.NEAR: _l("A similar name in the same organisation"),
        Alike.NUMBER: _l("The number belongs to somebody with another name"),
        Alike.FILE: _l("The same name as an earlier row, another organisation"),
    }
)


def sentence(problem: Problem) -> str:
    """Why a row is not taken, with the text it stumbles over."""
    text = label(problem.trouble)
    if not problem.value:
        return text
    return (
        f"{text} {problem.value}"
        if problem.trouble is Trouble.TWICE
        else f"{text} ({problem.value})"
    )


def told(note: Note) -> str:
    """What is told of a row that is taken."""
    return f"{label(note.told)} {note.value}"


def struck() -> str:
    """What is told of a row that is struck through."""
    return _(
        "This row is struck through. It counts like the others: remove it from the file if "
        "it should not be imported."
    )


def lead(new: int, changed: int, same: int, left: int) -> str:
    """What would happen, in one line."""
    return _(
        "%(new)d new, %(changed)d changed, %(same)d the same, %(left)d left out.",
        new=new,
        changed=changed,
        same=same,
        left=left,
    )
