"""Spark's grammar without a Spark: what it would not read is an error here.

The grammar is sqlglot's, which reads more than Spark does: words of other engines, too. Those are refused by their
tokens, and functions by a list of those that are called and that Spark has.
"""

from __future__ import annotations

from itertools import pairwise

import sqlglot
from sqlglot import exp
from sqlglot.tokenizer_core import Token, TokenType

CALLED = frozenset({
    "Abs", "And", "Case", "Cast", "Chr", "Coalesce", "Concat", "Count", "Exists", "Extract", "Floor", "If", "Lag",
    "Lead", "Length", "Ln", "Lower", "Max", "Min", "Or", "Pow", "RowNumber", "Substring", "Sum", "Trim", "TryCast",
})  # fmt: skip
"""What sqlglot counts as functions, of those that the queries and audits use. Spark has each of them by the name that
stands in their texts; a new one is looked up in Spark's documentation, or tried on the cluster, and added."""

LOOKED_AT = (exp.Func, exp.Placeholder, exp.Parameter)
SPARK = sqlglot.Dialect.get_or_raise("spark")

_TEXT = (TokenType.VARCHAR, TokenType.CHAR)


class GrammarError(Exception):
    """Spark would not read this text; the message says what of it."""


def read(sql: str) -> exp.Query:
    """Return a query as Spark's grammar reads it.

    Raises GrammarError where it does not read it, or finds words, types or functions that Spark does not know, or
    parameters that nobody filled in.
    """
    try:
        tokens = SPARK.tokenize(sql)
        trees = SPARK.parser().parse(tokens, sql)
    except (sqlglot.ParseError, sqlglot.TokenError) as error:
        raise GrammarError(f"Spark does not read it: {error}") from error
    if len(trees) != 1 or not isinstance(tree := trees[0], exp.Query):
        raise GrammarError("It is not one query.")
    strangers = {type(node).__name__ for node in tree.walk() if isinstance(node, LOOKED_AT)} - CALLED
    strangers |= {one.text for one, next_one in pairwise([*tokens, None]) if one and _is_foreign(one, next_one)}
    if strangers:
        raise GrammarError(f"Spark does not know, or is not known to know: {', '.join(sorted(strangers))}.")
    return tree


def _is_foreign(token: Token, following: Token | None) -> bool:
    """Whether a word is another engine's: ``double precision``, text without its length, ``qualify``."""
    if token.token_type in _TEXT:
        return following is None or following.token_type != TokenType.L_PAREN
    if token.token_type == TokenType.DISTINCT:
        return following is not None and following.token_type == TokenType.ON
    return token.token_type == TokenType.QUALIFY or (" " in token.text and token.token_type == TokenType.DOUBLE)
