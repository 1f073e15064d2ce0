"""A year in one document as it may leave the house: the words of each event as its report would have them, in the language spoken now."""

from ..forums.leaving import clear_problems
from ..release.models import TextSource
from ..report.clearing.outgoing import OutgoingTexts, outgoing_texts
from ..web.i18n import _, current_language, format_day, format_days, pick_wording
from .paper import action_owner
from .word import YearPaper, YearSection
from .year import GatheredYear, YearMeeting
from .year_wording import action_state, year_lead, year_title


def year_paper(found: GatheredYear) -> YearPaper:
    """The paper; what nobody has decided about is left out, and it is said of which events."""
    told = {one.event.id: outgoing_texts(one.event) for one in found.meetings}
    cleared = clear_problems(found.needs)
    waits = [
        pick_wording(one.event.title)
        for one in found.meetings
        if _left_out(one, told[one.event.id])
    ]
    left = (
        [
            _(
                "Left out, because nobody has decided about the words yet: %(events)s.",
                events=", ".join(waits),
            )
        ]
        if waits
        else []
    )
    needs = [
        (
            format_day(one.raised_on, "dated"),
            one.county.name if one.county else "–",
            text,
        )
        for one in found.needs
        if (text := cleared.texts.get((TextSource.PROBLEM, one.id, "text")))
    ]
    return YearPaper(
        language=current_language(),
        title=year_title(found.period),
        when=format_days(found.period.first, found.period.last, year=True),
        lead=year_lead(found),
        meetings=[
            (
                _when(one),
                f"{pick_wording(one.event.title)} · {one.kind}",
                one.event.town or "–",
                str(one.people or ("–" if one.held else _("planned"))),
            )
            for one in found.meetings
        ],
        kinds=[
            (
                kind.name,
                str(len(kind.meetings)),
                str(kind.attendances or "–"),
                str(kind.decided),
                str(kind.promised),
            )
            for kind in found.kinds
        ],
        sections=[_section(one, told[one.event.id]) for one in found.meetings],
        needs=needs,
        left_out=" ".join([*left, cleared.said] if len(needs) < len(found.needs) else left),
    )


def _when(one: YearMeeting) -> str:
    return format_days(one.event.first_day, one.event.last_day, True)


def _left_out(one: YearMeeting, out: OutgoingTexts) -> bool:
    """Whether something decided or promised there waits for somebody to decide about its words."""
    decided = any(out.decision(row.id) is None for row in one.decisions)
    return decided or any(out.action(row.id) is None for row in one.actions)


def _section(one: YearMeeting, out: OutgoingTexts) -> YearSection:
    decisions = [text for row in one.decisions if (text := out.decision(row.id))]
    actions = [
        (text, action_owner(out, row), action_state(row))
        for row in one.actions
        if (text := out.action(row.id))
    ]
    return YearSection(f"{pick_wording(one.event.title)}, {_when(one)}", decisions, actions)


def year_file_name(found: GatheredYear) -> str:
    """What the file is called, before its language: `year-2026-kukes`."""
    year = found.period.year
    when = str(year) if year else f"{found.period.first:%Y-%m-%d}-{found.period.last:%Y-%m-%d}"
    return "-".join(
        filter(None, [_("year"), when, found.period.forum.slug if found.period.forum else ""])
    )
