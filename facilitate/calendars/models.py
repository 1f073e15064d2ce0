"""Calendar subscriptions that can be taken back."""

from sqlalchemy.orm import Mapped

from ..data.db import Keyed, parent


class Feed(Keyed):
    """An event's calendar feed. The address is signed over `nonce`: a new nonce makes the old address stop."""

    event_id: Mapped[int] = parent("event.id", unique=True)
    nonce: Mapped[str]
