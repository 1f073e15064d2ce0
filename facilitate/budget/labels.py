"""How the fixed values of a budget are called."""

from ..web.i18n import _l, register_labels
from .models import ContributionKind, CostCategory, PledgeStatus, ValuationBasis

register_labels(
    {
        CostCategory.VENUE: _l("Venue"),
        CostCategory.EQUIPMENT: _l("Equipment"),
        CostCategory.MEALS: _l("Meals and coffee breaks"),
        CostCategory.LODGING: _l("Lodging"),
        CostCategory.TRAVEL: _l("Travel"),
        CostCategory.PER_DIEM: _l("Per diem"),
        CostCategory.FACILITATORS: _l("Travel of facilitators"),
        CostCategory.INTERPRETING: _l("Interpreting and translation"),
        CostCategory.MATERIALS: _l("Materials"),
        CostCategory.PRINTING: _l("Printing"),
        CostCategory.FEES: _l("Fees"),
        CostCategory.OTHER: _l("Other costs"),
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
        ValuationBasis.MARKET_PRICE: _l("market price"),
        ValuationBasis.DAY_RATE: _l("day rate"),
        ValuationBasis.PRICE_LIST: _l("price list"),
        ValuationBasis.GIVER_SAYS: _l("stated by the giver"),
    }
)
register_labels(
    {
        PledgeStatus.PLEDGED: _l("pledged"),
        PledgeStatus.CONFIRMED: _l("confirmed"),
        PledgeStatus.RECEIVED: _l("received"),
    }
)
