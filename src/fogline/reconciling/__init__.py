"""Claims, origins and judgements to Events and Disagreements: which claims are one incident, and where they differ."""

from __future__ import annotations

from fogline.reconciling.features import Party, place_key
from fogline.reconciling.reconciled import Reconciled, reconcile, times
from fogline.reconciling.told import Told
from fogline.reconciling.voices import Voices
from fogline.reconciling.withdrawn import TakenBack, Withdrawn, taken_back, withdrawn

__all__ = [
    "Party",
    "Reconciled",
    "TakenBack",
    "Told",
    "Voices",
    "Withdrawn",
    "place_key",
    "reconcile",
    "taken_back",
    "times",
    "withdrawn",
]
