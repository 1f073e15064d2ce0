"""The handover sheet: read, released by two people, then taken out; whose addresses are in it is written down."""

from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db
from ...directory.contacts.export_log import log_export
from ...lib.text import make_slug
from ...release.models import TextSource
from ...web.downloads import send_download
from ...web.i18n import _, use_language
from ...web.refused import Refused
from ..blueprint import bp
from ..doors import forum_keepers, forum_readers, has_other_keeper
from ..members.sending import USUAL, chosen_editions
from ..models import Forum
from ..releasing import press_forum_release
from .handover import HandoverFacts, gather_handover, handover_heading, handover_parts
from .handover_word import handover_word
from .plans import plan_record
from .queries import presidency_of


def _handed(forum: Forum, presidency_id: int) -> HandoverFacts:
    term = presidency_of(forum, presidency_id)
    return gather_handover(
        plan_record(forum, term, clock.today()), contacts=current_user.may_see_contacts
    )


@bp.get("/forums/<slug>/presidency/<int:presidency_id>/handover")
@forum_readers
def show_handover(forum: Forum, presidency_id: int) -> Any:
    """What the sheet says, and who has released it."""
    found = _handed(forum, presidency_id)
    return render_template(
        "forums/presidency/handover.html",
        forum=forum,
        found=found,
        usual=USUAL,
        head_lines=handover_heading(found),
        parts=handover_parts(found),
        alone=g.keeps and not has_other_keeper(forum, current_user.id),
    )


@bp.post("/forums/<slug>/presidency/<int:presidency_id>/handover")
@forum_keepers
def release_handover(forum: Forum, presidency_id: int) -> Any:
    """Somebody who has read the sheet lets exactly these words go, or takes that back."""
    found = _handed(forum, presidency_id)
    press_forum_release(
        forum,
        TextSource.HANDOVER,
        presidency_id,
        told=found.told,
        said=_("The handover sheet can be sent."),
    )
    db.session.commit()
    return redirect(url_for("forums.show_handover", slug=forum.slug, presidency_id=presidency_id))


@bp.get("/forums/<slug>/presidency/<int:presidency_id>/handover.docx")
@forum_readers
def export_handover(forum: Forum, presidency_id: int) -> Any:
    """The sheet as two people have released it, in the language asked for; addresses only for people who may see them."""
    codes = chosen_editions(request.args.get("lang", ""))
    with use_language(codes[0]):
        name = f"{make_slug(_('Handover'))}-{forum.slug}-{clock.today()}-{'-'.join(codes)}.docx"
        found = _handed(forum, presidency_id)
        found.told.or_refused()
        if not found.out:
            raise Refused(
                _(
                    "Two people have to release this sheet first; then you can download the Word file here."
                )
            )
        content = handover_word(found, codes)
    log_export(current_user.id, name, found.shown)
    db.session.commit()
    return send_download(content, name)
