"""How the sources of texts and the verdicts about their words are called."""

from ..web.i18n import _, _l, label_or_text, lazy_pgettext, register_labels
from .models import TextSource, Verdict

register_labels(
    {
        TextSource.LINE: _l("Line of the notes"),
        TextSource.CAFE_NOTE: _l("Key point of a table"),
        TextSource.PHOTO: _l("Photo"),
        TextSource.DECISION: _l("Decision"),
        TextSource.ACTION: _l("Action"),
        TextSource.SECTION: _l("Section of the report"),
        TextSource.QUOTE: _l("Quote of an answer"),
        TextSource.SAID: _l("Page “What you told us”"),
        TextSource.SHEET: _l("Practice sheet"),
        TextSource.PROBLEM: _l("Problem or need"),
        TextSource.PASSED_UP: _l("Answer or letter to what was passed up"),
        TextSource.ANSWERS: _l("Answers reported to the members"),
        TextSource.POSITION: lazy_pgettext("of a forum", "Position"),
        TextSource.REVIEWS: _l("What members said about a position"),
        TextSource.WORK_PLAN: _l("Work plan"),
        TextSource.APPROVALS: _l("What members said about a work plan"),
        TextSource.HANDOVER: _l("Handover of the presidency"),
        TextSource.POINT: _l("Open point of the forum"),
        TextSource.PROGRAMME: _l("Programme"),
        TextSource.TASK: _l("Task"),
        TextSource.INDICATOR: _l("Indicator"),
        TextSource.SITUATION: _l("Situation analysis"),
        TextSource.BULLETIN: _l("Bulletin"),
        TextSource.VOTE_WORD: _l("Word of a vote"),
        TextSource.STORY: _l("Success story"),
        TextSource.STANDARD: _l("Standard at a visit"),
        TextSource.MONEY_REQUEST: _l("Joint request for money"),
        TextSource.OPEN_DATA: _l("Open data"),
        TextSource.NATION: _l("National analysis"),
    }
)
register_labels(
    {
        Verdict.KEEP: _l("keep"),
        Verdict.GENERALISE: _l("generalise"),
        Verdict.REMOVE: _l("remove"),
    }
)
BETWEEN, NOWHERE = " · ", "–"


def read_released(kept: str) -> str:
    """What is kept about a release in who did what, as it is read: where, what, its number. Of a report no more is kept than the event."""
    parts = kept.split(BETWEEN)
    if len(parts) == 2:
        parts.insert(1, _("Report"))
    return BETWEEN.join(label_or_text(TextSource, one) for one in parts)
