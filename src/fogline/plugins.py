"""What can be swapped: built-ins in one visible table, third parties through entry points, both through `load(kind, name)`.

A package offers a plug-in by an entry point `name = "module:Class"` in the group `fogline.<kind>`. Nothing registers at
import, and nothing is imported before it is asked for. What each kind must be:

    reader      a callable (case or None, name) whose result has `read(report) -> Reading`
    store       a callable (path, patience=seconds) that gives a `fogline.store.Store`
    export      a callable (Catalogue) that gives rows under another catalogue's columns (publish/catalogue.py)
    sitrep      a callable (Sitrep) that gives the text of a file; its name is the file's suffix without the dot
"""

from __future__ import annotations

from importlib import import_module, metadata
from typing import Any

from fogline.errors import ConfigError

BUILT_IN: dict[str, dict[str, str]] = {
    "reader": {
        "rules": "fogline.pipeline:Pipeline",
        "parse": "fogline.pipeline:Pipeline",
        "tagger": "fogline.pipeline:Pipeline",
    },
    "store": {"sqlite": "fogline.store.sqlite:SqliteStore"},
    "export": {"acled": "fogline.publish.acled:export", "ucdp": "fogline.publish.ucdp:export"},
    "sitrep": {"html": "fogline.publish.html:page", "md": "fogline.publish.markdown:page"},
}
ADVICE = {
    "reader": "use one of these, or install a package that offers it; `llm` is no part of Fogline itself",
}


def names(kind: str) -> tuple[str, ...]:
    """The names known for a kind, built-ins first, then those of installed packages in order of name."""
    others = {entry.name for entry in metadata.entry_points(group=f"fogline.{kind}")}
    return (*BUILT_IN[kind], *sorted(others - set(BUILT_IN[kind])))


def load(kind: str, name: str) -> Any:
    """The callable of a plug-in. Raises ConfigError for an unknown name, listing the known ones, and for one that is broken."""
    if kind not in BUILT_IN:
        raise ConfigError(f"no kind of plug-in {kind!r}", f"known are {', '.join(BUILT_IN)}")
    target = BUILT_IN[kind].get(name)
    try:
        if target:
            module, _, attribute = target.partition(":")
            return getattr(import_module(module), attribute)
        for entry in metadata.entry_points(group=f"fogline.{kind}", name=name):
            return entry.load()
    except (ImportError, AttributeError) as error:
        raise ConfigError(f"the {kind} {name!r} cannot be loaded: {error}", "`fogline doctor` says what is missing") from error
    raise ConfigError(f"no {kind} {name!r}: known are {', '.join(names(kind))}", ADVICE.get(kind, ""))
