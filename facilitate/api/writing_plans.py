"""What can be written of aims, what came of them, money and forums: each the form of a page, as in `writing`."""

from ..agenda.editing.forms import RoomForm
from ..agenda.models import Room
from ..budget.contributions.forms import ContributionForm
from ..budget.costs.forms import CostForm
from ..budget.models import Contribution, CostLine
from ..events.models import Goal, Objective
from ..forums.forms import ForumForm
from ..forums.models import Forum
from ..guides.models import Rehearsal
from ..guides.rehearsing.forms import RehearsalForm
from ..notes.deciding.forms import ActionForm, DecisionForm
from ..notes.models import NoteAction, NoteDecision
from ..objectives.forms import GoalForm, ObjectiveForm, ObjectiveIndicatorForm, PresentationForm
from ..objectives.models import ObjectiveIndicator, Presentation
from ..web.i18n import _l
from .operation import WriteOperation, declare_create_and_edit, declare_one, declare_operation
from .rights import ApiArea

declare_create_and_edit(
    "goal",
    "/events/<slug>/goals",
    "<int:goal_id>",
    pages=("objectives.add_goal", "objectives.edit_goal"),
    area=ApiArea.EVENTS,
    form=GoalForm,
    makes=Goal,
    about=(_l("Add a goal"), _l("Change a goal")),
)
declare_create_and_edit(
    "objective",
    "/events/<slug>/objectives",
    "<int:objective_id>",
    pages=("objectives.create_objective", "objectives.edit_objective"),
    area=ApiArea.EVENTS,
    form=ObjectiveForm,
    makes=Objective,
    about=(_l("Add an objective"), _l("Change an objective")),
)
declare_one("presentation", "<int:presentation_id>", "presentations", _l("One presentation"))
declare_create_and_edit(
    "presentation",
    "/events/<slug>/presentations",
    "<int:presentation_id>",
    pages=("objectives.add_presentation", "objectives.edit_presentation"),
    area=ApiArea.EVENTS,
    form=PresentationForm,
    makes=Presentation,
    about=(_l("Add what could be presented"), _l("Change what could be presented")),
)
declare_one("room", "<int:room_id>", "rooms", _l("One room"))
declare_create_and_edit(
    "room",
    "/events/<slug>/rooms",
    "<int:room_id>",
    pages=("agenda.edit_rooms", "agenda.edit_room"),
    area=ApiArea.AGENDA,
    form=RoomForm,
    makes=Room,
    about=(_l("Add a room"), _l("Change a room")),
)
declare_create_and_edit(
    "rehearsal",
    "/events/<slug>/rehearsals",
    "<int:rehearsal_id>",
    pages=("guides.create_rehearsal", "guides.edit_rehearsal"),
    area=ApiArea.EVENTS,
    form=RehearsalForm,
    makes=Rehearsal,
    about=(_l("Plan a rehearsal"), _l("Change a rehearsal")),
)
declare_create_and_edit(
    "decision",
    "/events/<slug>/decisions",
    "<int:decision_id>",
    pages=("notes.add_decision", "notes.edit_decision"),
    area=ApiArea.NOTES,
    form=DecisionForm,
    makes=NoteDecision,
    about=(_l("Add a decision"), _l("Change a decision")),
    opened="notes.show_decisions",
)
declare_create_and_edit(
    "action",
    "/events/<slug>/actions",
    "<int:action_id>",
    pages=("notes.add_action", "notes.edit_action"),
    area=ApiArea.NOTES,
    form=ActionForm,
    makes=NoteAction,
    about=(_l("Add an action"), _l("Change an action")),
    opened="notes.show_decisions",
)
declare_create_and_edit(
    "cost",
    "/events/<slug>/costs",
    "<int:cost_id>",
    pages=("budget.create_cost", "budget.edit_cost"),
    area=ApiArea.BUDGET,
    form=CostForm,
    makes=CostLine,
    about=(_l("Add a cost"), _l("Change a cost")),
)
declare_create_and_edit(
    "contribution",
    "/events/<slug>/contributions",
    "<int:contribution_id>",
    pages=("budget.create_contribution", "budget.edit_contribution"),
    area=ApiArea.BUDGET,
    form=ContributionForm,
    makes=Contribution,
    about=(_l("Add a contribution"), _l("Change a contribution")),
)
declare_create_and_edit(
    "forum",
    "/forums",
    "<slug>",
    pages=("forums.create_forum", "forums.edit_forum"),
    area=ApiArea.FORUMS,
    form=ForumForm,
    makes=Forum,
    about=(_l("Add a forum"), _l("Change a forum")),
)
for _operation in (
    WriteOperation(
        name="create_indicator",
        method="POST",
        path="/events/<slug>/objectives/<int:objective_id>/indicators",
        page="objectives.add_objective_indicator",
        area=ApiArea.EVENTS,
        about=_l("Say what shall change because of an objective"),
        forms=(ObjectiveIndicatorForm,),
        makes=ObjectiveIndicator,
        shows="indicator",
    ),
    WriteOperation(
        name="edit_indicator",
        method="PATCH",
        path="/events/<slug>/indicators/<int:indicator_id>",
        page="objectives.edit_objective_indicator",
        area=ApiArea.EVENTS,
        about=_l("Change what shall change"),
        forms=(ObjectiveIndicatorForm,),
        shows="indicator",
    ),
    WriteOperation(
        name="remove_indicator",
        method="DELETE",
        path="/events/<slug>/indicators/<int:indicator_id>",
        page="objectives.remove_objective_indicator",
        area=ApiArea.EVENTS,
        about=_l("Remove it; the bin keeps it"),
        shows="indicator",
    ),
    WriteOperation(
        name="remove_decision",
        method="DELETE",
        path="/events/<slug>/decisions/<int:decision_id>",
        page="notes.change_decision_state",
        area=ApiArea.NOTES,
        about=_l("Remove it; it can be restored"),
        shows="decision",
        always={"what": "remove"},
    ),
    WriteOperation(
        name="remove_action",
        method="DELETE",
        path="/events/<slug>/actions/<int:action_id>",
        page="notes.change_action_state",
        area=ApiArea.NOTES,
        about=_l("Remove it; it can be restored"),
        shows="action",
        always={"what": "remove"},
    ),
):
    declare_operation(_operation)
