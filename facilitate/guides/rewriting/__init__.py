"""What the team writes into the guide: the running script of a step, how it goes on, the structure of the notes."""
