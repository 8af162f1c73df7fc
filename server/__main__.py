"""`python -m server` is the same as `unsaid`."""

import sys

from server.cli import main

sys.exit(main())
