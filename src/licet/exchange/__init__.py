"""File formats in and out: sanctions lists, case bundles, open data."""
