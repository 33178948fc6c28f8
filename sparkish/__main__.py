"""``python -m sparkish``."""

from __future__ import annotations

import sys

from sparkish._cli import main

if __name__ == "__main__":
    sys.exit(main())
