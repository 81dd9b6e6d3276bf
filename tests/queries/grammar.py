"""An engine's grammar without the engine: what it would not read is an error here.

The grammars are sqlglot's, which read more than the engines do: words of others, too. Of Spark those are refused by
their tokens, and functions by a list of those that are called and that Spark has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

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

GRAMMARS: Mapping[str, str] = MappingProxyType({
    "impala": "spark", "hive": "spark", "spark": "spark", "databricks": "databricks", "trino": "trino",
    "snowflake": "snowflake", "bigquery": "bigquery", "redshift": "redshift", "clickhousedb": "clickhouse",
})  # fmt: skip
"""What SQLAlchemy calls an engine, or a twin may be called by: sqlglot's name of its grammar."""

_TEXT = (TokenType.VARCHAR, TokenType.CHAR)


class GrammarError(Exception):
    """The engine would not read this text; the message says what of it."""


def read(sql: str, engine: str = "impala") -> exp.Query:
    """Return a query as the engine's grammar reads it.

    Raises GrammarError where it does not read it; and, of Spark, where it finds words, types or functions that Spark
    does not know, or parameters that nobody filled in.
    """
    grammar = sqlglot.Dialect.get_or_raise(GRAMMARS[engine])
    try:
        tokens = grammar.tokenize(sql)
        trees = grammar.parser().parse(tokens, sql)
    except (sqlglot.ParseError, sqlglot.TokenError) as error:
        raise GrammarError(f"{engine} does not read it: {error}") from error
    if len(trees) != 1 or not isinstance(tree := trees[0], exp.Query):
        raise GrammarError("It is not one query.")
    if GRAMMARS[engine] == "spark" and (strangers := _strangers(tree, tokens)):
        raise GrammarError(f"Spark does not know, or is not known to know: {', '.join(sorted(strangers))}.")
    return tree


def _strangers(tree: exp.Query, tokens: Sequence[Token]) -> set[str]:
    called = {type(node).__name__ for node in tree.walk() if isinstance(node, LOOKED_AT)}
    return (called - CALLED) | {one.text for one, after in pairwise([*tokens, None]) if one and _is_foreign(one, after)}


def _is_foreign(token: Token, following: Token | None) -> bool:
    """Whether a word is another engine's: ``double precision``, text without its length, ``qualify``."""
    if token.token_type in _TEXT:
        return following is None or following.token_type != TokenType.L_PAREN
    if token.token_type == TokenType.DISTINCT:
        return following is not None and following.token_type == TokenType.ON
    return token.token_type == TokenType.QUALIFY or (" " in token.text and token.token_type == TokenType.DOUBLE)
