"""What a committee sees to in municipalities, joint requests for money, advice and training."""
