"""Run the command line as ``python -m licet``."""

from licet.cli import main

main()
