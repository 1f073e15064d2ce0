"""How splits and their parts are called."""

from collections.abc import Mapping

from ..directory.models import OfficeKind
from ..lib.text import Words, capitalize_first
from ..web.i18n import LANGUAGES, _, _l, label_of, pick_wording, register_labels, use_language
from .cells import EVERY_MEMBER, NOT_KNOWN, TOTAL, PeopleSplit, PlaceSplit, SplitKind
from .models import SituationIndicator
from .period import period_name

register_labels(
    {
        PeopleSplit.NONE: _l("not split by people"),
        PeopleSplit.SEX: _l("women and girls, men and boys"),
        PeopleSplit.AGE: _l("children and adults"),
        PeopleSplit.SEX_AGE: _l("girls, boys, women, men"),
        PeopleSplit.AGES: _l("four age groups"),
        PeopleSplit.SEX_AGES: _l("four age groups of women and girls, men and boys"),
    }
)
register_labels(
    {
        SplitKind.PEOPLE: _l("By sex and age"),
        SplitKind.PART: _l("By kind"),
        SplitKind.PLACE: _l("By place"),
    }
)
register_labels(
    {
        PlaceSplit.NONE: _l("not split by place"),
        PlaceSplit.DISTRICT: _l("by district"),
        PlaceSplit.MUNICIPALITY: _l("by municipality"),
    }
)
_PARTS = {
    "f": _l("Women and girls"),
    "m": _l("Men and boys"),
    "child": _l("Children"),
    "adult": _l("Adults"),
    "f child": _l("Girls"),
    "m child": _l("Boys"),
    "f adult": _l("Women"),
    "m adult": _l("Men"),
}
_AGES = {
    "0-13": _l("0–13 years"),
    "14-17": _l("14–17 years"),
    "18-24": _l("18–24 years"),
    "25+": _l("25 years and over"),
}
Places = Mapping[PlaceSplit, Mapping[str, str]]
"""For each way to split the territory its places: the key of a cell and the name. Districts by their number."""


def people_name(key: str) -> str:
    """A part of the split by people: `Girls`, `Women and girls, 14–17 years`."""
    if key in _PARTS:
        return str(_PARTS[key])
    *sex, age = key.split()
    return ", ".join([str(_PARTS[one]) for one in sex] + [str(_AGES[age])])


def cell_name(indicator: SituationIndicator, cell: str, places: Places) -> str:
    """What a cell of an indicator is called, in the language spoken now."""
    split, _colon, key = cell.partition(":")
    if cell == TOTAL:
        return _("Total")
    if key == NOT_KNOWN:
        return _("Not known")
    if split == SplitKind.PEOPLE:
        return people_name(key)
    if split == SplitKind.PART:
        return pick_wording(Words(*indicator.parts[int(key)]))
    return places.get(indicator.place, {}).get(key, "–")


def split_name(indicator: SituationIndicator, split: SplitKind) -> str:
    """`By sex and age`; by the one of both that is asked."""
    if split is SplitKind.PEOPLE and indicator.people is PeopleSplit.SEX:
        return _("By sex")
    if split is SplitKind.PEOPLE and indicator.people in (PeopleSplit.AGE, PeopleSplit.AGES):
        return _("By age")
    if split is SplitKind.PLACE:
        return capitalize_first(label_of(indicator.place))
    return label_of(split)


def source_name(source: str) -> str:
    """Who is asked: a kind of office, or every member."""
    return _("Every member") if source == EVERY_MEMBER else label_of(OfficeKind(source))


def sources_said(indicator: SituationIndicator) -> str:
    """`Police; compared with Social services`."""
    first, *others = map(source_name, indicator.sources)
    if not others:
        return first
    return _("%(office)s; compared with %(others)s", office=first, others=", ".join(others))


def asked_said(indicator: SituationIndicator) -> str:
    """From which half-year on, and until which."""
    since = _("since the %(period)s", period=period_name(indicator.first))
    if indicator.last is None:
        return since
    return _(
        "from the %(first)s to the %(last)s",
        first=period_name(indicator.first),
        last=period_name(indicator.last),
    )


def kind_names(kind: OfficeKind) -> list[str]:
    """What a kind of office is called in both languages, as *polici* and *policia*."""
    found = []
    for language in LANGUAGES:
        with use_language(language):
            first, *rest = label_of(kind).split()
        heads = [first, f"{first}a", f"{first}i", f"{first.removesuffix('ë')}a"]
        found += [" ".join((head, *rest)) for head in heads]
    return found
