"""How the fixed values of the library are called."""

from ..web.i18n import _l, register_labels
from .package import PackageFault
from .shelf import DocumentKind, HandbookKind, LibraryReaders
from .story_models import EthicsPoint, StoryUse

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
        DocumentKind.ANALYSIS: _l("National analyses"),
        DocumentKind.MATERIAL: _l("Materials"),
        DocumentKind.STORY: _l("Success stories"),
        DocumentKind.OTHER: _l("Other documents"),
    }
)
register_labels(
    {
        StoryUse.LIBRARY: _l("everybody who has an account here"),
        StoryUse.PUBLIC: _l("everybody, without an account"),
        EthicsPoint.NOBODY_KNOWN: _l(
            "No name, age, village or detail by which somebody who was helped could be recognised"
        ),
        EthicsPoint.NO_PICTURE: _l("No picture, film or voice of somebody who was helped"),
        EthicsPoint.NO_PLACE: _l("No address, and no hint at where a shelter is"),
        EthicsPoint.SOBER: _l(
            "No sensational word: it tells what people did, not what was suffered"
        ),
        EthicsPoint.READ_BY_TELLER: _l("The person who tells it has read these very words"),
        EthicsPoint.FREE_TO_WITHDRAW: _l(
            "They know that they can withdraw at any time, without saying why"
        ),
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
register_labels(
    {
        PackageFault.NO_PACKAGE: _l(
            "This is no package of a library. Take it along in the other planner first."
        ),
        PackageFault.DAMAGED: _l(
            "This package is damaged. Download it from the other planner again."
        ),
        PackageFault.NEWER: _l("A newer version wrote this package. Update this planner first."),
    }
)
