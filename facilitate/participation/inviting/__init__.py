"""Whom to invite: the list, the mix that is wanted, mails, letters and reminders."""
