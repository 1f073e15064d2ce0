"""How the fixed values of a vote are called, and the degrees of agreement."""

from ..web.i18n import _l, register_labels
from .models import VoteKind, VoteStatus

register_labels(
    {
        VoteKind.DOTS: _l("Dots"),
        VoteKind.RANKING: _l("Ranking"),
        VoteKind.GRADIENTS: _l("Gradients of agreement"),
        VoteKind.WORD: _l("One word"),
    }
)
register_labels(
    {
        VoteStatus.PREPARED: _l("Prepared"),
        VoteStatus.OPEN: _l("Open for voting"),
        VoteStatus.CLOSED: _l("Closed"),
    }
)
DEGREES = (
    _l("I support it fully and will work for it"),
    _l("I support it, with small remarks"),
    _l("I can live with it"),
    _l("I have no opinion and leave it to the others"),
    _l("I do not agree, but will not block it"),
    _l("I do not agree and ask that it should not be decided like this"),
)
"""The six degrees, as the technique *Gradients of agreement* explains them."""
