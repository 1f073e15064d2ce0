"""The papers of an archive: what people open, beside the data that a planner reads."""

from ...budget.excel.actions import budget_workbook as export_budget
from ...checklists.excel.actions import checklist_workbook
from ...guides.choices import Choices
from ...guides.papers.actions import guide_bytes
from ...participation.inviting.actions import people_list_file
from ..papers.actions import word_from
from .choosing import Scope
from .explaining import READ_ME, explained
from .gathering import Gathered
from .leaving import Outside

GUIDE, CHECKLIST, BUDGET, PARTICIPANTS = (
    "guide.docx",
    "checklist.xlsx",
    "budget.xlsx",
    "participants.xlsx",
)


def papers(scope: Scope, found: Gathered) -> dict[str, bytes]:
    """The files by name; what would be empty is left out."""
    event, files = scope.event, _reports(scope)
    outside = Outside(event)
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
        READ_ME[code]: explained(event, code, list(dict.fromkeys(names)), scope.edition is not None)
        for code in READ_ME
    }
    return files | readable


def _reports(scope: Scope) -> dict[str, bytes]:
    """The released report in every language; none before the release."""
    if scope.edition is None:
        return {}
    edition = scope.edition
    return {
        f"report-{code}.docx": word_from(scope.event, edition, code) for code in edition.content
    }
