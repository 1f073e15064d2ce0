"""What can be written of aims, what came of them, rooms, rehearsals and money: each the form of a page."""

from ..agenda.editing.forms import RoomForm
from ..agenda.models import Room
from ..budget.contributions.forms import ContributionForm
from ..budget.costs.forms import CostForm
from ..budget.models import Contribution, CostLine
from ..events.models import Goal, Objective
from ..guides.models import Rehearsal
from ..guides.rehearsing.forms import RehearsalForm
from ..notes.deciding.forms import ActionForm, DecisionForm
from ..notes.models import NoteAction, NoteDecision
from ..objectives.forms import GoalForm, ObjectiveForm, ObjectiveIndicatorForm, PresentationForm
from ..objectives.models import ObjectiveIndicator, Presentation
from ..web.i18n import _l
from .entities import BIN, UNDO, ApiEntity, EntityAct, declare_entities
from .rights import ApiArea

declare_entities(
    ApiEntity(
        "goal",
        "/events/<slug>/goals",
        "<int:goal_id>",
        ApiArea.EVENTS,
        form=GoalForm,
        makes=Goal,
        create=EntityAct("objectives.add_goal", _l("Add a goal")),
        edit=EntityAct("objectives.edit_goal", _l("Edit a goal")),
        remove=EntityAct(
            "objectives.remove_objective",
            BIN,
            called={"goal_id": "number"},
            always={"kind": "goals"},
        ),
    ),
    ApiEntity(
        "objective",
        "/events/<slug>/objectives",
        "<int:objective_id>",
        ApiArea.EVENTS,
        form=ObjectiveForm,
        makes=Objective,
        create=EntityAct("objectives.create_objective", _l("Add an objective")),
        edit=EntityAct("objectives.edit_objective", _l("Edit an objective")),
        remove=EntityAct(
            "objectives.remove_objective",
            BIN,
            called={"objective_id": "number"},
            always={"kind": "objectives"},
        ),
    ),
    ApiEntity(
        "indicator",
        "/events/<slug>/indicators",
        "<int:indicator_id>",
        ApiArea.EVENTS,
        form=ObjectiveIndicatorForm,
        makes=ObjectiveIndicator,
        create=EntityAct(
            "objectives.add_objective_indicator",
            _l("Say what should change because of an objective"),
            path="/events/<slug>/objectives/<int:objective_id>/indicators",
        ),
        edit=EntityAct(
            "objectives.edit_objective_indicator", _l("Edit an indicator of an objective")
        ),
        remove=EntityAct("objectives.remove_objective_indicator", BIN),
    ),
    ApiEntity(
        "presentation",
        "/events/<slug>/presentations",
        "<int:presentation_id>",
        ApiArea.EVENTS,
        form=PresentationForm,
        makes=Presentation,
        among=("presentations", _l("One presentation")),
        create=EntityAct("objectives.add_presentation", _l("Add what could be presented")),
        edit=EntityAct("objectives.edit_presentation", _l("Edit what could be presented")),
        remove=EntityAct(
            "objectives.remove_objective",
            BIN,
            called={"presentation_id": "number"},
            always={"kind": "presentations"},
        ),
    ),
    ApiEntity(
        "room",
        "/events/<slug>/rooms",
        "<int:room_id>",
        ApiArea.AGENDA,
        form=RoomForm,
        makes=Room,
        among=("rooms", _l("One room")),
        create=EntityAct("agenda.edit_rooms", _l("Add a room")),
        edit=EntityAct("agenda.edit_room", _l("Edit a room")),
        remove=EntityAct("agenda.remove_room", _l("Remove a room; it can be undone")),
    ),
    ApiEntity(
        "rehearsal",
        "/events/<slug>/rehearsals",
        "<int:rehearsal_id>",
        ApiArea.EVENTS,
        form=RehearsalForm,
        makes=Rehearsal,
        create=EntityAct("guides.create_rehearsal", _l("Plan a rehearsal")),
        edit=EntityAct("guides.edit_rehearsal", _l("Edit a rehearsal")),
        remove=EntityAct("guides.remove_rehearsal", BIN),
    ),
    ApiEntity(
        "decision",
        "/events/<slug>/decisions",
        "<int:decision_id>",
        ApiArea.NOTES,
        form=DecisionForm,
        makes=NoteDecision,
        create=EntityAct("notes.add_decision", _l("Add a decision"), opened="notes.show_decisions"),
        edit=EntityAct("notes.edit_decision", _l("Edit a decision")),
        remove=EntityAct("notes.change_decision_state", UNDO, always={"what": "remove"}),
    ),
    ApiEntity(
        "action",
        "/events/<slug>/actions",
        "<int:action_id>",
        ApiArea.NOTES,
        form=ActionForm,
        makes=NoteAction,
        create=EntityAct("notes.add_action", _l("Add an action"), opened="notes.show_decisions"),
        edit=EntityAct("notes.edit_action", _l("Edit an action")),
        remove=EntityAct("notes.change_action_state", UNDO, always={"what": "remove"}),
    ),
    ApiEntity(
        "cost",
        "/events/<slug>/costs",
        "<int:cost_id>",
        ApiArea.BUDGET,
        form=CostForm,
        makes=CostLine,
        create=EntityAct("budget.create_cost", _l("Add a cost")),
        edit=EntityAct("budget.edit_cost", _l("Edit a cost")),
        remove=EntityAct("budget.change_cost", UNDO, sent={"what": "remove"}),
    ),
    ApiEntity(
        "contribution",
        "/events/<slug>/contributions",
        "<int:contribution_id>",
        ApiArea.BUDGET,
        form=ContributionForm,
        makes=Contribution,
        create=EntityAct("budget.create_contribution", _l("Add a contribution")),
        edit=EntityAct("budget.edit_contribution", _l("Edit a contribution")),
        remove=EntityAct("budget.change_contribution", UNDO, sent={"what": "remove"}),
    ),
)
