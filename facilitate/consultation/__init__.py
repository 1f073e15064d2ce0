"""Asking stakeholders beforehand: questionnaire, answers, themes, constellation."""
