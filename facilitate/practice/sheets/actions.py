"""What happens to a practice sheet: what is known becomes the team's own text."""

from collections.abc import Callable

from ...data.db import db
from ...lib.text import Words
from ...web.i18n import LANGUAGES, _, use_language
from ...web.refused import Refused
from ..models import PracticeSheet
from .known import Known


def copy_known_text(sheet: PracticeSheet, name: str, known: Callable[[], Known]) -> None:
    """What is known of a field becomes the team's text, in both languages. `known` says it in the language spoken then.

    Refused where the team has written something meanwhile, or nothing is known.
    """
    if getattr(sheet, name):
        raise Refused(
            _("Somebody else has filled in this field in the meantime. Nothing was changed.")
        )
    told = {}
    for code in LANGUAGES:
        with use_language(code):
            told[code] = "\n".join(known().get(name, ()))
    if not any(told.values()):
        raise Refused(_("Nothing is known about this field yet."))
    setattr(sheet, name, Words(told["en"], told["sq"]))
    db.session.add(sheet)
