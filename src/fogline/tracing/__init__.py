"""Readings to origins: who is only repeating whom, and what changed on the way. Others need what stands here, no more."""

from fogline.tracing.meaning import Embedder, available
from fogline.tracing.traced import Heard, Traced, retrace, trace
from fogline.tracing.voices import plain

__all__ = ["Embedder", "Heard", "Traced", "available", "plain", "retrace", "trace"]
