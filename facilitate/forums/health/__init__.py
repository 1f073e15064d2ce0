"""How ready a group is, how healthy the whole, and the indicators of a forum."""
