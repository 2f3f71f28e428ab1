"""Which of many forms of a thing stands for it, as known on any day: the first in an order of those that were known by then.

Of the forms are kept those that were known before all that stand before them: no other is ever the first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Generic[Value]):
    """A form by a claim, known from a day on, as ordinal. Of two the one with the lesser `order` stands first."""

    order: tuple[Any, ...]
    known: int
    claim: str
    value: Value


Forms = Mapping[str, Sequence[Form[Value]]]
"""A thing → its forms, the first in order first; each is known earlier than those before it."""


def keep(forms: list[Form[Value]], order: tuple[Any, ...], known: int, claim: str, made: Callable[[], Value]) -> None:
    """Add a form where it is the first on some day."""
    if any(each.known <= known and each.order <= order for each in forms):
        return
    forms[:] = [each for each in forms if not (known <= each.known and order <= each.order)]
    forms.append(Form(order=order, known=known, claim=claim, value=made()))
    forms.sort(key=lambda form: form.order)


def firsts(forms: Forms[Value]) -> dict[str, Value]:
    """The form that stands for each thing now."""
    return {key: held[0].value for key, held in forms.items()}


def known_by(forms: Forms[Value], day: int, more: Forms[Value], otherwise: Set[str]) -> dict[str, Value] | None:
    """The form that stood for each thing on a day, when the claims `otherwise` gave `more` instead of theirs; None where what
    else was known is needed to tell: they do not give any more what stood first."""
    found: dict[str, Value] = {}
    for key, held in forms.items():
        if held[0].known <= day:
            found[key] = held[0].value
        elif held[-1].known <= day:
            found[key] = next(form.value for form in held if form.known <= day)
    if not otherwise:
        return found
    for key in forms.keys() | more.keys():
        there = [form for form in forms.get(key, ()) if form.known <= day]
        if any(form.claim in otherwise for form in there) and not _among(there, more.get(key, ()), otherwise):
            return None
        first = min((*there, *more.get(key, ())), key=lambda form: form.order, default=None)
        if first is not None:
            found[key] = first.value
    return found


def _among(forms: Sequence[Form[Value]], more: Sequence[Form[Value]], otherwise: Set[str]) -> bool:
    """Whether all forms by some claims are given again."""
    given = {(form.order, form.claim) for form in more}
    return all((form.order, form.claim) in given for form in forms if form.claim in otherwise)
