"""Download the repositories that the public corpora come from, at the commits that corpora.toml names.

    python bench/fetch.py --to DIR [syria_outlets muc4 ...]

For people who want to re-run the benchmarks; never used by tests, `make` or anything at run time. An archive lands in DIR as
REPOSITORY-COMMIT.tar.gz, its SHA-256 is printed, and it is not taken again where it is there. The licence of each is in
corpora.toml. The benchmarks read one JSON object a line (docs/measurements.md names the fields and says which part of each
original is measured on); an archive has to be brought into that form before it is given as --data."""

from __future__ import annotations

import argparse
import hashlib
import shutil
import urllib.request
from pathlib import Path

from corpora import Corpus, corpora
from figures import script

from fogline.errors import BackendError, SourceError

PATIENCE = 60  # seconds without an answer


def main(arguments: list[str]) -> int:
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--to", type=Path, required=True)
    made.add_argument("names", nargs="*", help="of corpora.toml (default: all)")
    options = made.parse_args(arguments)
    unknown = sorted(set(options.names) - set(corpora()))
    if unknown:
        raise SourceError(f"no corpus is called {', '.join(unknown)}", f"they are {', '.join(corpora())}")
    options.to.mkdir(parents=True, exist_ok=True)
    wanted = [corpus for corpus in corpora().values() if not options.names or corpus.name in options.names]
    for address in dict.fromkeys(map(address_of, wanted)):
        path = fetched(address, options.to)
        names = ", ".join(c.name for c in wanted if address_of(c) == address)
        print(f"{path}  sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}  ({names})")
    return 0


def address_of(corpus: Corpus) -> str:
    return f"{corpus.repository}/archive/{corpus.commit}.tar.gz"


def fetched(address: str, folder: Path) -> Path:
    """The archive of an address; written whole or not at all."""
    repository, commit = address.split("/")[4], address.rsplit("/", 1)[1]
    path = folder / f"{repository}-{commit}"
    if path.is_file():
        return path
    part = path.with_name(path.name + ".part")
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer, part.open("wb") as out:
            shutil.copyfileobj(answer, out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise BackendError(
            f"{address}: {error}", "try again with a network, or take the repository by hand at this commit"
        ) from error
    part.rename(path)
    return path


if __name__ == "__main__":
    script(main)
