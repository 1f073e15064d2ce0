"""What a committee sees to in municipalities, and joint requests for money."""
