"""What is sent back in sentences, in the language spoken now: the same in Word and on the public page."""

from collections.abc import Iterable

from ...directory.models import FORUM_SECTOR
from ...events.models import AgreementStatus, Objective
from ...lib.telling import Number
from ...web.i18n import _, _n, label_of, pick_wording
from ..constellation import wording
from ..models import Theme
from .summary import ClosedResult, HeardTheme, Summary, SummaryAim, SummaryLine, SummarySource

HIDDEN = "*"
"""Stands for a number that could point to a person."""


def summary_title() -> str:
    return _("What you told us and what we make of it")


def shown_number(number: Number) -> str:
    """A number in a table: `12`, `–` for nobody, `*` where it must not be shown."""
    return HIDDEN if number is None else str(number) if number else "–"


def tells_numbers(numbers: Iterable[Number]) -> bool:
    """Whether a table of them says more than that numbers are left out; of a few people even the zeros say who chose what."""
    return any(numbers)


def tells_result(result: ClosedResult) -> bool:
    """Whether a question that is not open has a mean or a number to show."""
    return result.mean is not None or tells_numbers(line.number for line in result.lines)


def themes_tell_numbers(summary: Summary) -> bool:
    """Whether picture and table of the themes have a number to show."""
    return tells_numbers(
        number for theme in summary.themes for number in (theme.answers, *theme.numbers)
    )


def star_note() -> str:
    """What the star means."""
    return _(
        "* Groups of fewer than three people are not shown, nor are numbers that would reveal them."
    )


def summary_opening(summary: Summary) -> str:
    """Who was asked, and how many answered."""
    thanks = "" if summary.answers == 0 else _("Thank you for your time and your words.")
    return " ".join(filter(None, [_invited(summary.invited), _answered(summary.answers), thanks]))


def _answered(number: Number) -> str:
    if number is None:
        return _("A few people answered.")
    if not number:
        return _("Nobody has answered yet.")
    return _n("%(num)d person answered.", "%(num)d people answered.", number)


def _invited(number: Number) -> str:
    if number == 0:
        return _("We asked everybody who had the open link.")
    if number is None:
        return _("We asked a few people by name, and everybody who had the open link.")
    asked = _n("We asked %(num)d person by name", "We asked %(num)d people by name", number)
    return _("%(asked)s, and everybody who had the open link.", asked=asked)


def theme_spread(theme: HeardTheme, summary: Summary) -> str:
    """`31 of 61 answers · shared: heard in 5 of 6 sectors · contested: 14 for, 3 against`"""
    sectors = sum(part.key != FORUM_SECTOR for part in summary.parts)
    return _in_words(
        theme,
        summary,
        wording.spread_text(theme.spread, theme.heard_in, sectors, theme.only),
    )


def theme_amount(theme: HeardTheme, summary: Summary) -> str:
    """How many answers speak of a theme, and for or against: `31 of 61 answers · contested: 14 for, 3 against`"""
    return _in_words(theme, summary)


def unserved_text(row: Theme | Objective) -> str:
    """`The law comes first. Passed on to: Ministry of Finance`; empty where nobody wrote why it is not taken up."""
    why, whom = pick_wording(row.unserved_why), pick_wording(row.passed_to)
    parts = [" ".join(why.split()), _("Passed on to: %(whom)s", whom=whom) if whom else ""]
    if all(parts) and parts[0][-1] not in ".!?…":
        parts[0] += "."
    return " ".join(filter(None, parts))


def told_unserved(theme: HeardTheme) -> str:
    """Why a theme is not taken up, where it is not; what was written before somebody did is told no more."""
    return "" if theme.taken_up else theme.unserved


def _in_words(theme: HeardTheme, summary: Summary, *where: str) -> str:
    if theme.answers is None:
        return _("a few people spoke of it")
    parts = [answers_of_all_text(theme.answers, summary.answers)] if theme.answers else []
    parts += where
    if theme.sides:
        on_one, on_other = theme.sides
        parts.append(_("contested: %(num)d for, %(against)d against", num=on_one, against=on_other))
    elif theme.contested:
        parts.append(_("contested"))
    return " · ".join(parts)


def answers_of_all_text(number: int, answers: Number) -> str:
    """`31 of 61 answers`"""
    if answers is None:
        return _n("%(num)d answer", "%(num)d answers", number)
    return wording.share_of_answers_text(number, answers)


def source_text(source: SummarySource, answers: Number) -> str:
    """`14 of 31 answers, among them 8 government, 4 civil society`"""
    if source.answers is None:
        return _("a few answers")
    if not source.answers:
        return _("the team")
    said = answers_of_all_text(source.answers, answers)
    groups = wording.group_texts(source.groups)
    if not groups:
        return said
    if sum(source.groups.values()) == source.answers:
        return said + ": " + ", ".join(groups)
    return _("%(answers)s, including %(groups)s", answers=said, groups=", ".join(groups))


def about_result(result: ClosedResult) -> str:
    """How many answered a question that is not open, and how to read its lines."""
    answered = _answered(result.answers)
    if result.ranked:
        return (
            answered
            + " "
            + _("In the order people ranked them; the number says how many put each of them first.")
        )
    if result.many:
        return answered + " " + _("They could choose more than one.")
    if result.mean is not None:
        return answered + " " + _("On average: %(mean)s.", mean=wording.decimal_text(result.mean))
    return answered


def quote_text(text: str) -> str:
    """Words of an answer between quotation marks."""
    return f"“{text}”"


def share_of_line(line: SummaryLine, result: ClosedResult) -> float | None:
    """A line as a share of those who answered, for a bar; None where either must not be shown."""
    return None if line.number is None or not result.answers else line.number / result.answers


def next_steps(summary: Summary, *, over: bool) -> list[str]:
    """What happens next; `over`: the event it was for is."""
    wrong = _("If we got something wrong, tell the person who sent you this summary.")
    when = ", ".join(filter(None, (summary.when, summary.place)))
    if over:
        held = _(
            "“%(event)s” is over (%(when)s). What came of your answers is told in its report.",
            event=summary.event,
            when=when,
        )
        return [held, wrong]
    if not summary.aims:
        open_yet = _(
            "We are still discussing which objectives come out of it for “%(event)s”: %(when)s.",
            event=summary.event,
            when=when,
        )
        return [open_yet, wrong]
    said = [
        _(
            "The objectives that are agreed go into the agenda of “%(event)s”: %(when)s.",
            event=summary.event,
            when=when,
        )
    ]
    if any(not aim.agreed for aim in summary.aims):
        said.append(_("Those only proposed are still under discussion."))
    return [*said, wrong]


def aim_status(aim: SummaryAim) -> str:
    """How far an objective is settled."""
    return label_of(AgreementStatus.AGREED if aim.agreed else AgreementStatus.PROPOSED)


def spread_in_short(theme: HeardTheme) -> str:
    """`shared, contested`: a word or two beside the picture."""
    if theme.answers is None:
        return ""
    return label_of(theme.spread) + (", " + _("contested") if theme.contested else "")
