"""The budget as a workbook that recomputes, and back."""
