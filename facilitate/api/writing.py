"""What can be written of events, people, steps, tasks, answers and notes: each the form of a page, filled in and sent."""

from collections.abc import Mapping
from typing import Any

from ..agenda.editing.forms import StepForm
from ..agenda.models import Step
from ..checklists.models import Task
from ..checklists.working.forms import StatusForm, TaskCommentForm, TaskForm
from ..consultation.answering.forms import StakeholderForm
from ..consultation.models import QuestionnairePurpose
from ..consultation.papers.forms import TypedPaperForm
from ..directory.forms import OrganisationForm, PersonForm
from ..directory.models import Organisation, Person
from ..events.forms import EventForm
from ..events.models import Event
from ..notes.models import NoteLine
from ..notes.taking.forms import AddLineForm as NewLineForm
from ..notes.taking.forms import LineForm
from ..participation.forms import AddPeopleForm, NewPersonForm, ParticipationForm
from ..participation.models import Participation
from ..setup.forms import NewEventForm
from ..web.i18n import _, _l
from .entities import BIN, UNDO, ApiEntity, EntityAct, declare_entities
from .operation import WriteOperation, declare_operation
from .problems import ApiProblem
from .rights import ApiArea


def _answers(sent: Mapping[str, Any]) -> dict[str, Any]:
    """`answers` by number of question, as the fields of the paper that is typed in: a text, a choice, choices in their order."""
    fields = {name: value for name, value in sent.items() if name != "answers"}
    given = sent.get("answers", {})
    if not isinstance(given, dict):
        raise ApiProblem(
            422, errors={"answers": [_("This is not the kind of value that belongs here.")]}
        )
    return fields | {f"question_{key}": value for key, value in given.items()}


ANSWERS = {
    "answers": {
        "type": "object",
        "description": _l(
            "By number of question: a text, the number of a choice, or a list of numbers, the first first."
        ),
        "additionalProperties": {
            "oneOf": [
                {"type": "string"},
                {"type": "integer"},
                {"type": "array", "items": {"type": "integer"}},
            ]
        },
    }
}

LINES: dict[str, dict[str, Any]] = {
    "lines": {
        "type": "string",
        "minLength": 1,
        "description": _l("A step a line, such as: 10:30 Coffee 30"),
    },
    "where": {
        "type": "string",
        "description": _l(
            "The list they go to, as “where” of a step says it: a day (2027-03-18), “block-12”, “parked”"
        ),
    },
    "after": {
        "type": "integer",
        "description": _l("Instead of “where”: the number of the step they stand below"),
    },
}


def _lines(sent: Mapping[str, Any]) -> dict[str, str]:
    """What the field at the end of a list of the agenda sends."""
    known = {"string": str, "integer": int}
    wrong = {name: [_("There is no such field.")] for name in sent if name not in LINES}
    wrong |= {
        name: [_("This is not the kind of value that belongs here.")]
        for name, one in LINES.items()
        if name in sent and type(sent[name]) is not known[one["type"]]
    }
    if not wrong and ("where" in sent) is ("after" in sent):
        wrong["where"] = [_("Say either “where” or “after”.")]
    if not wrong and not str(sent.get("lines", "")).strip():
        wrong["lines"] = [_("Write what happens in this step, such as: 10:30 Coffee 30")]
    if wrong:
        raise ApiProblem(422, errors=wrong)
    called = {"lines": "line", "where": "in", "after": "after"}
    return {called[name]: str(value) for name, value in sent.items()}


