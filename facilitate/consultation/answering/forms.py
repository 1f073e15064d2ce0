"""What a stakeholder may type: the questions as a form."""

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import StringField
from wtforms.fields import HiddenField

from ...directory.models import Sector
from ...web.forms import LONG, SHORT, PickField, PlannerForm, TextField
from ...web.i18n import _, _l, pick_wording
from ..models import Choice, Invitation, Question, QuestionKind, Questionnaire
from ..questionnaire import answering_minutes
from .fields import (
    CountyPlace,
    ManyField,
    OneField,
    OpenField,
    Option,
    PlaceField,
    RankingField,
    ScaleField,
)
from .sent import SentAnswer, SentPick

_RECEIPT = re.compile(r"[\w-]{16,64}")


@dataclass(frozen=True)
class KnownRespondent:
    """What a named consultation knows of somebody who was invited; `place` is a value of the place field."""

    name: str = ""
    organisation: str = ""
    sector: int | None = None
    place: str = ""


class StakeholderForm(PlannerForm):
    """What a stakeholder sends. `website` is invisible: only a machine fills it in, or a browser by mistake."""

    class Meta(PlannerForm.Meta):
        csrf = False  # nobody's rights are used, and a phone may take no cookie

    receipt = HiddenField()
    website = StringField(_l("Leave this empty"))
    sector = PickField(_l("Where do you work?"), required=True)
    place = PlaceField(_l("In which county?"), description=_l("You may leave this blank."))
    questions: Sequence[Question] = ()
    named = False

    @property
    def asked(self) -> list[tuple[Question, Any]]:
        """Each question with its field."""
        return [(question, self[f"question_{question.id}"]) for question in self.questions]

    @property
    def minutes(self) -> int:
        """How long answering takes."""
        return answering_minutes(question.kind is QuestionKind.OPEN for question in self.questions)

    @property
    def sent(self) -> SentAnswer:
        """What was typed, once it is right."""
        texts, picks = {}, list[SentPick]()
        for question, field in self.asked:
            match question.kind:
                case QuestionKind.OPEN:
                    texts[question.id] = field.data or ""
                case QuestionKind.SCALE:
                    picks += [SentPick(question.id, None, field.data)] if field.filled else []
                case QuestionKind.SINGLE:
                    picks += [SentPick(question.id, field.data, None)] if field.filled else []
                case QuestionKind.MULTIPLE:
                    picks += [SentPick(question.id, choice, None) for choice in field.data]
                case QuestionKind.RANKING:
                    picks += [
                        SentPick(question.id, choice, rank) for choice, rank in field.data.items()
                    ]
        who = (
            {"name": self["name"].data, "organisation": self["organisation"].data}
            if self.named
            else {}
        )
        return SentAnswer(
            sector=self.sector.data,
            county=self.place.county,
            capital=self.place.capital,
            texts=texts,
            picks=picks,
            **who,
        )

    @property
    def draft(self) -> dict[str, list[str]]:
        """What is posted now, by name of input: what somebody says, and nothing else that a form carries."""
        names = {"sector", "place", *self._who}.union(
            *(field.names for _question, field in self.asked)
        )
        return {name: request.form.getlist(name) for name in names if name in request.form}

    def fits(self) -> bool:
        """Whether no text is too long to be kept; the rest of a draft need not be right yet."""
        self.validate()
        limits = {"OpenField": LONG, "TextField": SHORT}
        for field in self:
            most = limits.get(field.type)
            if most is None or len(field.data or "") <= most:
                field.errors = []
        return not self.errors

    @property
    def said(self) -> list[tuple[str, list[str], bool]]:
        """Everything that was typed or chosen, to be shown back: label, lines, whether it is a text."""
        who = [(self[name].label.text, [self[name].data or ""]) for name in self._who]
        sector = [
            str(choice.label) for choice in self.sector.choices if choice.value == self.sector.data
        ]
        rows = [(label, lines, False) for label, lines in (*who, (self.sector.label.text, sector))]
        rows.append((self.place.label.text, self.place.says, False))
        rows += [
            (pick_wording(q.text), field.says, q.kind is QuestionKind.OPEN)
            for q, field in self.asked
        ]
        return [(str(label), lines, text) for label, lines, text in rows if any(lines)]

    @property
    def _who(self) -> tuple[str, ...]:
        return ("name", "organisation") if self.named else ()

    def validate(self, extra_validators: Any = None) -> bool:
        """As every form; and one question at least is answered."""
        right = super().validate(extra_validators)
        if self.asked and not any(field.filled or field.errors for _question, field in self.asked):
            self.asked[0][1].errors = [_("Please answer at least one question.")]
            return False
        return right


