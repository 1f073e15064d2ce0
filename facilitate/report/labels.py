"""How the fixed values of the report are called."""

from ..i18n import _l, names
from .models import Source, Verdict

names(
    {
        Source.LINE: _l("Line of the notes"),
        Source.CAFE_NOTE: _l("Key point of a table"),
        Source.PHOTO: _l("Photo"),
        Source.DECISION: _l("Decision"),
        Source.ACTION: _l("Action"),
        Source.SECTION: _l("Section of the report"),
    }
)
names(
    {
        Verdict.KEEP: _l("keep"),
        Verdict.GENERALISE: _l("generalise"),
        Verdict.REMOVE: _l("remove"),
    }
)
