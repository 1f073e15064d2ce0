"""How the privacy check is told in sentences."""

from ...release.models import Verdict
from ...release.wording import undecided_sentence
from ...web.i18n import _, _l, _n, register_labels
from .finding import Why
from .passages import Count

register_labels(
    {
        Why.NAME: _l("name"),
        Why.AGE: _l("age"),
        Why.PLACE: _l("place"),
        Why.NUMBER: _l("number or address"),
        Why.CASE: _l("detail of a case"),
        Why.DATE: _l("date"),
        Why.INSTITUTION: _l("institution"),
        Why.SCHOOL: _l("school or class"),
        Why.WORK: _l("work"),
        Why.HEALTH: _l("health"),
        Why.MARK: _l("appearance"),
        Why.CONTACT: _l("online name"),
        Why.VEHICLE: _l("vehicle"),
    }
)


def lead(count: Count, unseen: int = 0) -> str:
    """The first sentence of the page. `unseen`: texts that have not been looked through yet."""
    if count.open:
        return undecided_sentence(count.open, count.lines)
    if unseen:
        return _("Some texts are still being checked.")
    if not count.verdicts:
        return _("Nothing was found that could identify somebody.")
    done = [
        _n(
            "%(num)d passage is kept",
            "%(num)d passages are kept",
            count.verdicts.get(Verdict.KEEP, 0),
        ),
        _n(
            "%(num)d is generalised",
            "%(num)d are generalised",
            count.verdicts.get(Verdict.GENERALISE, 0),
        ),
        _n("%(num)d is removed", "%(num)d are removed", count.verdicts.get(Verdict.REMOVE, 0)),
    ]
    return _("Everything has been decided: %(done)s.", done=", ".join(done))
