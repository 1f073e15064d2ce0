"""The checklist as an Excel file, and the edited file back."""
