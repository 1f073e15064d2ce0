"""How the planner is started and kept running: commands, serving, jobs, settings."""
