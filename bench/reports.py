"""Coded reports scored as they are: the real ones with and without their case, and this project's own.

    python bench/reports.py --scorer ../shared/score/score_claims.py [--shared ../shared] [--case examples/afghanistan-2021]

The scorer prints found, slots and supported and is run as it is, as a process of its own; `faults` counts claims from furniture, quotes
that are not in the text and quotes over 400 code points.
"""

from __future__ import annotations

from pathlib import Path

from figures import DEFAULT_DATA, finish, parser, script
from fogline import case as cases
from fogline.errors import SourceError
from fogline.pipeline import Pipeline
from transfer import HERE, ROOT, loaded, scores


def main(arguments: list[str]) -> int:
    made = parser(__doc__)
    made.add_argument("--scorer", type=Path, default=DEFAULT_DATA.parent / "score" / "score_claims.py")
    made.add_argument("--shared", type=Path, default=DEFAULT_DATA.parent, help="folder with reports/ and score/")
    made.add_argument("--case", type=Path, default=ROOT / "examples" / "afghanistan-2021")
    options = made.parse_args(arguments)
    if not options.scorer.is_file():
        raise SourceError(f"{options.scorer}: the scorer is not there", "name it with --scorer")
    real, own = loaded(options.shared), loaded(HERE / "own")
    alone, with_case = Pipeline(), Pipeline(cases.load(options.case))
    figures = []
    for coded, how, pipeline in ((real, "with its case", with_case), (real, "without a case", alone), (own, "without a case", alone)):
        figures += scores(coded, how, pipeline, options.scorer, options.verbose)
    return finish("coded reports", figures, options)


if __name__ == "__main__":
    script(main)
