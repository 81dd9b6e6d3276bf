"""What people read is made in one place: formats by the language, and what was typed through one escaping module.

The rules are held against the source: whatever is given to Streamlit to draw is a text of ours or was escaped.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCREEN = [*sorted((ROOT / "dashboard" / "screen").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py"))]
HOUSE = sorted((ROOT / "dashboard").rglob("*.py"))

DRAWN = {
    "button", "caption", "checkbox", "dialog", "error", "expander", "header", "html", "info", "markdown", "metric",
    "multiselect", "popover", "radio", "selectbox", "status", "subheader", "success", "tabs", "text_input", "title",
    "toast", "toggle", "warning", "write",
}  # fmt: skip
"""What takes Markdown or HTML as its first argument."""

NAMED = {"body", "help", "label"}
"""Arguments that are Markdown wherever they stand."""

ESCAPING = {
    "dashboard.words.escaping": {"markdown", "sentence", "html"},
    "dashboard.screen.kit.markup": {"fill"},  # fills a template of ours: every value in it is escaped
}

REVIEWED = {
    ("filters", "name.capitalize()"): "'Region' or 'Segment', by its type",
    ("filters", "label"): "a label of our own: the function is called with constants alone",
    ("frame", "judged.light"): "'green', 'orange' or 'red', by its type",
    ("draw", "title"): "a page's title, from the navigation",
    ("links", "title"): "a page's title, from the navigation",
}
"""Module and expression → why it needs no escaping."""

NOT_FOR_PEOPLE = {
    ("snapshots/manifest.py", "%Y%m%dT%H%M%S"): "a snapshot's name, which is a folder",
    ("__main__.py", "%Y-%m-%d"): "how a date is typed on the command line",
    ("charts/base.py", "babel's Locale"): "d3's signs of a language, for the axes",
    ("charts/shape.py", "+,.{(int(decimals[1]) if decimals else 0)}f"): "the width of a label, never shown",
    ("screen/kit/long_table.py", ",.10g"): "a format of the browser's own table",
    ("screen/kit/long_table.py", "%d %%"): "a format of the browser's own table",
    ("screen/kit/samples/charts.py", ","): "a made-up figure of the gallery",
    ("screen/kit/samples/page.py", ","): "a made-up figure of the gallery",
}


def drawn(tree: ast.AST) -> Iterator[ast.expr]:
    """Yield every argument that Streamlit would read as Markdown or HTML."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        receiver = node.func.value
        if isinstance(receiver, ast.Name) and receiver.id in ("escaping", "_LOG"):
            continue
        if node.func.attr in DRAWN:
            yield from node.args[:1]
        if node.func.attr in DRAWN | {"page_link"}:
            yield from (keyword.value for keyword in node.keywords if keyword.arg in NAMED)


