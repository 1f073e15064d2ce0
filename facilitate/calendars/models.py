"""Calendar subscriptions that can be taken back."""

from sqlalchemy.orm import Mapped

from ..data.db import Keyed, parent_key


class Feed(Keyed):
    """An event's calendar feed. The address is signed over `nonce`: a new nonce makes the old address stop."""

    event_id: Mapped[int] = parent_key("event.id", unique=True)
    nonce: Mapped[str]
