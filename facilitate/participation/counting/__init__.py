"""What it says: figures of one event and across events, on screen and out of the house."""
