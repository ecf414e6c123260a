"""The same law and screening over columns."""
