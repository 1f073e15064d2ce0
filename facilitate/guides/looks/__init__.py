"""An organisation's own look: what a Word file brings – styles, header, footer, logo – and nothing else of it."""
