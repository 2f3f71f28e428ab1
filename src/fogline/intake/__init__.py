"""Bytes to reports: what is the text, in which parts, in which language, from when. See `read`."""
