"""Who presides and next, work plans everybody approves, positions, the handover."""
