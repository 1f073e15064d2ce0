"""What was said, decided and promised, step by step, group by group and table by table."""
