"""What the team may write over in a step of the guide."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...agenda.editing.merging import MergedForm
from ...agenda.plan import WRITTEN, PlanStep, ScriptPart
from ...lib.clock import read_minutes
from ...lib.text import Words
from ...techniques.technique import Speaks
from ...web.form_rows import FormRowsField
from ...web.forms import LONG, WordsField
from ...web.i18n import _, _l
from ..usual import UsualWords
from .languages import follows_usual

MOST_LINES = 60


@dataclass(frozen=True)
class TypedScriptLine:
    """A line as it was typed: the minutes are text still."""

    minutes: str = ""
    speaks: Speaks = Speaks.FACILITATOR
    do: Words = Words()
    say: Words = Words()

    @property
    def is_blank(self) -> bool:
        return not self.do and not self.say and self.minutes in ("", "0")

    @property
    def length(self) -> int | None:
        """Its minutes; None where they cannot be read."""
        try:
            return read_minutes(self.minutes) if self.minutes else 0
        except ValueError:
            return None


class ScriptField(FormRowsField):
    """The lines of a running script: NAME-minutes, NAME-speaks, NAME-do-en, NAME-do-sq, NAME-say-en, NAME-say-sq."""

    most, blank = MOST_LINES, TypedScriptLine()
    speakers = tuple(Speaks)

    def show(self, data: Any) -> None:
        self.data: tuple[ScriptPart, ...] = data if isinstance(data, tuple) else ()
        self.rows = [
            TypedScriptLine(str(one.minutes), one.speaks, one.do, one.say) for one in self.data
        ] or [TypedScriptLine()]

    def _sent(self, formdata: Any) -> list[TypedScriptLine]:
        columns = self.columns(formdata, "minutes", "speaks", "do-en", "do-sq", "say-en", "say-sq")
        known = {one.value: one for one in Speaks}
        return [
            TypedScriptLine(
                minutes,
                known.get(speaks, Speaks.FACILITATOR),
                Words(do_en, do_sq),
                Words(say_en, say_sq),
            )
            for minutes, speaks, do_en, do_sq, say_en, say_sq in zip(*columns, strict=True)
        ]

    def _read(self) -> None:
        found = []
        for number, line in enumerate(self.rows, 1):
            if line.is_blank:
                continue
            length = line.length
            if length is None:
                self.mistake(
                    number, _("Write minutes like 45, 1h30, 1:30 or 1,5h; at most one day.")
                )
            elif not line.do and not line.say:
                self.mistake(number, _("Write what to do or to say, or remove the line."))
            self.too_long(number, [line.do.en, line.do.sq, line.say.en, line.say.sq], LONG)
            found.append(ScriptPart(length or 0, line.speaks, line.do, line.say))
        if len(found) > self.most:
            self.process_errors.append(_("A script has at most %(max)d lines.", max=self.most))
        self.data = tuple(found)

    @property
    def minutes(self) -> int:
        """What the lines take together, as far as they can be read."""
        return sum(line.length or 0 for line in self.rows)


FIELDS = ("script", *WRITTEN)
"""The fields of a step the team writes into its guide."""
OF_A_BLOCK = ("script", "helper", "notes")
"""Those that count for a step which holds others: the rest is said step by step."""


class WriteForm(MergedForm):
    """The words of one step in the guide. What says no more than one of `usuals` is not kept."""

    script = ScriptField(_l("Running script"))
    helper = WordsField(
        _l("For hosts and helpers"),
        long=True,
        description=_l("Printed on the hosts’ sheets too."),
    )
    notes = WordsField(
        _l("For note-takers"),
        long=True,
        description=_l("Also printed in the note-takers’ booklet."),
    )
    transition = WordsField(
        _l("Transition to the next step"),
        long=True,
        description=_l("Words to say at the end: they close this step and open the next one."),
    )
    late = WordsField(
        _l("If you are late"),
        long=True,
        description=_l("What you can leave out, and what you never leave out."),
    )
    spare = WordsField(_l("If there is time left"), long=True)
    usuals: Sequence[UsualWords] = ()
    lines: tuple[ScriptPart, ...] = ()
    """The technique's lines, where words of the agenda stand in their place."""

    def typed(self) -> dict[str, Any]:
        """What the form holds; empty where it only repeats what is usual."""
        return {
            name: ((() if name == "script" else Words()) if self._usual(name, value) else value)
            for name, value in super().typed().items()
        }

    def _usual(self, name: str, value: Any) -> bool:
        return not value or any(follows_usual(value, getattr(one, name)) for one in self.usuals)

    def said(self, value: Any, field: Any) -> str:
        """A field that holds nothing goes by what is usual."""
        return super().said(value, field) if value else _("the usual words")

    def bring_back(self, name: str) -> bool:
        """Show what is usual in a field, or the technique's own lines (`technique`); False where there is no such field."""
        if name == "technique" and self.lines:
            self.show("script", self.lines)
        elif name in FIELDS and name in self:
            self.show(name, ())
        else:
            return False
        return True

    def show(self, name: str, value: Any) -> None:
        """A field that holds nothing shows what is usual."""
        shown = value or getattr(self.usuals[0], name)
        if name == "script":
            self.script.show(shown)
        else:
            self[name].data = shown


def write_form(step: PlanStep, usuals: Sequence[UsualWords], holds: bool) -> WriteForm:
    """The form with what the guide prints now: the team's words, else what is usual (the first of `usuals`)."""
    form = WriteForm(obj=step_with_words(step, usuals[0]))
    form.usuals = usuals
    for name in FIELDS:
        if holds and name not in OF_A_BLOCK:
            del form[name]
    return form


def step_with_words(step: PlanStep, usual: UsualWords) -> PlanStep:
    """A step with what the guide prints of it."""
    return replace(step, **{name: getattr(step, name) or getattr(usual, name) for name in FIELDS})
