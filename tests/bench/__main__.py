"""`python -m tests.bench [WORD ...]`, which `make bench` runs."""

import sys

from tests.bench.harness import main

sys.exit(main(sys.argv[1:]))
