"""How the fixed values of a budget are called."""

from ..web.i18n import _l, register_labels
from .models import Basis, Category, ContributionKind, Pledge

register_labels(
    {
        Category.VENUE: _l("Venue"),
        Category.EQUIPMENT: _l("Equipment"),
        Category.MEALS: _l("Meals and coffee breaks"),
        Category.LODGING: _l("Lodging"),
        Category.TRAVEL: _l("Travel"),
        Category.PER_DIEM: _l("Per diem"),
        Category.FACILITATORS: _l("Travel of facilitators"),
        Category.INTERPRETING: _l("Interpreting and translation"),
        Category.MATERIALS: _l("Materials"),
        Category.PRINTING: _l("Printing"),
        Category.FEES: _l("Fees"),
        Category.OTHER: _l("Other costs"),
    }
)
register_labels(
    {
        ContributionKind.CASH: _l("cash"),
        ContributionKind.IN_KIND: _l("in kind"),
        ContributionKind.EMPLOYER: _l("carried by employers"),
    }
)
register_labels(
    {
        Basis.MARKET_PRICE: _l("market price"),
        Basis.DAY_RATE: _l("day rate"),
        Basis.PRICE_LIST: _l("price list"),
        Basis.GIVER_SAYS: _l("stated by the giver"),
    }
)
register_labels(
    {
        Pledge.PLEDGED: _l("pledged"),
        Pledge.CONFIRMED: _l("confirmed"),
        Pledge.RECEIVED: _l("received"),
    }
)
