"""The one exception for "you cannot do that now"."""


class Refused(Exception):
    """Something cannot be done now; the message is a translated sentence for a page of its own."""
