"""Inspections, end-use monitoring, quotas and findings."""
