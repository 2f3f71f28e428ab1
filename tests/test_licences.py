"""Nothing under the GPL or AGPL is needed at run time; what is locked says what it is licensed under."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import pytest

LOCK = Path(__file__).parents[1] / "requirements.lock"
FORBIDDEN = re.compile(r"\bA?GPL|GNU (Affero )?General Public", re.I)
LESSER = re.compile(r"LGPL|Lesser", re.I)


def licences() -> dict[str, str]:
    found = {}
    for name in re.findall(r"^([a-z0-9][a-z0-9._-]*)==", LOCK.read_text(), re.M):
        try:
            told = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue  # for another platform or Python
        classes = [text for key, text in told.items() if key == "Classifier" and text.startswith("License")]
        found[name] = " ".join([told.get("License-Expression") or "", (told.get("License") or "")[:200], *classes])
    return found


@pytest.mark.floor
def test_no_package_at_run_time_is_under_the_gpl():
    found = licences()
    assert len(found) > 40
    wrong = {
        name: text for name, text in found.items() if FORBIDDEN.search(text) and not re.search(r"MIT|BSD|Apache|MPL", text)
    }
    assert not {name: text for name, text in wrong.items() if not LESSER.search(text)}
