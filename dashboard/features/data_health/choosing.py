"""What the address asks for of a parameter, among what can be had."""

from __future__ import annotations

from dashboard.blocks import Choice, Head
from dashboard.data.question import Question
from dashboard.words.data_health.choices import not_offered


def choice(question: Question, name: str, parameter: str, label: str, options: tuple[tuple[str, str], ...]) -> Choice:
    """Return the choice of a parameter: what the address asks for, or the first option where it cannot be had."""
    asked = question.parameter(parameter)
    known = asked in dict(options)
    chosen = asked if asked is not None and known else options[0][0]
    said = "" if asked is None or known else not_offered(label, asked, dict(options)[chosen])
    return Choice(Head(name=name, finding=False), parameter, label, options, chosen, said)
