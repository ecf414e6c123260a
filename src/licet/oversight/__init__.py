"""Statistics, public reports, red flags and audit samples."""
