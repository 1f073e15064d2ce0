"""Persons' rights: everything kept about somebody as one file, somebody erased, and what goes after its time."""
