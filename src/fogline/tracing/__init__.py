"""Readings to origins: who is only repeating whom, and what changed on the way. `trace` is all that others need."""

from fogline.tracing.origins import Traced, trace
from fogline.tracing.voices import plain

__all__ = ["Traced", "plain", "trace"]
