"""A position as a letter that the forum signs, with the record of what members said as its annex."""

from collections.abc import Sequence
from functools import partial

from ...lib.text import capitalize_first
from ...mailing.office_letter import (
    LetterAnnex,
    LetterParagraph,
    LetterPart,
    LetterTable,
    OfficeLetter,
    render_office_letters,
)
from ...release.clearing import ClearedTexts
from ...release.models import TextSource
from ...web.i18n import _, format_day, label_of, pick_wording, use_language
from ..letterhead import forum_look, office_town
from ..models import ForumMember, ForumRole
from .labels import position_said
from .positions import ReviewedPosition
from .queries import presidency_board
from .word import ANSWERS, answers_heading, member_title


def position_word(found: ReviewedPosition, languages: Sequence[str], told: ClearedTexts) -> bytes:
    """The text, what it came to, and who said what; in the words that may leave. Two languages stand side by side."""
    signs = _who_signs(found)
    editions = [_letter(found, code, told, signs) for code in languages]
    with use_language(languages[0]):
        forum = pick_wording(found.forum.name)
        return render_office_letters(forum_look(found.forum.id), [editions], forum)


def _who_signs(found: ReviewedPosition) -> ForumMember | None:
    """Who presides on the day that counts, else who chairs the forum."""
    term = presidency_board(found.forum, found.as_of).present
    chairs = (one for one in found.members if one.role is ForumRole.CHAIR)
    return term.member if term else next(chairs, None)


def _letter(
    found: ReviewedPosition, code: str, told: ClearedTexts, signs: ForumMember | None
) -> OfficeLetter:
    said_of = partial(told.said_of, TextSource.POSITION, found.position.id)
    office = signs.organisation if signs else None
    with use_language(code):
        forum = pick_wording(found.forum.name)
        return OfficeLetter(
            language=code,
            sender=[forum, office.name if office else ""],
            place=office_town(office) if office else "",
            on=found.as_of,
            to="",
            subject=_("Position of the forum: %(title)s", title=said_of("title")),
            body=_body(found, told),
            closing="",
            signed=[office.name if office else "", forum],
            annexes=[LetterAnnex(_("What the members said"), _said(found, told))],
        )


def _body(found: ReviewedPosition, told: ClearedTexts) -> list[LetterPart]:
    said_of = partial(told.said_of, TextSource.POSITION, found.position.id)
    edition = _("edition %(number)d", number=found.position.edition)
    names = {row.id: row.organisation.name for row in found.everybody}
    lines = (line.strip() for line in said_of("text").splitlines())
    return [
        LetterParagraph(f"{capitalize_first(edition)} · {position_said(found)}", "Table Text"),
        *(LetterParagraph(line) for line in lines if line),
        *(
            LetterParagraph(
                _(
                    "%(name)s %(stand)s: %(reason)s",
                    name=names[one.member_id],
                    stand=label_of(one.stand),
                    reason=said_of(f"reason-{one.id}"),
                ),
                "Note",
            )
            for one in found.against
        ),
    ]


def _said(found: ReviewedPosition, told: ClearedTexts) -> list[LetterPart]:
    rows = []
    for member in found.members:
        said = found.said.get(member.organisation_id)
        answer = (
            f"{label_of(said.stand)}, {format_day(said.at, 'd MMM y')}"
            if said
            else _("not answered yet")
        )
        reason = (
            told.said_of(TextSource.POSITION, found.position.id, f"reason-{said.id}")
            if said
            else ""
        )
        rows.append((member_title(member), said.name if said else "", answer, reason))
    return [LetterTable(ANSWERS, rows, answers_heading(), _("What the members said"))]
