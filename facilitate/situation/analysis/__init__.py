"""The analysis of a county's situation puts itself together: numbers, texts, meetings, what was done and what was passed up."""
