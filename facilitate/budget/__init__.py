"""What an event costs and who carries it: cost lines, contributions in cash and in kind, exchange rates."""
