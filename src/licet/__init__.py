"""Licet keeps what a state has promised and decides what it may ship."""

__version__ = "0.1.0"
