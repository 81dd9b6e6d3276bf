"""Blocks: what pages, pictures and slides are made of, as plain values that know no renderer.

head      what every block carries: name, finding, standing, evidence, alternative text
tiles     figures side by side                  table     anything that is rows
chart     a kind and tidy data with roles       prose     sentences, facts, notes
layout    blocks side by side, folds, choices   strings   every string of a block, for tests and exports
"""

from dashboard.blocks.chart import Chart, Kind
from dashboard.blocks.head import Evidence, Head, tells
from dashboard.blocks.layout import Block, Choice, Fold, Row
from dashboard.blocks.prose import Facts, Note, Sentence, Sentences
from dashboard.blocks.small import Bar, Part, Pill, Spark, Stack, Steps, Tone
from dashboard.blocks.strings import strings, within
from dashboard.blocks.table import Cell, Column, Table
from dashboard.blocks.tiles import Change, Tile, Tiles

__all__ = [
    "Bar",
    "Block",
    "Cell",
    "Change",
    "Chart",
    "Choice",
    "Column",
    "Evidence",
    "Facts",
    "Fold",
    "Head",
    "Kind",
    "Note",
    "Part",
    "Pill",
    "Row",
    "Sentence",
    "Sentences",
    "Spark",
    "Stack",
    "Steps",
    "Table",
    "Tile",
    "Tiles",
    "Tone",
    "strings",
    "tells",
    "within",
]
