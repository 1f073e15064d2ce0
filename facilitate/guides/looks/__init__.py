"""A look of the organisation’s own: an uploaded Word file whose styles, header, footer and logo a guide wears."""
