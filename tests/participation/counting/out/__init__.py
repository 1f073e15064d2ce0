"""Tests of the files of figures that leave the house, and of the public page."""
