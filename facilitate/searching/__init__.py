"""Finding anything: one field for events, pages, people, steps, tasks, techniques, answers and notes one may see."""
