"""Reading: answers sieved and searched, passages coded with themes, themes merged and split."""
