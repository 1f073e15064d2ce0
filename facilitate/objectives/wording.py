"""What the objectives' pages say in plain words."""

from collections.abc import Mapping

from ..consultation.constellation.counting import Provenance, ThemeCount
from ..consultation.constellation.wording import group_texts
from ..directory.models import FORUM_SECTOR
from ..lib.suppression import suppress_count
from ..lib.text import inside_sentence
from ..web.i18n import _, _n, current_language, pick_wording
from .board import ObjectivesBoard
from .speakers import SpeakerSuggestion


def objectives_summary(board: ObjectivesBoard) -> str:
    """`6 objectives, 4 agreed. One theme heard in 5 sectors has none yet.`"""
    number = len(board.objectives)
    sentences = [_counted(number, board.agreed) if number else _("No objectives yet.")]
    if len(board.waiting) == 1:
        sentences.append(
            _(
                "One theme heard in %(num)d sectors has no objective yet.",
                num=board.waiting[0].heard_in,
            )
        )
    elif board.waiting:
        sentences.append(
            _(
                "%(num)d themes heard in three sectors or more have no objective yet.",
                num=len(board.waiting),
            )
        )
    elif number and board.served:
        sentences.append(_("Every theme heard in three sectors or more has an objective."))
    return " ".join(sentences)


def _counted(number: int, agreed: int) -> str:
    size = _n("%(num)d objective", "%(num)d objectives", number)
    if not agreed:
        return _("%(objectives)s, none agreed yet.", objectives=size)
    if agreed == number:
        return (
            _("%(objectives)s, all agreed.", objectives=size)
            if number > 1
            else _("1 objective, agreed.")
        )
    return _(
        "%(objectives)s, %(agreed)s.",
        objectives=size,
        agreed=_n("%(num)d agreed", "%(num)d agreed", agreed),
    )


def source_sentence(source: Provenance, total: int) -> str:
    """`from 14 of 31 answers: 8 government, 4 civil society, 2 international`"""
    text = _n(
        "from %(part)d of %(num)d answer",
        "from %(part)d of %(num)d answers",
        total,
        part=source.answers,
    )
    parts = group_texts(source.groups)
    return text + ": " + ", ".join(parts) if parts else text


def source_sentence_outside(source: Provenance, total: int) -> str:
    """Where something comes from, for those who do not read answers: a small number could point to a person, and so could the groups."""
    if suppress_count(source.answers) is None:
        return _n("from a few of %(num)d answer", "from a few of %(num)d answers", total)
    return _n(
        "from %(part)d of %(num)d answer",
        "from %(part)d of %(num)d answers",
        total,
        part=source.answers,
    )


def voices_sentence(row: ThemeCount) -> str:
    """`15 answers from 5 sectors`, `17 answers from 5 sectors and from forums`"""
    answers = _n("%(num)d answer", "%(num)d answers", row.total)
    sectors = _n("%(num)d sector", "%(num)d sectors", row.heard_in)
    if not row.cells.get(FORUM_SECTOR):
        return _("%(answers)s from %(sectors)s", answers=answers, sectors=sectors)
    if not row.heard_in:
        return _("%(answers)s from forums", answers=answers)
    return _("%(answers)s from %(sectors)s and from forums", answers=answers, sectors=sectors)


def voices_sentence_outside(row: ThemeCount) -> str:
    """How widely a theme was heard, for those who do not read answers."""
    return voices_sentence(row) if suppress_count(row.total) is not None else _("a few answers")


def suggestion_reasons(
    one: SpeakerSuggestion, sectors: Mapping[str, str], counties: Mapping[int, str]
) -> list[str]:
    """Why somebody is suggested; `sectors` by key and `counties` by id are their names."""
    person, found = one.person, []
    if person.said:
        found.append(_("said it in the consultation"))
    sector, county = sectors[person.sector], counties.get(person.county or 0, "")
    if one.in_sector:
        found.append(_("heard in the %(sector)s sector", sector=inside_sentence(sector)))
    if one.in_county:
        found.append(_("heard in %(county)s county", county=county))
    if one.words:  # found by a word of the other language: the whole position in the one spoken
        same = one.words.get(current_language()) or (pick_wording(person.position),)
        found.append(_("“%(words)s” in the position or organisation", words="”, “".join(same)))
    if person.presented:
        found.append(_("presented in %(year)s", year=str(person.presented)))
    return found
