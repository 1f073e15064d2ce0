"""The letter problems went with: read, released by two people, then taken out as a Word file."""

from collections.abc import Sequence
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from ...accounts.doors import in_a_team
from ...data.db import db
from ...lib.text import make_slug as address
from ...release import two_people
from ...release.models import TextSource
from ...web.downloads import send_download
from ...web.i18n import LANGUAGES, _
from ...web.refused import Refused
from ..blueprint import bp
from ..doors import has_other_keeper
from ..letterhead import forum_look
from ..models import Forum
from ..problem_models import PassedUp
from ..releasing import press_forum_release
from .actions import lock_problems
from .letters import digest_of_letter, letter_to_leave
from .queries import kept_forums, passed_by_id
from .word import letter_to_word


def _keeps(rows: Sequence[PassedUp]) -> bool:
    """Whether whoever is signed in keeps a forum that passes something up with it."""
    kept = kept_forums()
    return kept is None or any(one.problem.forum_id in kept for one in rows)


@bp.get("/forums/passed/<int:passed_id>/letter")
@in_a_team
def show_institution_letter(passed_id: int) -> Any:
    """What the letter says, and who has released it."""
    rows, found, told = letter_to_leave(passed_by_id(passed_id))
    forum = db.session.get_one(Forum, rows[0].problem.forum_id)
    return render_template(
        "forums/passing/letter.html",
        letter=found,
        told=told,
        forum=forum,
        passed_id=passed_id,
        keeps=_keeps(rows),
        released=two_people.release_standing(
            TextSource.PASSED_UP, rows[0].id, digest_of_letter(found)
        ),
        alone=not has_other_keeper(forum, current_user.id),
    )


@bp.post("/forums/passed/<int:passed_id>/letter")
@in_a_team
def release_institution_letter(passed_id: int) -> Any:
    """Somebody who has read the letter lets exactly these words go, or takes that back."""
    row = passed_by_id(passed_id)
    lock_problems([row.problem])
    rows, found, told = letter_to_leave(row)
    if not _keeps(rows):
        abort(403)
    press_forum_release(
        rows[0].problem.forum_id,
        TextSource.PASSED_UP,
        rows[0].id,
        told=told,
        digest=digest_of_letter(found),
        said=_("The letter can be sent."),
    )
    db.session.commit()
    return redirect(url_for("forums.show_institution_letter", passed_id=passed_id))


@bp.get("/forums/passed/<int:passed_id>/letter.docx")
@in_a_team
def export_institution_letter(passed_id: int) -> Any:
    """The letter as two people have released it."""
    rows, found, told = letter_to_leave(passed_by_id(passed_id))
    told.or_refused()
    if not two_people.release_standing(
        TextSource.PASSED_UP, rows[0].id, digest_of_letter(found)
    ).out:
        raise Refused(
            _(
                "Two people have to release this letter first; then you can download the Word file here."
            )
        )
    editions = [found]
    if (
        request.args.get("lang") == "both"
    ):  # the same released words, the other language around them
        editions += [
            letter_to_leave(rows[0], code)[1] for code in LANGUAGES if code != found.language
        ]
    look = forum_look(*{one.problem.forum_id: None for one in rows})
    codes = "-".join(one.language for one in editions)
    name = f"{address(found.institution)}-{found.on.isoformat()}-{codes}.docx"
    return send_download(letter_to_word(editions, look), name)
