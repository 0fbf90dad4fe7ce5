"""`python -m alongside.config` is the command line `alongside`."""

from alongside.config.cli import main

main()
