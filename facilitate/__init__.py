"""facilitate: from the stakeholders' words to the facilitator guide."""

__version__ = "0.16.0"
