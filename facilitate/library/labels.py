"""How the fixed values of the library are called."""

from ..web.i18n import _l, register_labels
from .shelf import DocumentKind, HandbookKind, LibraryReaders

register_labels(
    {
        LibraryReaders.PUBLIC: _l("everybody, without an account"),
        LibraryReaders.LINK: _l("everybody who has the link"),
        LibraryReaders.ACCOUNTS: _l("all accounts"),
        LibraryReaders.TEAMS: _l("teams of events and forums"),
        LibraryReaders.ADMINISTRATORS: _l("administrators"),
    }
)
register_labels(
    {
        HandbookKind.PRINCIPLES: _l("Principles of facilitation"),
        HandbookKind.TECHNIQUES: _l("Techniques of facilitation"),
        HandbookKind.ENVIRONMENT: _l("The learning environment"),
    }
)
register_labels(
    {
        DocumentKind.LAW: _l("Laws and decisions"),
        DocumentKind.STANDARD: _l("Standards"),
        DocumentKind.PROCEDURE: _l("Procedures"),
        DocumentKind.MATERIAL: _l("Materials"),
        DocumentKind.OTHER: _l("Other documents"),
    }
)
HANDBOOKS = {
    HandbookKind.PRINCIPLES: _l(
        "How a facilitator behaves, how people stay anonymous, which technique serves what, and what to do when it gets difficult."
    ),
    HandbookKind.TECHNIQUES: _l("Every technique with its drawing, minute by minute."),
    HandbookKind.ENVIRONMENT: _l(
        "Rooms and how they are set up, a good start, what to bring, groups of every size, people online."
    ),
}
"""What each handbook holds, in a sentence."""
