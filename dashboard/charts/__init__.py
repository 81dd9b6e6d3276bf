"""Charts as Vega-Lite specifications: built once a kind, shape and mode, then only given new data.

A specification holds no data and no words of a finding: those stand in the card around it on screen, and
inside the picture when it is exported.

    drawing    specification and data of any chart         shape      all that a specification depends on
    kinds/     a kind a module: its marks, its columns     placing    where words go
    data       figures and series as charts                base       the look that all share
"""

from dashboard.charts.drawing import bound, specification

__all__ = ["bound", "specification"]
