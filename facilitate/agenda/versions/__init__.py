"""The agenda as it once was: its history in words, named versions, two compared, one restored."""
