"""The sections of a national analysis in their order, for page and Word alike, in the language spoken now."""

from functools import partial

from ...forums.passing.labels import passed_to_text
from ...release.models import TextSource
from ...release.texts import digest_of
from ...web.i18n import LANGUAGES, _, _n, format_day, pick_wording, use_language
from ..analysis.sections import (
    AnalysisSection,
    Say,
    as_cleared,
    as_written,
    star_said,
    written_block,
)
from ..panorama.comparison import line_change
from ..panorama.wording import changes_said, country_said, lead_said
from ..telling_words import HIDDEN, NONE, count_said
from .blocks import NATIONAL_BLOCKS
from .queries import NationalAnalysis


def national_sections(found: NationalAnalysis, say: Say = as_written) -> list[AnalysisSection]:
    """All sections; a block nobody has written is there too, without text."""
    order = [
        _block(found, "summary", say),
        _changes(found),
        _numbers(found),
        _splits(found),
        _counties(found),
        _comparable(found),
        _unusual(found),
        _block(found, "unusual", say),
        _block(found, "vulnerable", say),
        _block(found, "services", say),
        _block(found, "problems", say),
        _passed(found, say),
        _block(found, "next", say),
    ]
    return [one for one in order if one.key or one.texts or one.rows]


def national_digest(found: NationalAnalysis) -> str:
    """Changes when any word or number does, in either language."""
    said: list[str] = []
    for code in LANGUAGES:
        with use_language(code):
            for one in national_sections(found, as_cleared(found.cleared)):
                said += [one.title, *one.texts, *one.heading, *("\t".join(row) for row in one.rows)]
    return digest_of(said)


def _block(found: NationalAnalysis, key: str, say: Say) -> AnalysisSection:
    title = str(NATIONAL_BLOCKS[key][0])
    return written_block(title, key, found.texts.get(key), partial(say, TextSource.NATION))


def _changes(found: NationalAnalysis) -> AnalysisSection:
    """What rose and what fell, in words."""
    return AnalysisSection(_("What rose and what fell"), texts=changes_said(found.found))


def _numbers(found: NationalAnalysis) -> AnalysisSection:
    whole = found.found
    ids = [one.id for one in whole.forums]
    rows = []
    for line in whole.lines:
        told = sum(whole.told(line, one) is not None for one in whole.forums)
        if not told:
            continue
        moved = line_change(line.id, whole.totals, ids, whole.period)
        rows.append(
            (
                pick_wording(line.name),
                pick_wording(line.unit),
                country_said(whole.country(line)),
                count_said(moved.by, signed=True) if moved else NONE,
                _("%(told)d of %(all)d", told=told, all=len(ids)),
            )
        )
    heading = [_("Indicator"), _("Unit"), _("All"), _("Difference"), _("Forums that report it")]
    texts = []
    if rows:
        texts = [
            star_said(),
            _(
                "≥ at least: some forums are missing or too small to be shown. The change is "
                "over forums that give both half-years."
            ),
        ]
    return AnalysisSection(_("Numbers"), texts=texts, heading=heading, rows=rows, numbers=(2, 3, 4))


def _splits(found: NationalAnalysis) -> AnalysisSection:
    """The splits, without those of which no part may be told."""
    rows = []
    for line in found.found.lines:
        for table in found.splits(line):
            if set(table.sums) <= {HIDDEN, NONE}:
                continue
            cells = zip(table.heads, table.sums, strict=True)
            said = " · ".join(f"{name} {count_said(number)}" for name, number in cells)
            rows.append((pick_wording(line.name), table.name, said))
    heading = [_("Indicator"), _("By group"), _("Number")]
    return AnalysisSection(_("Numbers by sex, age and kind"), heading=heading, rows=rows, long=True)


def _counties(found: NationalAnalysis) -> AnalysisSection:
    """Who tells its numbers, and who is missing."""
    rows = []
    for one in found.found.forums:
        day = found.approved.get(one.id)
        if day:
            said = _("approved on %(day)s", day=format_day(day, "d MMM y"))
        elif one.id in found.tellings:
            said = _("being corrected; those approved last are shown")
        else:
            said = _("not approved yet")
        rows.append((pick_wording(one.name), said))
    return AnalysisSection(
        _("Which forums give their numbers"),
        texts=[lead_said(found.found)],
        heading=[_("Forum"), _("Status")],
        rows=rows,
    )


def _comparable(found: NationalAnalysis) -> AnalysisSection:
    """What must not be compared with the half-year before."""
    whole, period = found.found, found.period
    now = {one.id for one in whole.forums if (one.id, period) in whole.totals}
    before = {one.id for one in whole.forums if (one.id, period - 1) in whole.totals}
    texts = []
    if before:
        texts.append(
            _n(
                "%(num)d forum has numbers for this half-year and the one before.",
                "%(num)d forums have numbers for this half-year and the one before.",
                len(now & before),
            )
        )
    new = [pick_wording(one.name) for one in whole.lines if one.first == period]
    if before and new:
        texts.append(
            _(
                "Counted for the first time, or differently from before, so they cannot be compared: "
                "%(names)s.",
                names="; ".join(new),
            )
        )
    return AnalysisSection(_("How comparable the numbers are"), texts=texts)


def _unusual(found: NationalAnalysis) -> AnalysisSection:
    rows = [
        (
            pick_wording(one.forum.name),
            pick_wording(one.line.name),
            count_said(one.now),
            count_said(one.before),
        )
        for one in found.found.unusual
    ]
    heading = [_("Forum"), _("Indicator"), _("Number"), _("Last earlier number")]
    return AnalysisSection(
        _("Numbers far from the usual"), heading=heading, rows=rows, numbers=(2, 3), wide=(1,)
    )


def _passed(found: NationalAnalysis, say: Say) -> AnalysisSection:
    forums = {one.id: pick_wording(one.name) for one in found.found.forums}
    rows = [
        (
            say(TextSource.PROBLEM, one.problem_id, "text", one.problem.text),
            say(TextSource.PROBLEM, one.problem_id, "theme", one.problem.theme),
            forums.get(one.problem.forum_id, NONE),
            f"{passed_to_text(one)}, {format_day(one.on, 'd MMM y')}",
            say(TextSource.PASSED_UP, one.id, "answer", one.answer)
            if one.answer.strip()
            else _("no answer yet"),
        )
        for one in found.passed
    ]
    heading = [_("Problem"), _("Theme"), _("Forum"), _("Passed to"), _("Answer")]
    return AnalysisSection(_("Needs passed up"), heading=heading, rows=rows, wide=(4,))
