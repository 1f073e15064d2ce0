"""What an owner may say of what they promised, and how that is called."""

from enum import StrEnum

from ...web.i18n import _l, register_labels


class OwnerReply(StrEnum):
    """How far something promised is, in its owner's word."""

    DONE = "done"
    NOT_YET = "not_yet"
    CANNOT = "cannot"


register_labels(
    {
        OwnerReply.DONE: _l("It is done"),
        OwnerReply.NOT_YET: _l("Not yet"),
        OwnerReply.CANNOT: _l("I cannot do it"),
    }
)
