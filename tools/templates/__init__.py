"""How templates are laid out: `python -m tools.templates [--check] [FILE…]`."""
