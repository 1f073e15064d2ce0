"""The technical table puts a half-year together: who sent, what does not fit, what was asked back, how far the approval is."""
