"""Everybody keeps the own entry of the directory true: asked once a year by a link of their own."""
