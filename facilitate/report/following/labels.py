"""What an owner may say of what they promised, and how that is called."""

from enum import StrEnum

from ...web.i18n import _l, register_labels


class Reply(StrEnum):
    """How far something promised is, in its owner's word."""

    DONE = "done"
    NOT_YET = "not_yet"
    CANNOT = "cannot"


register_labels(
    {Reply.DONE: _l("It is done"), Reply.NOT_YET: _l("Not yet"), Reply.CANNOT: _l("I cannot do it")}
)
