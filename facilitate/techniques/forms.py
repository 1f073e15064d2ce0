"""What may be typed about a technique of our own, and the file that brings one in."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from flask_wtf.file import FileField
from wtforms import Field, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput

from ..lib import rearranging
from ..lib.numbers import read_whole
from ..lib.text import Words, clean_text, plain_text
from ..web.forms import LONG, EnumField, NumberField, PlannerForm, VersionedForm, WordsField
from ..web.i18n import _, _l, pick_wording, sort_by_name
from .completeness import LONGEST, MOST_MINUTES, MOST_PEOPLE, MOST_ROWS
from .drafts import (
    CHOICES,
    MATERIAL,
    RULE,
    STEP,
    TROUBLE,
    TechniqueDraftRow,
    parse_length,
    parse_quantity,
)
from .technique import Energy, QuantityBasis, RoomLayout, Speaks, Technique, TechniqueFamily

SPARE = 4
"""Empty rows that `NAME-more` adds."""


class ShownTextRow(NamedTuple):
    """A row of the form: its number, the key its inputs carry, its texts, and what is wrong with it."""

    number: int
    key: str
    row: TechniqueDraftRow
    mistakes: list[str]


class TextRowsField(Field):
    """Rows of plain texts, in the order in which they are sent.

    `NAME` is sent once a row and holds the row's key; `NAME-key-part` its texts. The buttons `NAME-more`, `NAME-up`,
    `NAME-down` and `NAME-drop` (with a key) ask for other rows only: then `rearranged` is true. `check` says what is
    wrong with a row, in plain sentences. Blank rows do not count.
    """

    rearranged = False
    more = 0

    def __init__(
        self,
        label: Any = None,
        *,
        parts: tuple[str, ...],
        check: Callable[[TechniqueDraftRow, Any], list[str]],
        least: int = 2,
        **options: Any,
    ) -> None:
        super().__init__(label, **options)
        self.parts, self.check, self.least = parts, check, least
        self.wrong: dict[str, list[str]] = {}

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[Any] = []
        self.object_data = self.data = list(data or [])
        self.keys = [f"r{number}" for number in range(1, len(self.data) + 1)]
        if not formdata or self.name not in formdata:
            return
        sent = dict.fromkeys(formdata.getlist(self.name)[: 3 * MOST_ROWS])
        rows = {key: self._row(formdata, key) for key in sent}
        self.keys = self._rearrange(formdata, [key for key, row in rows.items() if not row.blank])
        self.data = [rows[key] for key in self.keys]

    def _row(self, formdata: Any, key: str) -> TechniqueDraftRow:
        texts = {
            part: clean_text(formdata.get(f"{self.name}-{key}-{part}", "")) for part in self.parts
        }
        return TechniqueDraftRow(
            {part: text or CHOICES.get(part, "") for part, text in texts.items()}
        )

    def _rearrange(self, formdata: Any, keys: list[str]) -> list[str]:
        """Do what a button asks: one place up or down, one row less, more empty rows."""
        asked_more = f"{self.name}-more" in formdata
        already = read_whole(formdata.get(f"{self.name}-rows", ""), MOST_ROWS) or 0
        self.more = already + (SPARE if asked_more else 0)
        self.rearranged = rearranging.is_button_pressed(formdata, self.name)
        return rearranging.rearrange_keys(formdata, self.name, keys)

    def pre_validate(self, form: Any) -> None:
        if len(self.data) > MOST_ROWS:
            raise ValidationError(_("At most %(most)d rows.", most=MOST_ROWS))
        for key, row in zip(self.keys, self.data, strict=True):
            found = self.check(row, form)
            if max(map(len, row.values())) > LONG:
                found = [*found, _("This is too long: at most %(max)d characters.", max=LONG)]
            if found:
                self.wrong[key] = found
        if self.wrong:
            rows = ", ".join(str(self.keys.index(key) + 1) for key in self.wrong)
            raise ValidationError(_("Look at row %(rows)s.", rows=rows))

    @property
    def shown(self) -> list[ShownTextRow]:
        """The rows to show: what is written, then empty ones ready to be filled in."""
        full = [
            ShownTextRow(number, key, row, self.wrong.get(key, []))
            for number, (key, row) in enumerate(zip(self.keys, self.data, strict=True), 1)
        ]
        empty = min(max(self.least - len(full), 1) + self.more, max(MOST_ROWS - len(full), 0))
        free = [key for key in (f"r{n}" for n in range(1, 5 * MOST_ROWS)) if key not in self.keys]
        blank = TechniqueDraftRow({part: CHOICES.get(part, "") for part in self.parts})
        return [
            *full,
            *(
                ShownTextRow(number, key, blank, [])
                for number, key in enumerate(free[:empty], len(full) + 1)
            ),
        ]


_ORDER = _l("Each number at least as large as the one before: at least, best, at most.")


def _material(row: TechniqueDraftRow, _form: Any) -> list[str]:
    found = []
    if not row.words():
        found.append(_("Write what to bring beside its number."))
    try:
        parse_quantity(row["quantity"])
    except ValueError:
        found.append(
            _(
                "“How many” must be a whole number, 1 or more: “%(text)s”.",
                text=row["quantity"][:40],
            )
        )
    if row["per"] not in set(QuantityBasis):
        found.append(_("Please choose one from the list."))
    return found


def _step(row: TechniqueDraftRow, form: Any) -> list[str]:
    found = []
    if not row.words("do_") and not row.words("say_"):
        found.append(_("Write what to do in this step, or what to say."))
    try:
        parse_length(row["length"], form.minutes_usual.data or 0)
    except ValueError:
        found.append(_("“How long” must be whole minutes like 15, or a share like 20%."))
    if row["speaks"] not in set(Speaks):
        found.append(_("Please choose one from the list."))
    return found


def _trouble(row: TechniqueDraftRow, _form: Any) -> list[str]:
    if not row.words("trouble_"):
        return [_("Write what can go wrong, and what to do then.")]
    return [] if row.words("remedy_") else [_("Write what to do then.")]


def _rule(_row: TechniqueDraftRow, _form: Any) -> list[str]:
    return []


def name_taken_text(name: Words, others: Iterable[Technique]) -> str:
    """That another technique is called so, as a sentence; empty where none is."""
    for one in others:
        for mine, theirs in ((name.en, one.name.en), (name.sq, one.name.sq)):
            if mine and plain_text(mine) == plain_text(theirs):
                return _(
                    "“%(name)s” is already on the shelf. Give yours another name, so "
                    "that people can tell them apart.",
                    name=theirs,
                )
    return ""


class RelatedField(SelectMultipleField):
    """Other techniques of the shelf, as checkboxes."""

    option_widget = CheckboxInput()
    data: Any

    def offer(self, techniques: Iterable[Technique]) -> None:
        """Offer these; one that is no longer on the shelf stays out."""
        known = sort_by_name(list(techniques), lambda one: pick_wording(one.name))
        self.choices = [SelectChoice(one.key, pick_wording(one.name)) for one in known]
        self.data = [key for key in self.data or [] if key in {one.key for one in known}]


class TechniqueForm(VersionedForm):
    """A technique of our own, everything about it; one of the two languages is enough."""

    name = WordsField(_l("Name"), required=True, is_name=True, limit=LONGEST["name"])
    purpose = WordsField(
        _l("What it is good for"), required=True, long=True, limit=LONGEST["purpose"]
    )
    family = EnumField(_l("Good for"), of=TechniqueFamily)
    energy = EnumField(_l("Energy"), of=Energy)
    group_min = NumberField(_l("People, at least"), least=1, most=MOST_PEOPLE)
    group_best = NumberField(_l("People, best"), least=1, most=MOST_PEOPLE)
    group_max = NumberField(_l("People, at most"), least=1, most=MOST_PEOPLE)
    minutes_min = NumberField(_l("Minutes, at least"), least=1, most=MOST_MINUTES)
    minutes_usual = NumberField(_l("Minutes, usually"), least=1, most=MOST_MINUTES)
    minutes_max = NumberField(_l("Minutes, at most"), least=1, most=MOST_MINUTES)
    when = WordsField(_l("When to use it"), long=True)
    when_not = WordsField(_l("When not to use it"), long=True)
    layout = EnumField(_l("Room"), of=RoomLayout)
    room = WordsField(_l("How the room is set up"), long=True)
    materials = TextRowsField(_l("Materials"), parts=MATERIAL, check=_material)
    steps = TextRowsField(
        _l("Steps"),
        parts=STEP,
        check=_step,
        least=3,
        description=_l(
            "How long: minutes of the usual time, or a share of it like 20%. They are "
            "shared out over the time of the agenda step."
        ),
    )
    etiquette = TextRowsField(_l("Etiquette at the table"), parts=RULE, check=_rule, least=1)
    helper = WordsField(_l("For helpers and table hosts"), long=True)
    notes = WordsField(_l("For the note-taker"), long=True)
    close = WordsField(_l("How to close"), long=True)
    late = WordsField(_l("If you are late"), long=True)
    spare = WordsField(_l("If there is time left"), long=True)
    shorter = WordsField(_l("With less time"), long=True)
    longer = WordsField(_l("With more time"), long=True)
    hybrid = WordsField(_l("With people online"), long=True)
    troubles = TextRowsField(_l("When it gets difficult"), parts=TROUBLE, check=_trouble)
    known_after = WordsField(
        _l("Source"), description=_l("Author or tradition and year, if known.")
    )
    related = RelatedField(
        _l("See also"), invalid_choice_message=_l("Please choose one from the list.")
    )

    def offer(self, others: Iterable[Technique]) -> None:
        """The other techniques of the shelf: what may be related, and names that are taken."""
        self.others = list(others)
        self.related.offer(self.others)

    @property
    def rows(self) -> list[TextRowsField]:
        return [self.materials, self.steps, self.etiquette, self.troubles]

    @property
    def rearranged(self) -> bool:
        """Whether a button only asked for other rows."""
        return any(field.rearranged for field in self.rows)

    def validate(self, extra_validators: Any = None) -> bool:
        """As every form; while rows are only rearranged nothing is checked yet."""
        return not self.rearranged and bool(super().validate(extra_validators))

    def saves(self, row: Any) -> bool:
        """As every form for a row; while rows are only rearranged the version that was opened stays."""
        opened = self.version.data
        saved = super().saves(row)
        if self.rearranged:
            self.version.data = opened
        return saved

    def validate_name(self, field: Any) -> None:
        if said := name_taken_text(field.data, self.others):
            raise ValidationError(said)

    def validate_group_max(self, _field: Any) -> None:
        self._in_order("group_min", "group_best", "group_max")

    def validate_minutes_max(self, _field: Any) -> None:
        self._in_order("minutes_min", "minutes_usual", "minutes_max")

    def _in_order(self, *names: str) -> None:
        numbers = [self[name].data for name in names]
        if all(isinstance(number, int) for number in numbers) and numbers != sorted(numbers):
            raise ValidationError(str(_ORDER))

    def validate_steps(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("A technique needs at least one step."))


class TechniqueImportForm(PlannerForm):
    """A technique's text file."""

    file = FileField(_l("Text file (.toml)"))
