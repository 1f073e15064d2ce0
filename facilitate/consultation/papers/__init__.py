"""Answers from elsewhere: the form on paper, typing it in, answers collected with another tool."""
