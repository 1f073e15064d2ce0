"""What can be written: each the form of a page, filled in and sent."""

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
from ..forums.meetings.forms import PointForm
from ..forums.models import OpenPoint
from ..notes.models import NoteLine
from ..notes.taking.forms import AddLineForm as NewLineForm
from ..notes.taking.forms import LineForm
from ..participation.forms import AddPeopleForm, NewPersonForm, ParticipationForm
from ..participation.models import Participation
from ..setup.forms import NewEventForm
from ..web.i18n import _, _l
from .operation import WriteOperation, declare_create_and_edit, declare_operation
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

declare_create_and_edit(
    "organisation",
    "/organisations",
    "<int:organisation_id>",
    pages=("directory.create_organisation", "directory.edit_organisation"),
    area=ApiArea.DIRECTORY,
    form=OrganisationForm,
    makes=Organisation,
    about=(_l("Add an organisation to the directory"), _l("Change an organisation")),
)
declare_create_and_edit(
    "person",
    "/people",
    "<int:person_id>",
    pages=("directory.create_person", "directory.edit_person"),
    area=ApiArea.DIRECTORY,
    form=PersonForm,
    makes=Person,
    about=(_l("Add a person to the directory"), _l("Change a person")),
)
declare_create_and_edit(
    "step",
    "/events/<slug>/steps",
    "<int:step_id>",
    pages=("agenda.add_step", "agenda.edit_step"),
    area=ApiArea.AGENDA,
    form=StepForm,
    makes=Step,
    about=(_l("Add a step to the agenda"), _l("Change a step")),
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
        name="edit_event",
        method="PATCH",
        path="/events/<slug>",
        page="events.edit_event",
        area=ApiArea.EVENTS,
        about=_l("Change an event"),
        forms=(EventForm,),
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
        name="edit_participation",
        method="PATCH",
        path="/events/<slug>/people/<int:row_id>",
        page="participation.edit_participation",
        area=ApiArea.PEOPLE,
        about=_l("Change status, roles or place of somebody on the list"),
        forms=(ParticipationForm,),
        shows="participation",
    ),
    WriteOperation(
        name="remove_participation",
        method="DELETE",
        path="/events/<slug>/people/<int:row_id>",
        page="participation.remove_participation",
        area=ApiArea.PEOPLE,
        about=_l("Remove somebody from the list; the bin keeps them"),
        shows="participation",
    ),
    WriteOperation(
        name="create_task",
        method="POST",
        path="/events/<slug>/tasks",
        page="checklists.create_task",
        area=ApiArea.TASKS,
        about=_l("Add a task to the checklist"),
        forms=(TaskForm,),
        makes=Task,
        shows="task",
    ),
    WriteOperation(
        name="edit_task",
        method="PATCH",
        path="/events/<slug>/tasks/<int:task_id>",
        page="checklists.save_task",
        area=ApiArea.TASKS,
        about=_l("Change a task"),
        forms=(TaskForm,),
        opened="checklists.show_task",
        shows="task",
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
        name="remove_task",
        method="DELETE",
        path="/events/<slug>/tasks/<int:task_id>",
        page="checklists.remove_task",
        area=ApiArea.TASKS,
        about=_l("Remove a task; the bin keeps it"),
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
    WriteOperation(
        name="edit_note",
        method="PATCH",
        path="/events/<slug>/notes/<int:line_id>",
        page="notes.edit_line",
        area=ApiArea.NOTES,
        about=_l("Change a line"),
        forms=(LineForm,),
        shows="note",
    ),
    WriteOperation(
        name="raise_point",
        method="POST",
        path="/forums/<slug>/points",
        page="forums.raise_point",
        area=ApiArea.FORUMS,
        about=_l("Write down an action or a question of a forum"),
        forms=(PointForm,),
        opened="forums.list_meetings",
        makes=OpenPoint,
        shows="point",
    ),
    WriteOperation(
        name="edit_point",
        method="PATCH",
        path="/forums/<slug>/points/<int:point_id>",
        page="forums.edit_point",
        area=ApiArea.FORUMS,
        about=_l("Change an action or a question"),
        forms=(PointForm,),
        shows="point",
    ),
):
    declare_operation(_operation)
