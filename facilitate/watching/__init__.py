"""Looking after a planner that runs: whether it is alive and ready, figures for monitoring, logs by request."""
