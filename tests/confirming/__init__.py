"""Everybody keeps the own entry of the directory true."""
