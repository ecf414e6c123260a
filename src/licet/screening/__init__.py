"""Watchlists, name index, scoring, hits and the rules of adjudicating them."""
