"""The sheet one presidency hands to the next as two pages of Word."""

from collections.abc import Sequence
from datetime import UTC, datetime, time

from ...lib.document_tables import TableLook
from ...mailing.office_letter import (
    SIGNED,
    LetterParagraph,
    LetterPart,
    LetterTable,
    OfficeLetter,
    signature_cells,
    write_opening,
    write_parts,
)
from ...web.i18n import _, current_language, pick_wording, use_language
from ..letterhead import forum_look, office_town
from .handover import (
    HandoverFacts,
    HandoverPart,
    handover_heading,
    handover_parts,
    handover_signatures,
)
from .word import new_word_file

TABLE = TableLook("Guide Table", (9.2, 4.6, 3.2), ("Table Text",) * 3)
DAYS = TableLook("Guide Table", (4.2, 12.8), ("Table Text",) * 2)
PEOPLE = TableLook("Guide Table", (5.4, 5.0, 6.6), ("Table Text",) * 3)


def handover_word(found: HandoverFacts, languages: Sequence[str]) -> bytes:
    """The sheet as the bytes of a .docx; where there are two languages, they stand side by side, tables one below the other."""
    today, first = found.whole.board.today, languages[0]
    with use_language(first):
        forum, title = pick_wording(found.whole.forum.name), _title(found)
        made = datetime.combine(today, time(12), UTC)
        file = new_word_file(title, forum, made, first, look=forum_look(found.whole.forum.id))
    openings, bodies, peoples, signed = [], [], [], []
    for code in languages:
        with use_language(code):
            *parts, people = handover_parts(found)
            openings.append(_opening(found))
            bodies.append(
                [
                    *map(LetterParagraph, handover_heading(found)),
                    *(piece for part in parts for piece in _pieces(part)),
                ]
            )
            peoples.append(_pieces(people, PEOPLE))
            signed.append(handover_signatures(found))
    write_opening(file, openings)
    write_parts(file, languages, bodies)
    if (
        found.short
    ):  # people on a page of their own; otherwise they follow, so that two pages are enough
        file.new_page()
    write_parts(file, languages, peoples)
    for beside in zip(*signed, strict=True):
        title = " / ".join(title for title, _who in beside)
        file.add(title, "Heading 3", with_next=True)
        with use_language(first):
            cells = signature_cells([who for _title, who in beside])
        file.table(SIGNED, [cells], name=title, together=True)
    return file.save()


def _title(found: HandoverFacts) -> str:
    return (
        _("Handover of the regional plan")
        if found.whole.regional
        else _("Handover of the presidency")
    )


def _opening(found: HandoverFacts) -> OfficeLetter:
    """Who hands over, under which number, where and when, to whom, and what."""
    whole = found.whole
    office, following = whole.term.member.organisation, whole.board.succeeding(whole.term)
    return OfficeLetter(
        language=current_language(),
        sender=[pick_wording(whole.forum.name), office.name],
        place=office_town(office),
        on=whole.board.today,
        to=following.member.organisation.name if following else "",
        subject=_title(found),
        body=(),
        closing="",
        signed=(),
    )


def _pieces(part: HandoverPart, look: TableLook | None = None) -> list[LetterPart]:
    look = look or (DAYS if len(part.heading) == len(DAYS.widths) else TABLE)
    found: list[LetterPart] = [LetterParagraph(part.title, "Heading 3", with_next=True)]
    found += [LetterParagraph(line) for line in part.said]
    if part.rows:
        found.append(LetterTable(look, part.rows, part.heading, part.title))
    found += [LetterParagraph(point, "List Bullet") for point in part.points]
    return [*found, LetterParagraph(part.more)] if part.more else found
