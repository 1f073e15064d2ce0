"""Who belongs, since when, for whom; which offices are missing; one letter to all."""
