"""Decisions as pages offer them: what each is called, and its key in review."""

from __future__ import annotations

from fogline.mending import SLOTS

SAID = {
    "accept": "accept",
    "wrong": "wrong",
    "edit": "edit a value",
    "dated": "give a day",
    "same": "the same incident",
    "different": "not the same",
    "alias": "another spelling",
    "undo": "undo",
}
KEYS = {"accept": "a", "wrong": "w", "edit": "e", "dated": "t", "same": "s", "different": "d"}
OFFERED = (*SLOTS, "killed", "wounded", "captured")  # what a new value may be given to; any other quantity by its name
TWO = ("same", "different")  # take a second event
