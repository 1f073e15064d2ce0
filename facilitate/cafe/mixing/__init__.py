"""What is mixed at the tables: which traits are evened, how much each weighs, what every table needs."""
