"""What may be chosen and typed while reading answers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wtforms import BooleanField, Field, IntegerField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional

from ...data.db import row_id
from ...directory.models import County, Sector
from ...events.models import Objective
from ...lib.numbers import HIGHEST
from ...web.forms import EnumField, PickField, PlannerForm, TextField, VersionedForm, WordsField
from ...web.i18n import _, _l, label_of, pick_wording
from ..models import Question, QuestionKind, Stance, Theme
from .actions import COLOURS
from .queries import Sieve
from .sentences import TextSpan

COLOUR_NAMES = [
    _l("blue"),
    _l("orange"),
    _l("green"),
    _l("violet"),
    _l("red"),
    _l("brown"),
    _l("turquoise"),
    _l("pink"),
    _l("olive"),
    _l("navy"),
    _l("plum"),
    _l("grey"),
]


class ThemeForm(VersionedForm):
    """A theme's name, what belongs to it, its colour, and what those who asked for it are told where nothing takes it up."""

    name = WordsField(_l("Name"), required=True, is_name=True, limit=100)
    description = WordsField(
        _l("What belongs to it"),
        long=True,
        limit=2000,
        description=_l("So that everyone who applies it means the same."),
    )
    colour = RadioField(
        _l("Colour"),
        coerce=row_id,
        choices=lambda: [
            SelectChoice(number, str(name)) for number, name in enumerate(COLOUR_NAMES[:COLOURS])
        ],
        default=0,
    )
    unserved_why = WordsField(
        _l("Why it is not taken up this time"),
        long=True,
        limit=500,
        description=_l(
            "The people who asked for it read this in what you send back and in the report."
        ),
    )
    passed_to = WordsField(
        _l("Postponed or passed on to"),
        limit=200,
        description=_l("Whom, or until when: the next conference, a ministry, a forum."),
    )


class SplitForm(PlannerForm):
    """The name of the theme that is split off, and the passages that go to it."""

    name = WordsField(_l("Name of the new theme"), required=True, is_name=True, limit=100)


class NumbersField(Field):
    """Any number of ids of rows, as buttons or checkboxes send them."""

    def process_formdata(self, valuelist: Any) -> None:
        self.data: Any = []
        try:
            self.data = [row_id(value) for value in valuelist if value]
        except ValueError:
            raise ValueError(_("Please choose one from the list.")) from None


class PairField(Field):
    """The ids of a passage and of a theme on it, as a button sends them: `12-3`."""

    def process_formdata(self, valuelist: Any) -> None:
        self.data: Any = None
        if valuelist and valuelist[0]:
            self.data = _two_numbers(valuelist[0])


class SpansField(Field):
    """Sentences that were ticked, each as `start-end`."""

    def process_formdata(self, valuelist: Any) -> None:
        self.data: Any = []
        self.data = [TextSpan(*_two_numbers(value)) for value in valuelist if value]


def _two_numbers(value: str) -> tuple[int, int]:
    try:
        first, second = (row_id(part) for part in value.split("-"))
    except ValueError:
        raise ValueError(_("Please choose one from the list.")) from None
    return first, second


class CodingForm(PlannerForm):
    """What to do with a reply: themes for a piece of it, or one thing with a passage that is there."""

    start = IntegerField(validators=[Optional(), NumberRange(0, HIGHEST)])
    end = IntegerField(validators=[Optional(), NumberRange(0, HIGHEST)])
    sentence = SpansField()
    put = NumbersField()
    new = TextField(_l("New theme"), is_name=True, limit=100)
    stance = EnumField(_l("Speaks for or against"), of=Stance, default=Stance.FOR)
    quote = BooleanField(_l("May be quoted in the summary"))
    take = PairField()
    turn = PairField()
    turn_quote = IntegerField(validators=[Optional(), NumberRange(0, HIGHEST)])

    @property
    def on_passage(self) -> bool:
        """Whether it is about a passage that is there."""
        return any(field.data is not None for field in (self.take, self.turn, self.turn_quote))

    @property
    def spans(self) -> list[TextSpan]:
        """The pieces that were selected or ticked."""
        if self.start.data is not None and self.end.data is not None:
            return [TextSpan(self.start.data, self.end.data)]
        return list(self.sentence.data or [])

    @property
    def mistakes(self) -> list[str]:
        """Every mistake as a sentence."""
        found: list[str] = [str(text) for texts in self.errors.values() for text in texts]
        return list(dict.fromkeys(found))

    def validate(self, extra_validators: Any = None) -> bool:
        """As every form; and there is something to do, and something to do it with."""
        right = super().validate(extra_validators)
        if not right or self.on_passage:
            return right
        if not self.spans:
            self.sentence.errors = [_("Select some words of the answer first.")]
        elif not (self.put.data or self.new.data or self.quote.data):
            self.new.errors = [_("Choose a theme, or type a new one.")]
        return not self.errors


class BlackForm(PlannerForm):
    """What to black out: a piece of a reply, or words wherever they stand in it; `sure` after having seen it."""

    start = IntegerField(validators=[Optional(), NumberRange(0, HIGHEST)])
    end = IntegerField(validators=[Optional(), NumberRange(0, HIGHEST)])
    names = TextField(_l("Words to hide"), limit=200)
    sure = BooleanField()


class SieveForm(PlannerForm):
    """Which answers to read; it stands in the address."""

    class Meta(PlannerForm.Meta):
        csrf = False

    text = StringField(_l("Search"))
    sector = PickField(_l("Sector"))
    county = PickField(_l("County"))
    question = PickField(_l("Question"))
    theme = PickField(_l("Theme"))
    objective = PickField(_l("Objective"))
    stance = SelectField(_l("Speaks for or against"), validate_choice=False)
    without = BooleanField(_l("Only those without a theme"))
    unread = BooleanField(_l("Unread only"))

    @property
    def sieve(self) -> Sieve:
        """What was chosen; choices that cannot be read count as none."""
        picked = {
            name: self[name].data for name in ("sector", "county", "question", "theme", "objective")
        }
        stance = Stance(self.stance.data) if self.stance.data in list(Stance) else None
        return Sieve(
            text=(self.text.data or "").strip()[:100],
            stance=stance,
            without=bool(self.without.data),
            unread=bool(self.unread.data),
            **picked,
        )


def sieve_form(
    values: Mapping[str, str],
    sectors: Iterable[Sector],
    counties: Iterable[County],
    questions: Sequence[Question],
    themes: Sequence[Theme],
) -> SieveForm:
    """The form with its lists filled."""
    form = SieveForm(formdata=values)
    everything = _("All")
    form.sector.offer(sectors, lambda sector: pick_wording(sector.name), everything)
    form.county.offer(counties, lambda county: county.name, everything)
    asked = [question for question in questions if question.kind is QuestionKind.OPEN]
    form.question.offer(
        asked, lambda question: shorten_text(pick_wording(question.text)), everything
    )
    form.theme.offer(themes, lambda theme: pick_wording(theme.name), everything)
    served = {theme.objective.id: theme.objective for theme in themes if theme.objective}
    form.objective.offer(
        sorted(served.values(), key=lambda row: row.position), _objective_name, everything
    )
    form.stance.choices = [
        SelectChoice("", everything),
        *(SelectChoice(one, label_of(one)) for one in Stance),
    ]
    return form


def _objective_name(objective: Objective) -> str:
    return f"{objective.code} {shorten_text(pick_wording(objective.text))}"


def shorten_text(text: str, most: int = 70) -> str:
    """The text on one line, cut to so many letters."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