declare_entities(
    ApiEntity(
        "event",
        "/events",
        "<slug>",
        ApiArea.EVENTS,
        form=EventForm,
        edit=EntityAct("events.edit_event", _l("Edit an event")),
        remove=EntityAct(
            "events.archive_event",
            _l("Archive an event: out of sight, everything stays"),
            name="archive_event",
        ),
    ),
    ApiEntity(
        "organisation",
        "/organisations",
        "<int:organisation_id>",
        ApiArea.DIRECTORY,
        form=OrganisationForm,
        makes=Organisation,
        create=EntityAct(
            "directory.create_organisation", _l("Add an organisation to the directory")
        ),
        edit=EntityAct("directory.edit_organisation", _l("Edit an organisation")),
        remove=EntityAct("directory.remove_organisation", BIN),
    ),
    ApiEntity(
        "person",
        "/people",
        "<int:person_id>",
        ApiArea.DIRECTORY,
        form=PersonForm,
        makes=Person,
        create=EntityAct("directory.create_person", _l("Add a person to the directory")),
        edit=EntityAct("directory.edit_person", _l("Edit a person")),
        remove=EntityAct("directory.remove_person", BIN),
    ),
    ApiEntity(
        "participation",
        "/events/<slug>/people",
        "<int:row_id>",
        ApiArea.PEOPLE,
        form=ParticipationForm,
        edit=EntityAct(
            "participation.edit_participation",
            _l("Edit status, roles or place of somebody on the list"),
        ),
        remove=EntityAct(
            "participation.remove_participation",
            _l("Remove somebody from the list; the bin keeps them"),
        ),
    ),
    ApiEntity(
        "step",
        "/events/<slug>/steps",
        "<int:step_id>",
        ApiArea.AGENDA,
        form=StepForm,
        makes=Step,
        create=EntityAct("agenda.add_step", _l("Add a step to the agenda")),
        edit=EntityAct("agenda.edit_step", _l("Edit a step")),
        remove=EntityAct(
            "agenda.remove_steps",
            _l("Remove a step and what it holds; it can be undone"),
            sent={"step": "{step_id}", "sure": "y"},
        ),
    ),
    ApiEntity(
        "task",
        "/events/<slug>/tasks",
        "<int:task_id>",
        ApiArea.TASKS,
        form=TaskForm,
        makes=Task,
        create=EntityAct("checklists.create_task", _l("Add a task to the checklist")),
        edit=EntityAct("checklists.save_task", _l("Edit a task"), opened="checklists.show_task"),
        remove=EntityAct("checklists.remove_task", _l("Remove a task; the bin keeps it")),
    ),
    ApiEntity(
        "note",
        "/events/<slug>/notes",
        "<int:line_id>",
        ApiArea.NOTES,
        form=LineForm,
        edit=EntityAct("notes.edit_line", _l("Edit a line")),
        remove=EntityAct("notes.change_line_state", UNDO, always={"what": "remove"}),
    ),
)

for _operation in (
    WriteOperation(
        name="create_event",
        method="POST",
        path="/events",
        page="setup.new_event",
        area=ApiArea.EVENTS,
        about=_l("Create an event; you become its organiser"),
        forms=(NewEventForm,),
        makes=Event,
        shows="event",
    ),
    WriteOperation(
        name="add_people",
        method="POST",
        path="/events/<slug>/people",
        page="participation.add_people_to_list",
        area=ApiArea.PEOPLE,
        about=_l("Put people of the directory on the event’s list"),
        forms=(AddPeopleForm,),
        makes=Participation,
        shows="participation",
        many="participations",
    ),
    WriteOperation(
        name="add_typed_lines",
        method="POST",
        path="/events/<slug>/agenda/lines",
        page="agenda.add_typed_line_steps",
        area=ApiArea.AGENDA,
        about=_l("Add a step for each line, read as the agenda reads what is typed there"),
        opened="agenda.understand_line",
        given=_lines,
        takes=LINES,
        needed=("lines",),
        makes=Step,
        shows="step",
        many="steps",
    ),
    WriteOperation(
        name="create_participation",
        method="POST",
        path="/events/<slug>/people/new",
        page="participation.add_new_person",
        area=ApiArea.PEOPLE,
        about=_l("Put somebody new into the directory and on the event’s list"),
        forms=(NewPersonForm,),
        makes=Participation,
        shows="participation",
    ),
    WriteOperation(
        name="set_task_status",
        method="POST",
        path="/events/<slug>/tasks/<int:task_id>/status",
        page="checklists.set_task_status",
        area=ApiArea.TASKS,
        about=_l("Tick a task, or give it another status"),
        forms=(StatusForm,),
        opened="checklists.show_task",
        shows="task",
    ),
    WriteOperation(
        name="comment_on_task",
        method="POST",
        path="/events/<slug>/tasks/<int:task_id>/comments",
        page="checklists.add_task_comment",
        area=ApiArea.TASKS,
        about=_l("Say something about a task"),
        forms=(TaskCommentForm,),
        opened="checklists.show_task",
        shows="task",
    ),
    WriteOperation(
        name="send_answer",
        method="POST",
        path="/events/<slug>/answers",
        page="consultation.enter_paper",
        area=ApiArea.ANSWERS,
        about=_l("Send one answer; sent again with the same receipt it counts once"),
        forms=(StakeholderForm, TypedPaperForm),
        given=_answers,
        takes=ANSWERS,
        always={"purpose": QuestionnairePurpose.CONSULTATION.value},
    ),
    WriteOperation(
        name="write_note",
        method="POST",
        path="/events/<slug>/steps/<int:step_id>/notes",
        page="notes.take_notes",
        area=ApiArea.NOTES,
        about=_l("Write a line at a step"),
        forms=(NewLineForm,),
        makes=NoteLine,
        shows="note",
    ),
):
    declare_operation(_operation)
