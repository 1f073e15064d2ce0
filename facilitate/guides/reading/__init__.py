"""The guide on screen: to read, to print, to rehearse step by step."""
