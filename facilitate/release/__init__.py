"""What leaves the house: one clearing for every text, one release by two people, one table of all ways out."""
