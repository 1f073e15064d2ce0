"""How the sources of texts and the verdicts about their words are called."""

from ..web.i18n import _l, register_labels
from .models import Source, Verdict

register_labels(
    {
        Source.LINE: _l("Line of the notes"),
        Source.CAFE_NOTE: _l("Key point of a table"),
        Source.PHOTO: _l("Photo"),
        Source.DECISION: _l("Decision"),
        Source.ACTION: _l("Action"),
        Source.SECTION: _l("Section of the report"),
        Source.QUOTE: _l("Quote of an answer"),
        Source.SAID: _l("Page “What you told us”"),
        Source.SHEET: _l("Practice sheet"),
        Source.PROBLEM: _l("Problem or need"),
        Source.PASSED_UP: _l("Answer or letter to what was passed up"),
        Source.ANSWERS: _l("Answers told to the members"),
        Source.POSITION: _l("Position"),
        Source.REVIEWS: _l("What members said about a position"),
        Source.WORK_PLAN: _l("Work plan"),
        Source.APPROVALS: _l("What members said about a work plan"),
        Source.HANDOVER: _l("Handover of the presidency"),
        Source.POINT: _l("Open point of the forum"),
        Source.PROGRAMME: _l("Programme"),
        Source.TASK: _l("Task"),
        Source.INDICATOR: _l("Indicator"),
        Source.SITUATION: _l("Situation analysis"),
    }
)
register_labels(
    {
        Verdict.KEEP: _l("keep"),
        Verdict.GENERALISE: _l("generalise"),
        Verdict.REMOVE: _l("remove"),
    }
)