def known_respondent(invitation: Invitation, places: Iterable[CountyPlace]) -> KnownRespondent:
    """What the invitation and the directory know; whether in the capital stays open where they do not know it."""
    office = invitation.person.organisation if invitation.person else None
    place = next((place for place in places if office and place.id == office.county_id), None)
    inside = office.district.capital if office and office.district else None
    value = "" if place is None or (place.capital and inside is None) else str(place.id)
    return KnownRespondent(
        invitation.name,
        invitation.organisation or (office.name if office else ""),
        office.sector_id if office else None,
        f"{value}-capital" if value and place and place.capital and inside else value,
    )


def stakeholder_form(
    questionnaire: Questionnaire,
    questions: Sequence[Question],
    choices: Mapping[int, Sequence[Choice]],
    sectors: Iterable[Sector],
    counties: Iterable[CountyPlace],
    *,
    person: KnownRespondent | None = None,
    typed: MultiDict[str, str] | None = None,
) -> StakeholderForm:
    """The questions as a form, in the language spoken now; a fresh receipt where none came along.

    `choices` by id of question, `counties` as `answering.queries.places()` gives them; `typed` is what was
    typed before (a draft), else what is posted now. Hidden questions and choices are left out, unless they were
    answered before they were hidden: nothing that somebody typed gets lost.
    """
    if typed is None and request.method == "POST":
        typed = request.form
    shown = [
        question for question in questions if not question.hidden or _answered(question, typed)
    ]
    fields = {
        f"question_{question.id}": _field(question, choices.get(question.id, ()))
        for question in shown
    }
    if questionnaire.named:
        fields["name"] = TextField(_l("Your name"), required=True, is_name=True)
        fields["organisation"] = TextField(_l("Your office or organisation"), is_name=True)
    kind = type(
        "QuestionsForm",
        (StakeholderForm,),
        {**fields, "questions": shown, "named": questionnaire.named},
    )
    form: StakeholderForm = kind(typed, data=vars(person) if person else {})
    form.sector.offer(sectors, lambda sector: pick_wording(sector.name), _("Please choose"))
    form.place.offer(counties)
    if not _RECEIPT.fullmatch(form.receipt.data or ""):
        form.receipt.data = secrets.token_urlsafe(16)
    return form


def _field(question: Question, choices: Sequence[Choice]) -> Any:
    kinds = {
        QuestionKind.SINGLE: OneField,
        QuestionKind.MULTIPLE: ManyField,
        QuestionKind.RANKING: RankingField,
    }
    about: dict[str, Any] = {
        "required": question.required and not question.hidden,
        "description": pick_wording(question.help),
    }
    label = pick_wording(question.text)
    if question.kind is QuestionKind.OPEN:
        return OpenField(label, **about)
    if question.kind is QuestionKind.SCALE:
        return ScaleField(
            label, low=pick_wording(question.low), high=pick_wording(question.high), **about
        )
    options = [Option(choice.id, pick_wording(choice.text), choice.hidden) for choice in choices]
    return kinds[question.kind](label, options=options, **about)


def _answered(question: Question, typed: MultiDict[str, str] | None) -> bool:
    name = f"question_{question.id}"
    return any(
        value.strip()
        for key, values in (typed.lists() if typed else ())
        if key == name or key.startswith(f"{name}-")
        for value in values
    )
