"""What words say of a name that stands beside them."""

from .vocabulary import CLASSES

MEANINGS = sum(
    CLASSES[name]
    for name in (
        "office",
        "organisation",
        "institution",
        "landmark",
        "month",
        "weekday",
        "ordinal",
        "count",
        "person",
        "kin",
        "illness",
        "case_word",
        "pronoun",
        "place_word",
        "file_word",
        "social",
        "car",
        "generic",
        "past",
        "condition",
        "work_verb",
        "colour",
        "relative_sq",
    )
)
"""Classes of words that name nobody, however they are written."""

SAYS = frozenset(
    [
        "tha",
        "hapi",
        "prezantoi",
        "paraqiti",
        "falenderoi",
        "pershendeti",
        "drejtoi",
        "moderoi",
        "nenvizoi",
        "theksoi",
        "shpjegoi",
        "propozoi",
        "kerkoi",
        "informoi",
        "raportoi",
        "uroi",
        "foli",
        "mbylli",
        "kujtoi",
        "shtoi",
        "permendi",
        "sqaroi",
        "pyeti",
        "said",
        "opened",
        "presented",
        "thanked",
        "welcomed",
        "chaired",
        "moderated",
        "stressed",
        "explained",
        "proposed",
        "asked",
        "informed",
        "reported",
        "closed",
        "noted",
        "added",
        "spoke",
        "underlined",
        "reminded",
    ]
)
"""What people in office do at meetings."""
