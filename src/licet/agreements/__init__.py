"""Agreements between states: who takes part on which day, what was provided."""
