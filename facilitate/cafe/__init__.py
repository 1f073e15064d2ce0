"""The world café: tables, hosts, questions, rounds."""
