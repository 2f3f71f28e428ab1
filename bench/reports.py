"""Coded reports scored as they are: the real ones with and without their case, and this project's own.

    python bench/reports.py --scorer ../shared/score/score_claims.py [--shared ../shared] [--case examples/afghanistan-2021]

The scorer prints found, slots and supported and is run as it is, as a process of its own; `faults` counts claims from
furniture, quotes that are not in the text and quotes over 400 code points.
"""

from __future__ import annotations

from pathlib import Path

from figures import finish, parser, script
from transfer import HERE, ROOT, loaded, scorer_of, scores

from fogline import case as cases
from fogline.pipeline import Pipeline


def main(arguments: list[str]) -> int:
    made = parser(__doc__)
    made.add_argument("--scorer", type=Path, help="score_claims.py (default: in ../score beside --data)")
    made.add_argument("--shared", type=Path, help="folder with reports/ and score/ (default: beside --data)")
    made.add_argument("--case", type=Path, default=ROOT / "examples" / "afghanistan-2021")
    options = made.parse_args(arguments)
    scorer = scorer_of(options.scorer, options.data)
    real, own = loaded(options.shared or options.data.resolve().parent), loaded(HERE / "own")
    alone, with_case = Pipeline(), Pipeline(cases.load(options.case))
    figures = []
    for coded, how, pipeline in (
        (real, "with its case", with_case),
        (real, "without a case", alone),
        (own, "without a case", alone),
    ):
        figures += scores(coded, how, pipeline, scorer, options.verbose)
    return finish("coded reports", figures, options)


if __name__ == "__main__":
    script(main)
