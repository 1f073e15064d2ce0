"""What is there already used again: techniques inserted, steps of another event copied, templates."""
