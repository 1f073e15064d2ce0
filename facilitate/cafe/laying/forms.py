"""What may be typed about a café: its numbers, its questions, its tables."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from ...agenda.group_forms import GroupCompany
from ...events.models import Member, Objective
from ...lib.text import plain_text
from ...web.forms import (
    EnumField,
    NumberField,
    PickField,
    PlannerForm,
    TextField,
    VersionedForm,
    WordsField,
)
from ...web.i18n import _, _l, _n, label_of, pick_wording, sort_by_name
from ..floor import CafeFloor
from ..labels import online_host_said_of
from ..models import CafeTable, CafeTablePlace, Who
from ..traits import OWN, Trait

SORTING = (Trait.REGION, Trait.SECTOR, Trait.LEVEL, Trait.ORGANISATION, Trait.LANGUAGE)
"""In what the people of a group may be alike, besides columns of the organiser's own."""
QUESTION = 500
"""Characters of a question."""


class NumbersForm(VersionedForm):
    """How a café runs, and whom it seats."""

    rounds = NumberField(_l("Rounds"), least=1, most=12)
    minutes = NumberField(_l("Minutes per round"), least=1, most=240)
    move = NumberField(_l("Minutes to change tables"), least=0, most=60)
    harvest = NumberField(_l("Minutes for the harvest in plenary"), least=0, most=240)
    company = EnumField(_l("Whom people are with"), of=GroupCompany)
    alike = SelectField(
        _l("People of one kind together"),
        validate_choice=True,
        description=_l(
            "Where few are of one kind, they join others; where many are, they fill several groups."
        ),
    )
    who = EnumField(_l("Who gets a seat"), of=Who)
    asks_wishes = BooleanField(
        _l("Participants may choose up to three tables beforehand"),
        description=_l("By their personal link, once they have said that they come."),
    )
    counts_earlier = BooleanField(
        _l("People who sat together at earlier events count as having met"),
        description=_l(
            "Then the seating looks first for people they did not sit with. Earlier cafés of this event always count."
        ),
    )
    held = 0

    def validate_company(self, field: Any) -> None:
        if self.held and field.data is not field.object_data:
            raise ValidationError(_("A round has been held: this can no longer change."))

    def validate_rounds(self, field: Any) -> None:
        if field.data is not None and field.data < self.held:
            raise ValidationError(
                _n(
                    "%(num)d round has already been held.",
                    "%(num)d rounds have already been held.",
                    self.held,
                )
            )


class TakenNumbers(PlannerForm):
    """The numbers of a suggestion."""

    rounds = NumberField("", least=1, most=12)
    minutes = NumberField("", least=1, most=240)
    move = NumberField("", least=0, most=60)
    harvest = NumberField("", least=0, most=240)


class TakenTables(PlannerForm):
    """The tables of a suggestion."""

    tables = NumberField("", least=1, most=500)
    seats = NumberField("", least=2, most=100)


class QuestionsForm(VersionedForm):
    """A question for each round, for all tables; `questions_form` gives it a field a round."""

    def asked(self) -> list[dict[str, str]]:
        """The questions as the café keeps them; none where every round is left empty."""
        found = [field.data for field in self if isinstance(field, WordsField)]
        return [{"en": one.en, "sq": one.sq} for one in found] if any(found) else []


def questions_form(floor: CafeFloor) -> tuple[QuestionsForm, SimpleNamespace]:
    """The form with one question a round, and the row it edits (`q1`, `q2` …)."""

    class Asked(QuestionsForm):
        pass

    row = SimpleNamespace(version=floor.cafe.version)
    for number, question in enumerate(floor.round_questions, 1):
        label = _("Question of round %(number)d", number=number)
        setattr(Asked, f"q{number}", WordsField(label, long=True, limit=QUESTION))
        setattr(row, f"q{number}", question)
    return Asked(obj=row), row


