"""How it was: a short questionnaire at the end, compared with earlier editions."""
