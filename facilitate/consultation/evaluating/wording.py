"""What an evaluation came to, in sentences of the language spoken now: the same on the page, in Excel and in the report."""

from ...web.i18n import _, _n, format_day, whole_percent
from ..constellation.wording import decimal_text
from ..models import QuestionKind
from ..sharing.wording import quote_text
from .results import OVERALL, ComparedValue, EvaluatedEdition, Results


def results_lead(results: Results) -> str:
    """`48 of 108 answered; 4.4 of 5 overall, 0.3 more than in 2006.`"""
    said = _answered(results)
    if results.overall is None:
        return said + "."
    overall = _("%(mean)s of 5 overall", mean=decimal_text(results.overall))
    difference = difference_to_before_text(results)
    return f"{said}; {overall}, {difference}." if difference else f"{said}; {overall}."


def _answered(results: Results) -> str:
    answers = results.own.answers
    if answers is None:
        return _("A few people answered")
    if not answers:
        return _("Nobody has answered yet")
    if results.came and results.came >= answers:
        return _n(
            "%(num)d of %(came)d participants answered",
            "%(num)d of %(came)d participants answered",
            answers,
            came=results.came,
        )
    return _n("%(num)d person answered", "%(num)d people answered", answers)


def difference_to_before_text(results: Results, key: str = OVERALL) -> str:
    """`0.3 more than in 2006`, of the latest edition it is compared with; nothing where there is none."""
    difference = results.difference(key)
    if difference is None:
        return ""
    latest = results.others[-1]
    before = latest.title if _same_year(results) else _("in %(year)d", year=latest.on.year)
    if not difference:
        return _("the same as %(before)s", before=before)
    if difference > 0:
        return _("%(number)s more than %(before)s", number=decimal_text(difference), before=before)
    return _("%(number)s less than %(before)s", number=decimal_text(-difference), before=before)


def edition_name(edition: EvaluatedEdition, results: Results) -> str:
    """What an edition is called in short: its year, or its first day where some are of the same year."""
    return format_day(edition.on, "d.M.yyyy") if _same_year(results) else str(edition.on.year)


def _same_year(results: Results) -> bool:
    years = [one.on.year for one in (results.own, *results.others)]
    return len(years) != len(set(years))


def value_text(value: ComparedValue | None) -> str:
    """`4.4`, or `81%` of those who took the first choice; a line where there is nothing to compare."""
    if value is None:
        return "–"
    if value.kind is QuestionKind.SCALE:
        return decimal_text(value.number)
    return whole_percent(100 * value.number)


def compared_by(value: ComparedValue) -> str:
    """What the number means: the mean, or the share of the first choice."""
    return _("mean") if value.kind is QuestionKind.SCALE else quote_text(value.first)
