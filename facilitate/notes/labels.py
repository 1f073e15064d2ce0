"""How the fixed values of notes are called."""

from ..web.i18n import _l, lazy_pgettext, register_labels
from .models import ActionStatus, DecisionMethod, NoteKind

register_labels(
    {
        NoteKind.POINT: lazy_pgettext("a line", "Key point"),
        NoteKind.QUOTE: _l("Quote"),
        NoteKind.QUESTION: lazy_pgettext("a line", "Question"),
        NoteKind.DISAGREEMENT: _l("Disagreement"),
        NoteKind.PROPOSAL: lazy_pgettext("a line", "Proposal"),
        NoteKind.DECISION: _l("Decision"),
        NoteKind.ACTION: _l("Action"),
    }
)
register_labels(
    {
        DecisionMethod.CONSENSUS: _l("by consensus"),
        DecisionMethod.OBJECTIONS: _l("with objections"),
        DecisionMethod.MAJORITY: _l("by a majority"),
        DecisionMethod.CHAIR: _l("by the chair"),
    }
)
register_labels(
    {
        ActionStatus.OPEN: _l("still open"),
        ActionStatus.DONE: _l("carried out"),
        ActionStatus.DROPPED: _l("dropped"),
    }
)