class TableForm(VersionedForm):
    """One table. `floor` and `table` (None: a new one) are set by `table_form`."""

    name = WordsField(
        _l("Name"),
        is_name=True,
        limit=80,
        description=_l("May be empty: the table has its number."),
    )
    question = WordsField(_l("Question or topic"), long=True, limit=QUESTION)
    objective_id = PickField(_l("Objective it serves"))
    seats = NumberField(
        _l("Seats"),
        least=2,
        most=100,
        default=10,
        description=_l("For participants. A host who is one of them sits on one of these."),
    )
    place = EnumField(
        _l("Where it is"),
        of=CafeTablePlace,
        default=CafeTablePlace.ROOM,
        description=_l("People who take part online sit only at tables that are online or mixed."),
    )
    link = TextField(
        _l("Link for taking part online"),
        limit=500,
        description=_l("It appears on slips and on the page of each participant."),
    )
    host_participation_id = PickField(
        _l("Host from the participants"), description=_l("They sit at this table in every round.")
    )
    host_id = PickField(_l("Or a host from the team"))
    host_name = TextField(
        _l("Or another host"),
        is_name=True,
        description=_l("A name, if the host is in neither list."),
    )
    note_taker_id = PickField(_l("Note-taker from the team"))
    note_taker_name = TextField(_l("Or another note-taker"), is_name=True)
    floor: CafeFloor
    table: CafeTable | None = None

    def validate_link(self, field: Any) -> None:
        if field.data and not field.data.startswith(("https://", "http://")):
            raise ValidationError(_("A link begins with https:// or http://."))

    def _others(self) -> list[CafeTable]:
        return [one for one in self.floor.tables if self.table is None or one.id != self.table.id]

    def validate_host_participation_id(self, field: Any) -> None:
        for other in self._others():
            if field.data and other.host_participation_id == field.data:
                _refuse_second(self.floor.host_of(other), other.number)
        guest = self.floor.people.get(f"p{field.data}")
        if guest and guest.online and self.place.data is CafeTablePlace.ROOM:
            raise ValidationError(online_host_said_of(guest.name))

    def validate_host_id(self, field: Any) -> None:
        if field.data and self.host_participation_id.data:
            raise ValidationError(
                _("A table has one host: choose in one of the lists, or write a name.")
            )
        for other in self._others():
            if field.data and other.host_id == field.data:
                _refuse_second(self.floor.host_of(other), other.number)

    def validate_host_name(self, field: Any) -> None:
        chosen = f"p{self.host_participation_id.data}" in self.floor.people
        if field.data and (self.host_id.data or chosen):
            raise ValidationError(
                _("A table has one host: choose in one of the lists, or write a name.")
            )

    def validate_note_taker_id(self, field: Any) -> None:
        if field.data and field.data == self.host_id.data:
            raise ValidationError(_("The host listens and asks; somebody else writes."))
        for other in self._others():
            if field.data and other.note_taker_id == field.data:
                raise ValidationError(
                    _(
                        "%(name)s already takes notes at table %(number)d.",
                        name=self.floor.note_taker_of(other),
                        number=other.number,
                    )
                )

    def validate_note_taker_name(self, field: Any) -> None:
        if field.data and self.note_taker_id.data:
            raise ValidationError(
                _("A table has one note-taker: choose somebody from the team, or write a name.")
            )
        guest = self.floor.people.get(f"p{self.host_participation_id.data}")
        hosts = {plain_text(self.host_name.data or ""), plain_text(guest.name) if guest else ""}
        if field.data and plain_text(field.data) in hosts:
            raise ValidationError(_("The host listens and asks; somebody else writes."))


def _refuse_second(name: str, number: int) -> None:
    raise ValidationError(
        _("%(name)s is already the host of table %(number)d.", name=name, number=number)
    )


def table_form(
    table: CafeTable | None,
    floor: CafeFloor,
    team: Sequence[Member],
    objectives: Sequence[Objective],
) -> TableForm:
    """The form with everybody to choose from."""
    form = TableForm(obj=table)
    form.floor, form.table = floor, table
    mine = f"p{table.host_participation_id}" if table and table.host_participation_id else ""
    guests = [
        SimpleNamespace(id=int(key[1:]), name=guest.in_full)
        for key, guest in floor.people.items()
        if not guest.walk_in and (not guest.out or key == mine)
    ]
    if (
        table and mine and mine not in floor.people
    ):  # on the list, and has not said yet that they come
        guests.append(SimpleNamespace(id=table.host_participation_id, name=table.host_name))
    form.host_participation_id.offer(guests, lambda guest: guest.name)
    members = sort_by_name(list(team), lambda member: member.name)
    form.host_id.offer(members, lambda member: member.name)
    form.note_taker_id.offer(members, lambda member: member.name)
    form.objective_id.offer(objectives, lambda one: f"{one.code} · {pick_wording(one.text)}")
    return form


def numbers_form(floor: CafeFloor, *, earlier: bool) -> NumbersForm:
    """The form for a café that may be going on already; `earlier`: its people have sat together at earlier events."""
    cafe = floor.cafe
    form = NumbersForm(obj=cafe)
    if floor.form.is_cafe:
        del form.company, form.alike
    else:
        form.alike.choices = [
            SelectChoice("", _("no, groups are mixed")),
            *(SelectChoice(str(one), label_of(one)) for one in SORTING),
            *(SelectChoice(f"{OWN}{name}", name) for name in cafe.columns or ()),
        ]
    if not earlier and not cafe.counts_earlier:
        del form.counts_earlier
    form.held = cafe.held
    return form
