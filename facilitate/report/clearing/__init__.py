"""What could identify somebody who was helped is found and decided on, line by line."""
