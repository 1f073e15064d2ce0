"""From an answer to what became of it, and back: themes, objectives, steps, decisions and actions as one web."""
