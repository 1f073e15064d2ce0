"""The bulletin: what is new, put together from the rooms, sent to every office and organisation in its language."""
