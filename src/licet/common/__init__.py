"""Dates and intervals, money, quantities, states, outcomes, criteria and errors: what every part of Licet agrees on."""
