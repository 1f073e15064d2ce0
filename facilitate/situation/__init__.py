"""A county's situation as data: what is counted, by whom, and what of it may leave the county. Counts only, never cases."""
