"""Working through a checklist: seen by phase, person, week and on a timeline; ticked, given, talked about."""
