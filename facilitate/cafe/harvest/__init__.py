"""What the tables said, round by round."""
