"""Readings to origins: who is only repeating whom, and what changed on the way. Others need what stands here, no more."""

from fogline.tracing.meaning import Embedder, available
from fogline.tracing.origins import Traced, trace
from fogline.tracing.voices import plain

__all__ = ["Embedder", "Traced", "available", "plain", "trace"]
