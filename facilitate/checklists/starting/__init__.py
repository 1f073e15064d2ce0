"""Where a checklist comes from: shipped workbooks, the organisation's own."""
