"""The JSON form of every record, as the contract of the commands has it: one object a line, keys always in the same order."""

from fogline.contract.claims import claim_from_line, claim_line, place_line, ref_line, report_from_document
from fogline.contract.lines import (
    coverage_line,
    disagreement_line,
    dump,
    event_line,
    flip_line,
    ground_line,
    judgement_line,
    mention_line,
    origin_line,
    rejected_line,
    report_line,
    situation_line,
    strength_line,
    tie_line,
)

__all__ = [
    "claim_from_line",
    "claim_line",
    "coverage_line",
    "disagreement_line",
    "dump",
    "event_line",
    "flip_line",
    "ground_line",
    "judgement_line",
    "mention_line",
    "origin_line",
    "place_line",
    "ref_line",
    "rejected_line",
    "report_from_document",
    "report_line",
    "situation_line",
    "strength_line",
    "tie_line",
]
