"""Taking out the handover sheet; whose addresses are in it is written down."""

from typing import Any

from flask_login import current_user

from ... import clock
from ...db import db
from ...directory.contacts.actions import log_export
from ...downloads import send
from ...i18n import language, use_language
from ..blueprint import bp
from ..doors import sees
from ..models import Forum
from .handover import handed, handover_word
from .plans import whole
from .queries import presidency_of


@bp.get("/forums/<slug>/presidency/<int:presidency_id>/handover.docx")
@sees
def handover(forum: Forum, presidency_id: int) -> Any:
    """The sheet in the language of whoever asks; addresses and numbers only for who may see them."""
    code, name = language(), f"{forum.slug}-handover-{clock.today()}.docx"
    with use_language(code):
        found = handed(
            whole(forum, presidency_of(forum, presidency_id), clock.today()),
            contacts=current_user.may_see_contacts,
        )
        found.told.or_refused()
        content = handover_word(found, code)
    log_export(current_user.id, name, found.shown)
    db.session.commit()
    return send(content, name)
