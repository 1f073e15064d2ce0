"""What is written down of each kind of step, agreed beforehand."""
