"""Persons, organisations, states and vessels as they stand in a case or on a list."""
