"""How the privacy check is told in sentences."""

from ...release.models import Verdict
from ...release.wording import undecided_sentence
from ...web.i18n import _, _l, _n, register_labels
from .finding import PassageReason
from .passages import PassageCount

register_labels(
    {
        PassageReason.NAME: _l("name"),
        PassageReason.AGE: _l("age"),
        PassageReason.PLACE: _l("place"),
        PassageReason.NUMBER: _l("number or address"),
        PassageReason.CASE: _l("detail of a case"),
        PassageReason.DATE: _l("date"),
        PassageReason.INSTITUTION: _l("institution"),
        PassageReason.SCHOOL: _l("school or class"),
        PassageReason.WORK: _l("work"),
        PassageReason.HEALTH: _l("health"),
        PassageReason.MARK: _l("appearance"),
        PassageReason.CONTACT: _l("online name"),
        PassageReason.VEHICLE: _l("vehicle"),
    }
)


def clearing_lead(count: PassageCount, unseen: int = 0) -> str:
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
