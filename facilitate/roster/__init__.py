"""The roster: people of the directory who lead, take notes, train, interpret or speak, and who of them could lead a step."""
