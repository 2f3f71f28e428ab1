"""Stands here so that pytest puts this folder on the path: tests of every folder may import `made`.

Properties run 40 examples each, without a limit on the time of one: a busy machine must not fail a test.
"""

from hypothesis import settings

settings.register_profile("fogline", max_examples=40, deadline=None)
settings.load_profile("fogline")
