"""The sections of an analysis in their order, for page and Word alike, in the language spoken now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from ...forums.programme.guidance import ADVICE
from ...forums.programme.standards import known_standards, standard_name
from ...lib.suppression import suppress_count
from ...release.clearing import ClearedTexts
from ...release.models import TextSource
from ...release.verdicts import GONE
from ...web.i18n import _, _n, current_language, format_day, label_of, pick_wording
from ..models import NationalText, SituationText
from ..period import last_day
from ..telling_words import HIDDEN, splits_told, total_said
from .blocks import BLOCKS
from .queries import Analysis

Say = Callable[[TextSource, int, str, str], str]
"""A text as it is shown: its source, row, field and words."""


@dataclass(frozen=True)
class AnalysisSection:
    """A section: texts people wrote or sentences, then a table. `key`: the block somebody may write; empty for the others."""

    title: str
    key: str = ""
    texts: Sequence[str] = ()
    heading: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    numbers: Sequence[int] = field(default=())
    """Which columns hold numbers."""
    wide: Sequence[int] = ()
    """Which columns hold sentences, beside the first."""
    long: bool = False
    """Whether a page shows it on demand only."""


def as_written(_source: TextSource, _row: int, _field: str, text: str) -> str:
    """For the page in the house: every word."""
    return text


def as_cleared(cleared: ClearedTexts) -> Say:
    """For what leaves: the words that were decided about, a stroke where they must not leave."""
    return lambda source, row, part, _text: cleared.said_of(source, row, part) or GONE


def analysis_sections(found: Analysis, say: Say = as_written) -> list[AnalysisSection]:
    """All sections; a block nobody has written is there too, without text."""
    order = [
        _block(found, "summary", say),
        _numbers(found),
        _splits(found),
        _block(found, "vulnerable", say),
        _block(found, "services", say),
        _meetings(found),
        _actions(found, say),
        _block(found, "problems", say),
        _problems(found, say),
        _standards(found),
        _findings(found, say),
        _guidance(found),
        _block(found, "next", say),
    ]
    shown = [one for one in order if one.key or one.texts or one.rows]
    starred = next((one for one in shown if _has_star(one)), None)
    return [_with_star(one) if one is starred else one for one in shown]


def _has_star(section: AnalysisSection) -> bool:
    return any(HIDDEN in cell.split() for row in section.rows for cell in row)


def _with_star(section: AnalysisSection) -> AnalysisSection:
    """What the star means stands above the first table that has one."""
    return replace(section, texts=[*section.texts, star_said()])


def _block(found: Analysis, key: str, say: Say) -> AnalysisSection:
    row = found.texts.get(key)
    return written_block(str(BLOCKS[key][0]), key, row, partial(say, TextSource.SITUATION))


def written_block(
    title: str, key: str, row: SituationText | NationalText | None, say: Callable[..., str]
) -> AnalysisSection:
    """A block that somebody wrote, in the language spoken now where it is written in it; empty where nobody did."""
    if row is None or not row.text:
        return AnalysisSection(title, key)
    code = current_language() if current_language() in ("en", "sq") else "en"
    text = row.text.to(code)
    kept = code if code == "en" or text != row.text.en else "en"
    return AnalysisSection(title, key, [say(row.id, kept, text)])


def _numbers(found: Analysis) -> AnalysisSection:
    rows = [
        (
            pick_wording(line.name),
            pick_wording(line.unit),
            total_said(found.told.get(str(line.id))),
            total_said(found.before.get(str(line.id))),
        )
        for line in found.lines
        if str(line.id) in found.told
    ]
    texts = []
    if found.late and found.told:
        texts.append(
            _n(
                "%(num)d office sent nothing: %(names)s.",
                "%(num)d offices sent nothing: %(names)s.",
                len(found.late),
                names=", ".join(found.late),
            )
        )
    heading = [_("Indicator"), _("Unit"), _("Number"), _("Half-year before")]
    return AnalysisSection(_("Numbers"), texts=texts, heading=heading, rows=rows, numbers=(2, 3))


def star_said() -> str:
    """What the star means."""
    return _(
        "* Groups of fewer than three people are not shown, nor are numbers that would reveal them."
    )


def _splits(found: Analysis) -> AnalysisSection:
    rows = []
    for line in found.lines:
        for split in splits_told(line, found.told.get(str(line.id)), found.places):
            said = " · ".join(f"{name} {number}" for name, number in split.cells)
            rows.append((pick_wording(line.name), split.name, said))
    heading = [_("Indicator"), _("By group"), _("Number")]
    return AnalysisSection(
        _("Numbers by sex, age, kind and place"), heading=heading, rows=rows, long=True
    )


def _meetings(found: Analysis) -> AnalysisSection:
    rows = []
    for one in found.meetings:
        came = found.came.get(one.event.id, 0)
        rows.append(
            (
                format_day(one.event.first_day, "d MMM y"),
                pick_wording(one.event.title),
                one.event.town,
                "–" if one.came is None else str(came) if came else HIDDEN,
                str(found.decided.get(one.event.id, 0)),
            )
        )
    heading = [_("When"), _("Meeting"), _("Town"), _("People who came"), _("Decisions")]
    counted = {one.event.id: one.came for one in found.meetings if one.came}
    as_told = counted == found.came  # else a number beside it is told otherwise than it is
    reached = people_reached(found.people, list(counted.values())) if as_told else ""
    texts = [reached] if rows else [_("There was no meeting in this half-year.")]
    return AnalysisSection(
        _("Meetings"),
        texts=[one for one in texts if one],
        heading=heading if rows else (),
        rows=rows,
        numbers=(3, 4),
        wide=(1,),
    )


def people_reached(people: int, came: Sequence[int]) -> str:
    """`30 people came 78 times to 3 meetings.` Empty where that is one meeting, or a number of them must not be shown. Pure.

    `people`: different ones at all of them. Where few missed a meeting that others came to, only attendances are told.
    """
    if len(came) < 2 or any(suppress_count(one) is None for one in came):
        return ""
    if any(suppress_count(people - one) is None for one in came):
        return _(
            "%(times)d attendances at %(meetings)d meetings.", times=sum(came), meetings=len(came)
        )
    return _n(
        "%(num)d person came %(times)s to %(meetings)d meetings.",
        "%(num)d people came %(times)s to %(meetings)d meetings.",
        people,
        times=_n("%(num)d time", "%(num)d times", sum(came)),
        meetings=len(came),
    )


def _actions(found: Analysis, say: Say) -> AnalysisSection:
    rows = [
        (
            say(TextSource.POINT, one.id, "text", one.text),
            one.member.organisation.name if one.member else "–",
            format_day(one.due_on, "d MMM y") if one.due_on else "–",
            _("done on %(day)s", day=format_day(one.closed_on, "d MMM y"))
            if one.closed_on
            else _("open"),
        )
        for one in found.points
    ]
    heading = [_("What"), _("Responsible"), _("By"), _("Status")]
    return AnalysisSection(_("Actions"), heading=heading, rows=rows)


def _problems(found: Analysis, say: Say) -> AnalysisSection:
    rows = [
        (
            say(TextSource.PROBLEM, one.id, "text", one.text),
            say(TextSource.PROBLEM, one.id, "theme", one.theme),
            format_day(one.raised_on, "d MMM y"),
        )
        for one in found.problems
    ]
    heading = [_("Problem"), _("Theme"), _("Raised on")]
    return AnalysisSection(_("Problems and needs"), heading=heading, rows=rows)


def _standards(found: Analysis) -> AnalysisSection:
    """Municipalities visited, in numbers."""
    rows = [
        (one.name, *map(str, (one.visits, one.looked_at, one.not_kept, one.mended)))
        for one in found.visits
    ]
    heading = [
        _("Municipality"),
        _("Visits"),
        _("Standards looked at"),
        _("Not kept"),
        _("Put right"),
    ]
    return AnalysisSection(
        _("Standards in municipalities"), heading=heading, rows=rows, numbers=(1, 2, 3, 4)
    )


def _findings(found: Analysis, say: Say) -> AnalysisSection:
    """What was found in municipalities and was to be mended, until the end of the half-year."""
    end = last_day(found.period)
    rows = []
    for one in found.findings:
        by = format_day(one.mend_by, "d MMM y") if one.mend_by else ""
        who = say(TextSource.STANDARD, one.id, "mends", one.mends) if one.mends else ""
        rows.append(
            (
                one.organisation.name,
                standard_name(one.standard)
                if one.standard in known_standards()
                else say(TextSource.STANDARD, one.id, "standard", one.standard),
                say(TextSource.STANDARD, one.id, "finding", one.finding) if one.finding else "–",
                ", ".join(filter(None, (by, who))) or "–",
                format_day(one.mended_on, "d MMM y")
                if one.mended_on and one.mended_on <= end
                else _("open"),
            )
        )
    heading = [
        _("Municipality"),
        _("Standard"),
        _("Finding"),
        _("To be put right by"),
        _("Put right on"),
    ]
    return AnalysisSection(
        _("Findings in municipalities"), heading=heading, rows=rows, wide=(1, 2, 3)
    )


def _guidance(found: Analysis) -> AnalysisSection:
    """Advice and trainings in numbers alone: what was asked stays with the committee."""
    rows = []
    for one in found.guidance:
        people = suppress_count(one.people) if one.people else 0
        rows.append(
            (
                label_of(one.kind),
                str(one.number),
                str(one.waiting) if one.kind in ADVICE else "–",
                "–" if people == 0 else HIDDEN if people is None else str(people),
            )
        )
    heading = [_("What it is"), _("Number"), _("Waiting for advice"), _("People taught")]
    return AnalysisSection(_("Advice and training"), heading=heading, rows=rows, numbers=(1, 2, 3))
