"""What can be removed: each the button of a page. It stays in the bin, or can be undone, as there."""

from ..web.i18n import _l
from .operation import declare_remove
from .rights import ApiArea

BIN, UNDO = _l("Remove it; the bin keeps it"), _l("Remove it; it can be restored")

declare_remove(
    "remove_goal",
    "/events/<slug>/goals/<int:goal_id>",
    "objectives.remove_objective",
    area=ApiArea.EVENTS,
    about=BIN,
    shows="goal",
    called={"goal_id": "number"},
    always={"kind": "goals"},
)
declare_remove(
    "remove_objective",
    "/events/<slug>/objectives/<int:objective_id>",
    "objectives.remove_objective",
    area=ApiArea.EVENTS,
    about=BIN,
    shows="objective",
    called={"objective_id": "number"},
    always={"kind": "objectives"},
)
declare_remove(
    "remove_presentation",
    "/events/<slug>/presentations/<int:presentation_id>",
    "objectives.remove_objective",
    area=ApiArea.EVENTS,
    about=BIN,
    shows="presentation",
    called={"presentation_id": "number"},
    always={"kind": "presentations"},
)
declare_remove(
    "remove_rehearsal",
    "/events/<slug>/rehearsals/<int:rehearsal_id>",
    "guides.remove_rehearsal",
    area=ApiArea.EVENTS,
    about=BIN,
    shows="rehearsal",
)
declare_remove(
    "archive_event",
    "/events/<slug>",
    "events.archive_event",
    area=ApiArea.EVENTS,
    about=_l("Archive an event: out of sight, everything stays"),
    shows="event",
)
declare_remove(
    "remove_organisation",
    "/organisations/<int:organisation_id>",
    "directory.remove_organisation",
    area=ApiArea.DIRECTORY,
    about=BIN,
    shows="organisation",
)
declare_remove(
    "remove_person",
    "/people/<int:person_id>",
    "directory.remove_person",
    area=ApiArea.DIRECTORY,
    about=BIN,
    shows="person",
)
declare_remove(
    "remove_step",
    "/events/<slug>/steps/<int:step_id>",
    "agenda.remove_steps",
    area=ApiArea.AGENDA,
    about=_l("Remove a step and what it holds; it can be undone"),
    shows="step",
    sent={"step": "{step_id}", "sure": "y"},
)
declare_remove(
    "remove_room",
    "/events/<slug>/rooms/<int:room_id>",
    "agenda.remove_room",
    area=ApiArea.AGENDA,
    about=_l("Remove a room; it can be undone"),
    shows="room",
)
declare_remove(
    "remove_note",
    "/events/<slug>/notes/<int:line_id>",
    "notes.change_line_state",
    area=ApiArea.NOTES,
    about=UNDO,
    shows="note",
    always={"what": "remove"},
)
declare_remove(
    "remove_cost",
    "/events/<slug>/costs/<int:cost_id>",
    "budget.change_cost",
    area=ApiArea.BUDGET,
    about=UNDO,
    shows="cost",
    sent={"what": "remove"},
)
declare_remove(
    "remove_contribution",
    "/events/<slug>/contributions/<int:contribution_id>",
    "budget.change_contribution",
    area=ApiArea.BUDGET,
    about=UNDO,
    shows="contribution",
    sent={"what": "remove"},
)
declare_remove(
    "remove_forum",
    "/forums/<slug>",
    "forums.remove_forum",
    area=ApiArea.FORUMS,
    about=_l("Remove a forum; its events stay, and the bin keeps it"),
    shows="forum",
)
