"""What the invited answer by their personal link: they come, send somebody else or cannot."""
