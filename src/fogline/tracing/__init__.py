"""Readings to origins: who is only repeating whom, and what changed on the way. Others need what stands here, no more."""

from fogline.tracing.meaning import Embedder, available
from fogline.tracing.shingles import Match
from fogline.tracing.traced import Heard, Traced, repeated, retrace, trace
from fogline.tracing.translations import without
from fogline.tracing.voices import plain

__all__ = ["Embedder", "Heard", "Match", "Traced", "available", "plain", "repeated", "retrace", "trace", "without"]
