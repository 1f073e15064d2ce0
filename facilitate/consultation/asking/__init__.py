"""Asking: the questionnaire, its questions and choices, its open link and poster."""
