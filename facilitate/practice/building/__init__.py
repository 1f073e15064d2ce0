"""What the edition before was like, side by side."""
