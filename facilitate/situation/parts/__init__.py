"""An office fills in its part of a half-year: by link on a phone, or in Excel."""
