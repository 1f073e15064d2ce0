"""What the technical table reads, in words."""

from collections.abc import Mapping, Sequence

from ...web.i18n import _, _n, format_day, pick_wording, use_language
from ..cells import TOTAL, SplitKind
from ..labels import people_name, source_name, split_name
from ..models import SituationIndicator, SituationReview
from ..queries import mirrored_by
from .count_checks import CountFinding, CountFindingKind


def finding_said(finding: CountFinding, lines: Mapping[int, SituationIndicator]) -> str:
    """What is to be looked at, as one sentence; who it is about stands beside it. What nobody counts says `uncounted_said`."""
    line = lines[finding.line]
    if finding.kind is CountFindingKind.HOLE:
        return _("No number was given.")
    if finding.kind is CountFindingKind.NO_SPLIT and finding.split is not None:
        return _("The total is not split: %(split)s.", split=split_name(line, finding.split))
    if finding.kind is CountFindingKind.APART and finding.split is SplitKind.PLACE:
        return _(
            "%(now)d here, but %(other)d in this municipality from the office that counts (%(office)s).",
            now=finding.now,
            other=finding.other,
            office=source_name(line.sources[0]),
        )
    if finding.kind is CountFindingKind.APART:
        return _(
            "%(now)d here, but %(other)d from the office that counts (%(office)s).",
            now=finding.now,
            other=finding.other,
            office=source_name(line.sources[0]),
        )
    mirrored = mirrored_by(line, lines.values())
    if finding.kind is CountFindingKind.UNMATCHED and mirrored is not None:
        return _unmatched_said(finding, line, pick_wording(mirrored.name))
    return _(
        "%(now)d now, %(other)d in the half-year before: far from the usual.",
        now=finding.now,
        other=finding.other,
    )


def _unmatched_said(finding: CountFinding, line: SituationIndicator, name: str) -> str:
    """All together give another number than under `name`: all members where every member counts, else all offices."""
    told = {"now": finding.now, "other": finding.other, "name": name}
    if finding.cell == TOTAL and line.by_every_member:
        return _("All members together give %(now)d here, but %(other)d under “%(name)s”.", **told)
    if finding.cell == TOTAL:
        return _("All offices together give %(now)d here, but %(other)d under “%(name)s”.", **told)
    told["group"] = people_name(finding.cell.partition(":")[2])
    if line.by_every_member:
        return _(
            "%(group)s: all members together give %(now)d here, but %(other)d under “%(name)s”.",
            **told,
        )
    return _(
        "%(group)s: all offices together give %(now)d here, but %(other)d under “%(name)s”.",
        **told,
    )


def uncounted_said(lines: Sequence[SituationIndicator]) -> str:
    """What nobody in the forum counts, and which kind of office would."""
    named = (f"{pick_wording(one.name)} ({source_name(one.sources[0])})" for one in lines)
    return _("No office in this forum counts: %(what)s.", what="; ".join(named))


def question_said(
    finding: CountFinding, lines: Mapping[int, SituationIndicator], language: str
) -> str:
    """What the office is asked, unless somebody writes it differently; in the language of who reads it there."""
    with use_language(language):
        return _(
            "%(name)s: %(said)s Please check, and say what is right.",
            name=pick_wording(lines[finding.line].name),
            said=finding_said(finding, lines),
        )


def table_said(sent: int, asked: int, found: Sequence[CountFinding]) -> str:
    """`5 of 8 offices have sent their numbers; 3 things to look at.` What nobody counts is one thing."""
    if not asked:
        return _("No member of this forum is asked for a number yet.")
    text = _n(
        "%(sent)d of %(num)d office has sent its numbers",
        "%(sent)d of %(num)d offices have sent their numbers",
        asked,
        sent=sent,
    )
    uncounted = [one for one in found if one.kind is CountFindingKind.NOBODY]
    things = len(found) - len(uncounted) + bool(uncounted)
    if not things:
        return f"{text}."
    return f"{text}; " + _n("%(num)d thing to look at.", "%(num)d things to look at.", things)


def review_said(review: SituationReview | None, counted: int, missing: Sequence[str]) -> str:
    """How far the approval is."""
    if review is None or review.sent_on is None:
        return _("Not sent to the members for approval yet.")
    if review.approved_on is not None:
        return _("Approved on %(day)s.", day=format_day(review.approved_on, "dated"))
    return _n(
        "Sent to the members on %(day)s; %(num)d of %(all)d approves. Missing: %(names)s.",
        "Sent to the members on %(day)s; %(num)d of %(all)d approve. Missing: %(names)s.",
        counted - len(missing),
        day=format_day(review.sent_on, "dated"),
        all=counted,
        names=", ".join(missing),
    )
