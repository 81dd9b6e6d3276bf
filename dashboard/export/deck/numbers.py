"""Formats of numbers: from d3's, which charts are written in, to those of a sheet, which a native chart reads."""

from __future__ import annotations

import re

_FORM = re.compile(r"^(?P<sign>\+?)(?P<group>,?)(?:\.(?P<digits>\d+))?(?P<kind>[fds%~]*)$")


def sheet_format(number: str) -> str:
    """Return a format of d3 as a sheet's.

    >>> sheet_format(",.1f"), sheet_format("+,.1f"), sheet_format(".0%")
    ('#,##0.0', '+#,##0.0;−#,##0.0;#,##0.0', '0%')
    """
    found = _FORM.match(number)
    sign, digits, kind = (found["sign"], int(found["digits"] or 0), found["kind"]) if found else ("", 1, "f")
    if "s" in kind:
        plain = '[>=1000000]#,##0.0,,"M";[>=1000]#,##0,"K";#,##0'
        return plain if not sign else "+#,##0;−#,##0;0"
    places = "." + "0" * digits if digits else ""
    whole = ("0" if "%" in kind else "#,##0") + places + ("%" if "%" in kind else "")
    return f"+{whole};−{whole};{whole}" if sign else whole.replace("−", "-")
