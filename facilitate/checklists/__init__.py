"""Tasks: deadlines, the Excel sheet and its way back."""
