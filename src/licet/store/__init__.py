"""Django models, and the only place that reads and writes files and rows."""
