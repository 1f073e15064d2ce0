"""The papers of an archive: what people open, beside the data that a planner reads, and the two pages that say what is what."""

from collections.abc import Collection

from ...budget.excel.actions import budget_workbook as export_budget
from ...checklists.excel.actions import checklist_workbook
from ...events.models import Event
from ...guides.choices import Choices
from ...guides.papers.actions import guide_bytes
from ...participation.inviting.actions import people_list_file
from ...release.ways import ANNOUNCED
from ...web.i18n import _, use_language
from ..content import report_from_json
from ..papers.actions import report_word_file
from .archived_tables import TableFate
from .gathering import GatheredEvent
from .leaving_texts import OutsideTexts
from .packing import without_times
from .row_choice import Scope

READ_ME = {"en": "README.txt", "sq": "LEXOMË.txt"}


def explain_archive(
    event: Event, language: str, names: Collection[str], *, released: bool, answers: bool
) -> bytes:
    """What stands in the archive, in that language, for somebody who opens it with no planner at hand."""
    with use_language(language):
        title = event.title.to(language)
        about = _(
            "This is the archive of one event. To import it into another planner, choose "
            "“New event”, then “Import an archive”."
        )
        lines = [title, "=" * len(title), "", about, ""]
        lines += [
            f"{name}\n    {what}"
            for name, what in _files().items()
            if name in {*names, *_data(released, answers)}
        ]
        lines += ["", _("What is left out on purpose")]
        lines += [f"- {one}" for one in _left(released, answers)]
    return ("\r\n".join("\r\n".join(line.split("\n")) for line in lines) + "\r\n").encode(
        "utf-8-sig"
    )


def _data(released: bool, answers: bool) -> list[str]:
    said = ["notes.json", "report.json"] if released else []
    return ["archive.json", "event.json", *said, *(["answers.sealed"] if answers else [])]


def _files() -> dict[str, str]:
    return {
        "report-sq.docx": _("The report of the proceedings in Albanian, as it was released."),
        "report-en.docx": _("The report of the proceedings in English, as it was released."),
        "guide.docx": _("The facilitator guide."),
        "checklist.xlsx": _("The checklist."),
        "participants.xlsx": _(
            "The list of people, without their addresses and phone numbers. Not for publication."
        ),
        "budget.xlsx": _("The budget."),
        "presentations/": _("Presentations and annexes that may go out with the report."),
        "photos/": _("Photos of flip charts."),
        "archive.json": _("What this archive is, and which planner made it."),
        "event.json": _(
            "The event itself: agenda, café, checklist, people, money and the rest, for "
            "another planner to import."
        ),
        "notes.json": _("What was said, decided and promised, as cleared for release."),
        "report.json": _("The report as it was released, for another planner to import."),
        "answers.sealed": _(
            "What people answered to the consultation and the evaluation, for another planner to import. It is "
            "sealed: nobody can read it without its key, which was shown when this archive was made."
        ),
    }


def _left(released: bool, answers: bool) -> list[str]:
    """What somebody might look for in vain."""
    notes = [] if released else [_("Notes and report: two people must release the report first.")]
    return [
        *notes,
        _("E-mail addresses, phone numbers, passwords and access links."),
        _("What was removed, is not for the report, or was cut from a text before release."),
        *(
            []
            if answers
            else [
                _(
                    "Answers to the consultation and the evaluation: people gave them to this office "
                    "only. Themes and objectives are included."
                )
            ]
        ),
        _(
            "What people need (food, access, lodging), their gender, comments of the team, and who changed what."
        ),
        _("What belongs to a forum itself: members, duties, work plans."),
    ]


GUIDE, CHECKLIST, BUDGET, PARTICIPANTS = (
    "guide.docx",
    "checklist.xlsx",
    "budget.xlsx",
    "participants.xlsx",
)


def archive_papers(scope: Scope, found: GatheredEvent) -> dict[str, bytes]:
    """The files by name; what would be empty is left out."""
    event, files = scope.event, _reports(scope, found)
    outside = OutsideTexts(event, announced=_announced(found))
    if found.count("step"):
        files[GUIDE] = guide_bytes(
            event, Choices(event.language), told=outside, sources=scope.answers
        )
    if found.count("task"):
        files[CHECKLIST] = checklist_workbook(event, told=outside)
    if found.count("cost_line") or found.count("contribution"):
        files[BUDGET] = export_budget(event, told=outside)
    if found.count("participation"):
        files[PARTICIPANTS] = people_list_file(event, contacts=False, outside=True)[1]
    names = [*files, *(f"{one.split('/')[0]}/" for one in found.content)]
    readable = {
        READ_ME[code]: explain_archive(
            event,
            code,
            list(dict.fromkeys(names)),
            released=scope.edition is not None,
            answers=scope.answers,
        )
        for code in READ_ME
    }
    return {name: without_times(paper) for name, paper in files.items()} | readable


def _announced(found: GatheredEvent) -> set[str]:
    """What the archive tells that was written to be told: titles, aims, names of who leads and speaks."""
    values = [
        value
        for table, rows in found.files[TableFate.EVENT].items()
        for row in rows
        for column, value in row.items()
        if f"{table}.{column}" in ANNOUNCED
    ]
    both = [[*value.values()] if isinstance(value, dict) else [value] for value in values]
    return {text for some in both for text in some if isinstance(text, str)}


def _reports(scope: Scope, found: GatheredEvent) -> dict[str, bytes]:
    """The released report in every language, its parts under the numbers of the archive; none before the release."""
    if scope.edition is None:
        return {}
    row = found.files[TableFate.REPORT]["edition"][0]
    return {
        f"report-{code}.docx": report_word_file(
            scope.event, scope.edition, report_from_json(content)
        )
        for code, content in row["content"].items()
    }
