"""Fields for questions that are not open, and for the place somebody works in; `questions.html` draws them.

Each has `names` (of its inputs), `filled` (whether something was said) and `says` (lines that show it back).
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from wtforms import Field
from wtforms.validators import StopValidation

from ...web.forms import LongTextField
from ...web.i18n import _

ENDS = range(1, 6)
"""The points of a scale."""


class Option(NamedTuple):
    """Something to choose. A hidden one is there only for somebody who chose it before it was hidden."""

    id: int
    text: str
    hidden: bool = False


class OpenField(LongTextField):
    """A question answered in one's own words."""

    @property
    def names(self) -> list[str]:
        return [self.name]

    @property
    def filled(self) -> bool:
        return bool(self.data)

    @property
    def says(self) -> list[str]:
        return [self.data] if self.data else []


class _Offered(Field):
    """What the fields with options share; `typed` holds what was posted under each name."""

    data: Any

    def __init__(
        self,
        label: Any = None,
        *,
        required: bool = False,
        options: Sequence[Option] = (),
        **more: Any,
    ) -> None:
        self.offered, self.options = options, [option for option in options if not option.hidden]
        super().__init__(label, **more)
        if required:
            self.flags.required = True

    @property
    def names(self) -> list[str]:
        return [self.name]

    @property
    def filled(self) -> bool:
        return bool(self.data)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[Any] = []
        self.read(formdata or {})

    def read(self, formdata: Any) -> None:
        """Take over what was posted."""
        raise NotImplementedError

    def keep_chosen(self, typed: Iterable[str]) -> None:
        """Offer what is not hidden, and what was chosen before it was."""
        chosen = set(typed)
        self.options = [o for o in self.offered if not o.hidden or str(o.id) in chosen]

    def pre_validate(self, form: Any) -> None:
        if self.flags.required and not self.filled and not self.process_errors:
            raise StopValidation(_("Please choose."))

    def wrong(self) -> None:
        """Something was posted that is not on offer."""
        self.process_errors.append(_("Please choose one from the list."))


class OneField(_Offered):
    """One of a few. Where it may be left open there is a choice for that too: radios cannot be taken back."""

    def read(self, formdata: Any) -> None:
        typed = formdata.get(self.name, "")
        self.keep_chosen([typed])
        self.data = next((o.id for o in self.options if str(o.id) == typed), None)
        if typed and self.data is None:
            self.wrong()

    @property
    def says(self) -> list[str]:
        return [option.text for option in self.options if option.id == self.data]


class ManyField(_Offered):
    """Any number of a few."""

    def read(self, formdata: Any) -> None:
        typed = set(formdata.getlist(self.name)) if formdata else set()
        self.keep_chosen(typed)
        self.data = [option.id for option in self.options if str(option.id) in typed]
        if len(self.data) < len(typed):
            self.wrong()

    @property
    def says(self) -> list[str]:
        return [option.text for option in self.options if option.id in self.data]


class ScaleField(OneField):
    """A number from 1 to 5; `low` and `high` are the words at its ends."""

    def __init__(self, label: Any = None, *, low: str = "", high: str = "", **more: Any) -> None:
        self.low, self.high = low, high
        super().__init__(label, options=[Option(number, str(number)) for number in ENDS], **more)


class RankingField(_Offered):
    """Some or all of a few in order: a rank for each, 1 the first, none given twice. `data`: rank by id."""

    def read(self, formdata: Any) -> None:
        self.typed = {
            option.id: formdata.get(f"{self.name}-{option.id}", "") for option in self.offered
        }
        self.keep_chosen(str(key) for key, rank in self.typed.items() if rank)
        self.ranks = range(1, len(self.options) + 1)
        ranks = {str(rank): rank for rank in self.ranks}
        given = {key: rank for key, rank in self.typed.items() if rank}
        self.data = {key: ranks[rank] for key, rank in given.items() if rank in ranks}
        if len(self.data) < len(given):
            self.wrong()

    @property
    def names(self) -> list[str]:
        return [f"{self.name}-{option.id}" for option in self.offered]

    @property
    def says(self) -> list[str]:
        texts = {option.id: option.text for option in self.options}
        return [
            f"{rank}. {texts[key]}"
            for key, rank in sorted(self.data.items(), key=lambda pair: pair[1])
        ]

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        ranks = list(self.data.values())
        twice = next((rank for rank in ranks if ranks.count(rank) > 1), None)
        if twice:
            raise StopValidation(
                _(
                    "Place %(place)d is given more than once. Please give each place once.",
                    place=twice,
                )
            )


class CountyPlace(NamedTuple):
    """A county, and whether the capital lies in it: then it is offered twice."""

    id: int
    name: str
    capital: bool = False


class PlaceField(Field):
    """The county somebody works in; values are ids, `ID-capital` for the capital itself."""

    data: Any

    def offer(self, places: Iterable[CountyPlace]) -> None:
        """Offer these counties, after a choice to say nothing; a wrong value is found here."""
        self.found: dict[str, tuple[int, bool]] = {}
        self.choices = [("", _("No answer"))]
        for place in places:
            if place.capital:
                inside, outside = f"{place.id}-capital", str(place.id)
                self.found |= {inside: (place.id, True), outside: (place.id, False)}
                self.choices.append((inside, _("%(county)s, the capital", county=place.name)))
                self.choices.append(
                    (outside, _("%(county)s, outside the capital", county=place.name))
                )
            else:
                self.found[str(place.id)] = (place.id, False)
                self.choices.append((str(place.id), place.name))

    @property
    def names(self) -> list[str]:
        return [self.name]

    @property
    def county(self) -> int | None:
        """The id of the county, if one was said."""
        return self.found[self.data][0] if self.data in self.found else None

    @property
    def capital(self) -> bool | None:
        """Whether it is the capital; None where nothing was said."""
        return self.found[self.data][1] if self.data in self.found else None

    @property
    def says(self) -> list[str]:
        return [text for value, text in self.choices if value and value == self.data]

    def process_formdata(self, valuelist: Any) -> None:
        self.data = valuelist[0] if valuelist else (self.data or "")

    def pre_validate(self, form: Any) -> None:
        if self.data and self.data not in self.found:
            raise StopValidation(_("Please choose one from the list."))
