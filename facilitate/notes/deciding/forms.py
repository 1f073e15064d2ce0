"""What may be typed about a decision and about an action."""

from collections.abc import Sequence
from typing import Any

from ...events.models import Objective
from ...web.forms import DayField, EnumField, LongTextField, PickField, TextField, VersionedForm
from ...web.i18n import _, _l, pick_wording
from ..models import DecisionMethod, NoteAction, NoteDecision
from .actions import assign_action
from .owners import ActionOwner, KnownOwner, find_owner

LONGEST = 2_000
"""Characters of a decision or an action: as long as a line of the notes."""


class DecisionForm(VersionedForm):
    """A decision: what, how it was reached, what spoke against it, what it serves."""

    text = LongTextField(_l("What was decided"), required=True, limit=LONGEST)
    how = EnumField(_l("How it was reached"), of=DecisionMethod)
    objections = LongTextField(
        _l("Objections"),
        limit=LONGEST,
        description=_l("In the words used to raise them, without naming victims."),
    )
    objective_id = PickField(_l("Objective it serves"))

    def __init__(
        self, objectives: Sequence[Objective], row: NoteDecision | None = None, **options: Any
    ) -> None:
        super().__init__(obj=row, **options)
        self.objective_id.offer(objectives, _called)

    def validate(self, extra_validators: Any = None) -> bool:
        """As every form; whoever says that there were objections also says which."""
        right = bool(super().validate(extra_validators))
        if right and self.how.data is DecisionMethod.OBJECTIONS and not self.objections.data:
            self.objections.errors = [_("Please write down what the objections were.")]
            return False
        return right


class ActionForm(VersionedForm):
    """An action: what, who, by when, what it serves. `owner` is typed; who is known by that name is found."""

    text = LongTextField(_l("What is to be done"), required=True, limit=LONGEST)
    owner = TextField(
        _l("Who"), description=_l("A name is enough; participants and team members are suggested.")
    )
    due_on = DayField(_l("By when"), required=False)
    objective_id = PickField(_l("Objective it serves"))

    def __init__(
        self,
        objectives: Sequence[Objective],
        known: Sequence[KnownOwner],
        row: NoteAction | None = None,
        **options: Any,
    ) -> None:
        super().__init__(obj=row, **options)
        self.objective_id.offer(objectives, _called)
        self.known = list(known)
        if row is not None and (
            row.person_id or row.member_id
        ):  # who has left the list still stands there
            self.known.append(KnownOwner(ActionOwner(row.person_id, row.member_id), row.owner))

    @property
    def whose(self) -> ActionOwner:
        """Who is meant by what was typed."""
        return find_owner(self.owner.data or "", self.known)

    def populate_obj(self, obj: NoteAction) -> None:
        """Everything that was typed; the owner as whoever is known by that name."""
        obj.text, obj.due_on, obj.objective_id = (
            self.text.data,
            self.due_on.data,
            self.objective_id.data,
        )
        assign_action(obj, self.whose)


def ask_objective(form: DecisionForm | ActionForm, served: Sequence[int]) -> None:
    """Of a step that serves several objectives the form asks which one is meant, and offers these first."""
    if len(served) < 2:
        return
    field = form.objective_id
    first = [one for one in field.choices if one.value in served]
    codes = ", ".join(one.label.partition(" · ")[0] for one in first)
    field.choices = [*first, *(one for one in field.choices if one.value not in served)]
    field.description = _("This step serves %(codes)s: which one is it about?", codes=codes)


def _called(objective: Objective) -> str:
    return f"{objective.code} · {pick_wording(objective.text)}"
