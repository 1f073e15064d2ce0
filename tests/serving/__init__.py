"""The planner as it is served: slow senders, several processes, outside parts that go away."""
