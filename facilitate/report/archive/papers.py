"""The papers of an archive: what people open, beside the data that a planner reads."""

from ...budget.excel.actions import budget_workbook as export_budget
from ...checklists.excel.actions import checklist_workbook
from ...guides.choices import Choices
from ...guides.papers.actions import guide_bytes
from ...participation.inviting.actions import people_list_file
from ..papers.actions import edition_word_file
from .gathering import GatheredEvent
from .leaving_texts import OutsideTexts
from .read_me import READ_ME, explain_archive
from .row_choice import Scope

GUIDE, CHECKLIST, BUDGET, PARTICIPANTS = (
    "guide.docx",
    "checklist.xlsx",
    "budget.xlsx",
    "participants.xlsx",
)


def archive_papers(scope: Scope, found: GatheredEvent) -> dict[str, bytes]:
    """The files by name; what would be empty is left out."""
    event, files = scope.event, _reports(scope)
    outside = OutsideTexts(event)
    if found.count("step"):
        files[GUIDE] = guide_bytes(event, Choices(event.language), told=outside)
    if found.count("task"):
        files[CHECKLIST] = checklist_workbook(event)
    if found.count("cost_line") or found.count("contribution"):
        files[BUDGET] = export_budget(event, told=outside)
    if found.count("participation"):
        files[PARTICIPANTS] = people_list_file(event, contacts=False)[1]
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
    return files | readable


def _reports(scope: Scope) -> dict[str, bytes]:
    """The released report in every language; none before the release."""
    if scope.edition is None:
        return {}
    edition = scope.edition
    return {
        f"report-{code}.docx": edition_word_file(scope.event, edition, code)
        for code in edition.content
    }
