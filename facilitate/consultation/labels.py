"""How the fixed values of a consultation are called."""

from ..i18n import _l, names
from .constellation import Spread
from .standing import Standing

names(
    {
        Standing.NOT_YET: _l("not open yet"),
        Standing.OPEN: _l("open"),
        Standing.CLOSED: _l("closed"),
    }
)
names(
    {
        Spread.NOT_HEARD: _l("not heard yet"),
        Spread.ONE_SIDED: _l("one-sided"),
        Spread.SOME: _l("in some"),
        Spread.SHARED: _l("shared"),
    }
)
