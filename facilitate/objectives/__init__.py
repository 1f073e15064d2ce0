"""What the event is to reach: goals, objectives and candidate presentations, each traced to the answers."""
