"""The measuring scripts are no package: they run as scripts, and import their neighbours by name."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
