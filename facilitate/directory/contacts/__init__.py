"""Who may see how to reach people, and what of it left the house."""
