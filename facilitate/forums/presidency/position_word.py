"""A position as a Word file, with the record of what members said."""

from datetime import UTC, datetime, time
from functools import partial

from ...release.clearing import ClearedTexts
from ...release.models import TextSource
from ...web.i18n import _, format_day, label_of, pick_wording, use_language
from .labels import position_said
from .positions import ReviewedPosition
from .word import add_answers_table, member_title, new_word_file


def position_word(found: ReviewedPosition, language: str, told: ClearedTexts) -> bytes:
    """The text, what it came to, and who said what; in the words that may leave."""
    said_of = partial(told.said_of, TextSource.POSITION, found.position.id)
    with use_language(language):
        position, forum = found.position, pick_wording(found.forum.name)
        at = datetime.combine(found.today, time(12), UTC)
        file = new_word_file(_("Position of the forum"), forum, at, language)
        file.add(said_of("title"), "Heading 2")
        edition = _("edition %(number)d", number=position.edition)
        file.add(f"{forum} · {edition} · {position_said(found)}", "Body Text")
        file.add(said_of("text"), "Body Text")
        for one in found.against:
            file.add(
                _(
                    "%(name)s %(stand)s: %(reason)s",
                    name=next(
                        row for row in found.everybody if row.id == one.member_id
                    ).organisation.name,
                    stand=label_of(one.stand),
                    reason=said_of(f"reason-{one.id}"),
                ),
                "Note",
            )
        file.add(_("What the members said"), "Heading 3", with_next=True)
        rows = []
        for member in found.members:
            said = found.said.get(member.organisation_id)
            answer = (
                f"{label_of(said.stand)}, {format_day(said.at, 'd MMM y')}"
                if said
                else _("not answered yet")
            )
            rows.append(
                (
                    member_title(member),
                    said.name if said else "",
                    answer,
                    said_of(f"reason-{said.id}") if said else "",
                )
            )
        add_answers_table(file, rows)
        return file.save()
