"""`python -m opiekun` does what `opiekun` does."""

import sys

from opiekun.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
