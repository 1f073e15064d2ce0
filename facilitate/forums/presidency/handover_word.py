"""The sheet one presidency hands to the next as two pages of Word."""

from datetime import UTC, datetime, time

from ...lib.document_tables import TableLook
from ...lib.documents import WordFile
from ...mailing.office_letter import DOTS, SIGNED, signature_cells
from ...web.i18n import _, format_day, pick_wording, use_language
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


def handover_word(found: HandoverFacts, language: str) -> bytes:
    """The sheet as the bytes of a .docx."""
    with use_language(language):
        today = found.whole.board.today
        forum = pick_wording(found.whole.forum.name)
        title = (
            _("Handover of the regional plan")
            if found.whole.regional
            else _("Handover of the presidency")
        )
        file = new_word_file(title, forum, datetime.combine(today, time(12), UTC), language)
        file.add(title, "Heading 2")
        file.add(_("Our reference: %(dots)s", dots=DOTS), "Table Text")
        file.add(f"{forum} · {format_day(today, 'dated')}", "Body Text")
        for line in handover_heading(found):
            file.add(line, "Body Text")
        *parts, people = handover_parts(found)
        for part in parts:
            _write(file, part, DAYS if len(part.heading) == len(DAYS.widths) else TABLE)
        if (
            found.short
        ):  # people on a page of their own; otherwise they follow, so that two pages are enough
            file.new_page()
        _write(file, people, PEOPLE)
        for title, who in handover_signatures(found):
            file.add(title, "Heading 3", with_next=True)
            file.table(SIGNED, [signature_cells([who])], name=title, together=True)
        return file.save()


def _write(file: WordFile, part: HandoverPart, look: TableLook) -> None:
    file.add(part.title, "Heading 3", with_next=True)
    for line in part.said:
        file.add(line, "Body Text")
    if part.rows:
        file.table(look, part.rows, part.heading, name=part.title)
    for point in part.points:
        file.add(point, "List Bullet")
    if part.more:
        file.add(part.more, "Body Text")
