"""The agenda leaves the house: public programme, print, Word, Excel and back, calendars, schedule files."""
