"""What comes by itself: mails before something is due, a calendar of due dates."""
