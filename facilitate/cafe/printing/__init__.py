"""What goes on paper: slips, table cards, hosts' sheets, signs, the plan of the room."""
