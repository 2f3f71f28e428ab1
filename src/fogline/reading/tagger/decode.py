"""From probabilities of outside/begin/inside labels to spans."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fogline.reading.tagger.weights import Floats

LEAST = 1e-9  # probability below which logarithms are cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words `first`..`last` under `label`; `score` is the mean probability of its words' labels."""

    label: int
    first: int
    last: int
    score: float


def best_path(probabilities: Floats) -> list[int]:
    """The most probable labels of W words (W x 1+2n: outside, then begin and inside of each of n labels) in which an inside
    follows only a begin or inside of its own label."""
    likeliest = probabilities.argmax(axis=1)
    before = np.concatenate([[0], likeliest[:-1]])
    loose = (likeliest % 2 == 0) & (likeliest > 0) & (before != likeliest) & (before != likeliest - 1)
    if not loose.any():  # mostly: nothing to weigh
        return [int(label) for label in likeliest]
    logs = np.log(np.maximum(probabilities, LEAST))
    count = logs.shape[1]
    inside = np.arange(2, count, 2)
    best = logs[0].copy()
    best[inside] = -np.inf
    back = np.zeros(logs.shape, np.int64)
    for word in range(1, len(logs)):
        top = int(best.argmax())
        arrived = np.full(count, best[top])
        source = np.full(count, top)
        begun, going = best[inside - 1], best[inside]
        arrived[inside] = np.maximum(begun, going)
        source[inside] = np.where(begun >= going, inside - 1, inside)
        back[word] = source
        best = arrived + logs[word]
    path = [int(best.argmax())]
    for word in range(len(logs) - 1, 0, -1):
        path.append(int(back[word, path[-1]]))
    return path[::-1]


def runs(probabilities: Floats) -> list[Run]:
    found: list[Run] = []
    path = best_path(probabilities) if len(probabilities) else []
    word = 0
    while word < len(path):
        label, first = path[word], word
        word += 1
        if label == 0:
            continue
        while word < len(path) and path[word] == label + 1:
            word += 1
        chosen = probabilities[range(first, word), path[first:word]]
        found.append(Run(label=(label - 1) // 2, first=first, last=word - 1, score=float(chosen.mean())))
    return found
