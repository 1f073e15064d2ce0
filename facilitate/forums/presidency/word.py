"""The Word file of a work plan with the record of what members said."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from pathlib import Path

from ...data.content import content_folder
from ...lib.document_tables import TableLook
from ...lib.documents import WordFile
from ...lib.text import TAGS
from ...mailing.office_letter import (
    DOTS,
    SIGNED,
    LetterParagraph,
    LetterPart,
    LetterTable,
    signature_cells,
    write_parts,
)
from ...release.verdicts import GONE
from ...web.i18n import _, format_day, label_of, pick_wording, use_language
from ..letterhead import forum_look
from ..models import Activity, ForumMember, ForumRole
from .labels import approval_text, plan_money, plan_money_said, plan_said, plan_title, term_days
from .plans import PlanRecord, PlanWords

ACTIVITIES = TableLook(
    "Guide Table", (0.8, 7.2, 4.2, 2.6, 2.2), ("Table Number", *["Table Text"] * 4)
)
ANSWERS = TableLook("Guide Table", (4.6, 3.6, 4.2, 4.6), ("Table Text",) * 4)


def new_word_file(
    title: str, subject: str, at: datetime, language: str, *, look: Path | bytes | None = None
) -> WordFile:
    """A file without cover, with its properties and language. `look`: that of an organisation, whose header stays."""
    file = WordFile(look or content_folder("guides") / "guide.docx")
    file.language(TAGS[language])
    file.no_cover()
    file.properties(title=title, subject=subject, author="facilitate", made=at)
    file.header(f"{subject}\t{title}")
    page = _("Page %(page)s of %(pages)s", page="{PAGE}", pages="{NUMPAGES}")
    file.footer(f"{format_day(at, 'dated')}\t{page}")
    return file


def plan_word(found: PlanRecord, languages: Sequence[str], told: PlanWords) -> bytes:
    """The work plan as the bytes of a .docx, in the words that may leave; two languages stand side by side."""
    with use_language(languages[0]):
        forum, term = pick_wording(found.forum.name), found.term
        at = datetime.combine(found.board.today, time(12), UTC)
        title, look = _plan_title(found), forum_look(found.forum.id)
        file = new_word_file(title, forum, at, languages[0], look=look)
    editions = []
    for code in languages:
        with use_language(code):
            editions.append(list(_plan_parts(found, told)))
    write_parts(file, languages, editions)
    with use_language(languages[0]):
        cells = signature_cells([term.member.organisation.name, forum])
        file.separate()
        file.table(SIGNED, [cells], name=_("Place for the stamp"), together=True)
    return file.save()


def _plan_title(found: PlanRecord) -> str:
    return plan_title(found) if found.regional else _("Work plan of the presidency")


def _plan_parts(found: PlanRecord, told: PlanWords) -> Iterator[LetterPart]:
    """The plan in the language spoken now."""
    forum, term = pick_wording(found.forum.name), found.term
    edition = _("edition %(number)d", number=found.plan.edition if found.plan else 1)
    yield LetterParagraph(_("Our reference: %(dots)s", dots=DOTS), "Table Text")
    yield LetterParagraph(_plan_title(found), "Heading 2")
    yield LetterParagraph(
        f"{forum} · {term.member.organisation.name} · {term_days(term)} · {edition}"
    )
    yield LetterParagraph(plan_said(found))
    if found.regional and plan_money_said(found):
        yield LetterParagraph(plan_money_said(found))
    if found.plan and found.plan.aims:
        yield LetterParagraph(_("Aims"), "Heading 3", with_next=True)
        yield LetterParagraph(told("aims"))
    yield LetterParagraph(_("Activities"), "Heading 3", with_next=True)
    yield _activities(found, told)
    yield LetterParagraph(_("Approval by the members"), "Heading 3", with_next=True)
    yield LetterTable(
        ANSWERS,
        list(_approvals(found, told)),
        answers_heading(),
        _("What the members said"),
        together=False,
    )


def _activities(found: PlanRecord, told: PlanWords) -> LetterPart:
    names = {row.id: row.organisation.name for row in found.board.members}
    rows = [
        (
            str(number),
            "\n".join(filter(None, _said_of(one, found, told))),
            names.get(one.member_id or 0, "–"),
            format_day(one.due_on, "d MMM y") if one.due_on else "–",
            label_of(one.status),
        )
        for number, one in enumerate(found.activities, 1)
    ]
    if not rows:
        return LetterParagraph(_("Nothing is written down yet."))
    heading = ["", _("What"), _("Responsible"), _("By"), _("Status")]
    return LetterTable(ACTIVITIES, rows, heading, _("Activities"), together=False)


def _said_of(one: Activity, found: PlanRecord, told: PlanWords) -> Iterator[str]:
    """What is to be done; of a regional plan also for which goal, how one sees it, and the money."""
    yield told(f"activity-{one.id}")
    if not found.regional:
        return
    if goal := told(f"goal-{one.id}"):
        yield _("Goal: %(goal)s", goal=goal)
    if indicator := told(f"indicator-{one.id}"):
        yield _("Indicator: %(indicator)s", indicator=indicator)
    if one.needed is not None:
        yield _(
            "Needed: %(needed)s; found: %(found)s",
            needed=plan_money(one.needed),
            found=plan_money(one.found),
        )


def _approvals(found: PlanRecord, told: PlanWords) -> Iterator[tuple[str, str, str, str]]:
    for member in found.members:
        said = found.said.get(member.organisation_id)
        yield (
            member_title(member),
            said.name if said else "",
            f"{approval_text(said)}{', ' + format_day(said.at, 'd MMM y') if said else ''}",
            (told(f"reason-{said.id}") or GONE) if said and said.reason else "",
        )


def answers_heading() -> list[str]:
    """What its columns are."""
    return [_("Member"), _("Name"), _("Answer"), _("Why")]


def member_title(member: ForumMember) -> str:
    """The organisation, and that it observes where it does."""
    name = member.organisation.name
    return f"{name} ({label_of(member.role)})" if member.role is ForumRole.OBSERVER else name
