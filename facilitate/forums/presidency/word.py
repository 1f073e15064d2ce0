"""The Word file of a work plan with the record of what members said."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from pathlib import Path

from ...data.content import content_folder
from ...lib.document_tables import TableLook
from ...lib.documents import WordFile
from ...lib.text import TAGS
from ...mailing.office_letter import DOTS, SIGNED, signature_cells
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


def plan_word(found: PlanRecord, language: str, told: PlanWords) -> bytes:
    """The work plan as the bytes of a .docx, in the words that may leave."""
    with use_language(language):
        forum, term = pick_wording(found.forum.name), found.term
        at = datetime.combine(found.board.today, time(12), UTC)
        title = plan_title(found) if found.regional else _("Work plan of the presidency")
        file = new_word_file(title, forum, at, language, look=forum_look(found.forum.id))
        file.add(_("Our reference: %(dots)s", dots=DOTS), "Table Text")
        file.add(title, "Heading 2")
        edition = _("edition %(number)d", number=found.plan.edition if found.plan else 1)
        file.add(
            f"{forum} · {term.member.organisation.name} · {term_days(term)} · {edition}",
            "Body Text",
        )
        file.add(plan_said(found), "Body Text")
        if found.regional and plan_money_said(found):
            file.add(plan_money_said(found), "Body Text")
        if found.plan and found.plan.aims:
            file.add(_("Aims"), "Heading 3", with_next=True)
            file.add(told("aims"), "Body Text")
        file.add(_("Activities"), "Heading 3", with_next=True)
        _activities(file, found, told)
        file.add(_("Approval by the members"), "Heading 3", with_next=True)
        _approvals(file, found, told)
        cells = signature_cells([term.member.organisation.name, forum])
        file.separate()
        file.table(SIGNED, [cells], name=_("Place for the stamp"), together=True)
        return file.save()


def _activities(file: WordFile, found: PlanRecord, told: PlanWords) -> None:
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
    if rows:
        file.table(
            ACTIVITIES,
            rows,
            ["", _("What"), _("Responsible"), _("By"), _("Status")],
            name=_("Activities"),
        )
    else:
        file.add(_("Nothing is written down yet."), "Body Text")


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


def _approvals(file: WordFile, found: PlanRecord, told: PlanWords) -> None:
    rows = []
    for member in found.members:
        said = found.said.get(member.organisation_id)
        rows.append(
            (
                member_title(member),
                said.name if said else "",
                f"{approval_text(said)}{', ' + format_day(said.at, 'd MMM y') if said else ''}",
                (told(f"reason-{said.id}") or GONE) if said and said.reason else "",
            )
        )
    add_answers_table(file, rows)


def add_answers_table(file: WordFile, rows: Sequence[tuple[str, str, str, str]]) -> None:
    """The table of what members said."""
    file.table(ANSWERS, rows, answers_heading(), name=_("What the members said"))


def answers_heading() -> list[str]:
    """What its columns are."""
    return [_("Member"), _("Name"), _("Answer"), _("Why")]


def member_title(member: ForumMember) -> str:
    """The organisation, and that it observes where it does."""
    name = member.organisation.name
    return f"{name} ({label_of(member.role)})" if member.role is ForumRole.OBSERVER else name