class Source:
    """A module, and what its expressions come to."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.tree = name, ast.parse(text)
        self.escaping = {
            alias.asname or alias.name
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom) and node.module in ESCAPING
            for alias in node.names
            if alias.name in ESCAPING[node.module]
        }
        self.assigned: dict[str, list[ast.expr]] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                self.assigned.setdefault(node.targets[0].id, []).append(node.value)

    def leaks(self) -> list[str]:
        """Return what is drawn without having been escaped."""
        return [ast.unparse(one) for one in drawn(self.tree) if not self.escaped(one)]

    def escaped(self, expression: ast.expr) -> bool:
        """Whether an expression is a text of ours, or was escaped in every part."""
        if (self.name, ast.unparse(expression)) in REVIEWED or isinstance(expression, ast.Constant):
            return True
        parts = self.parts(expression)
        return parts is not None and all(self.escaped(part) for part in parts)

    def parts(self, expression: ast.expr) -> list[ast.expr] | None:
        """Return what an expression is made of; none where it is escaped, None where nobody knows."""
        match expression:
            case ast.JoinedStr(values=values):
                return [value.value if isinstance(value, ast.FormattedValue) else value for value in values]
            case ast.BinOp(left=left, right=right):
                return [left, right]
            case ast.IfExp(body=body, orelse=orelse):
                return [body, orelse]
            case ast.Call(func=ast.Name(id=name)) if name in self.escaping:
                return []
            case ast.Call(func=ast.Attribute(value=ast.Name(id="escaping"))):
                return []
            case ast.Call(func=ast.Attribute(value=ast.Constant(), attr="join"), args=[argument]):
                return [argument.elt] if isinstance(argument, ast.GeneratorExp) else None
            case ast.Name(id=name):
                return self.assigned.get(name)
        return None


def module(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", SCREEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_whatever_is_drawn_is_ours_or_escaped(path: Path) -> None:
    assert Source(module(path), path.read_text("utf-8")).leaks() == []


@pytest.mark.parametrize(
    "text",
    [
        "st.markdown(f'**{company}**')",
        "st.warning(attempt.sentence)",
        "said = snapshot.notice\nst.error(said)",
        "column.caption('Read from ' + folder)",
        "st.dialog(f'{region}: how do we know?')(answer)",
        "st.page_link(path, label=f'{company}')",
        "st.toggle('Only', help=meaning)",
        "st.write(', '.join(names))",
    ],
)
def test_the_rule_finds_what_is_not_escaped(text: str) -> None:
    assert len(Source("page", text).leaks()) == 1


def test_the_rule_lets_pass_what_is() -> None:
    text = (
        "from dashboard.words.escaping import markdown\n"
        "label = f'**{markdown(name)}**' + (' :gray[x]' if more else '')\n"
        "st.expander(label)\nst.title('A' if found else 'B')\nst.caption(', '.join(markdown(one) for one in names))"
    )
    assert Source("page", text).leaks() == []


def test_html_is_made_by_templates_that_escape() -> None:
    unsafe = []
    for path in SCREEN:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            said = ast.unparse(node) if isinstance(node, ast.Call | ast.keyword) else ""
            marked = said.startswith("Markup(") and not said.endswith(".render(values))")
            if marked or said.startswith("unsafe_allow_html="):
                unsafe.append(f"{path}: {said}")
    assert unsafe == []


def formatted(path: Path) -> Iterator[str]:
    """Yield what formats by hand: directives of strftime, percent and thousands in a format, Babel itself."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = ast.unparse(node.format_spec)[2:-1]
            if "%" in spec or "," in spec:
                yield spec
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if len(text) < 30 and any(directive in text for directive in ("%b", "%B", "%d", "%Y")):
            yield text
        if isinstance(node, ast.Attribute) and node.attr == "strftime":
            yield "strftime"
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "babel":
            yield f"babel's {', '.join(alias.name for alias in node.names)}"


def test_numbers_and_dates_are_set_by_the_formats_alone() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {what}"
        for path in (*HOUSE, *sorted((ROOT / "data_checks").glob("*.py")))
        for what in formatted(path)
        if path.parent.name != "words"
        and path != ROOT / "data_checks" / "numerals.py"  # which may know nothing of the house
        and (path.relative_to(ROOT).as_posix().removeprefix("dashboard/"), what) not in NOT_FOR_PEOPLE
        and (path.stem, what) != ("settings", "babel's Locale, UnknownLocaleError")  # is a locale one?
    ]
    assert found == []


def test_no_sentence_for_people_stands_beside_the_numbers() -> None:
    """Texts of several words there are meanings and formulas of measures, or say what a programmer did wrong."""
    definitions = {"entries", "formulas", "named"}
    said = []
    for path in sorted((ROOT / "dashboard" / "measures").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        raised = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.Raise) for inner in ast.walk(node)}
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        defines = bool(definitions & {path.stem, path.parent.name})
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if text.count(" ") >= 3 and id(node) not in raised | docs and not defines:
                said.append(f"{path}: {text}")
    assert said == []
