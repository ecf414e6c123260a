"""The read-only JSON twin of each page."""
