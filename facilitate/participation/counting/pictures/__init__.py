"""Tables of figures drawn as SVG: bars, a map of the twelve counties, the way from invited to attended, lines over years."""
