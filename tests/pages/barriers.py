"""What stands in the way of who sees, hears or points less, found in the browser: by axe-core, and by the Tab key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

_DEEP = """
  const deep = (root, what) => [...root.querySelectorAll('*')].flatMap(e =>
    [...(e.matches(what) ? [e] : []), ...(e.shadowRoot ? deep(e.shadowRoot, what) : [])])
  const focused = () => {
    let e = document.activeElement
    while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement
    return e
  }
  const said = (e) => (e.getAttribute('aria-label') || e.textContent || e.placeholder || '').trim().slice(0, 60)
  const seen = (e) => e.checkVisibility({visibilityProperty: true})
"""

_STOP = f"""() => {{ {_DEEP}
  const e = focused(), box = e.getBoundingClientRect(), down = document.querySelector('[data-testid=stMain]').scrollTop
  if (!e.matches('a, button, input, summary, pre, .data, [role=button]')) return [e.tagName, '', '', 0, 0, 0, 0, true]
  const style = getComputedStyle(e), frame = getComputedStyle(e.closest('[data-testid=stExpander] details') ?? e)
  let opaque = true, around = e.matches('input')
  for (let at = e; at; at = at.parentElement ?? at.getRootNode().host) opaque &&= getComputedStyle(at).opacity > 0.5
  const ring = around || style.outlineStyle !== 'none' || style.boxShadow !== 'none' || frame.boxShadow !== 'none'
  const fixed = e.closest('[data-testid=stHeader]') ? 0 : down
  return [e.tagName, said(e), e.dataset.open ?? '', box.left, box.top + fixed, box.right, box.bottom + fixed,
          ring && opaque && box.width > 1]
}}"""

_QUIET = """async () => {
  const busy = '[data-stale=true], [data-testid=stStatusWidget], [data-testid=stSkeleton]'
  for (let calm = 0; calm < 10; calm = document.querySelector(busy) ? 0 : calm + 1)
    await new Promise(done => setTimeout(done, 100))
}"""
"""Waits until nothing has run for a second: what is to be written anew is faint until then, and charts follow late."""

_CONTROLS = f"""(within) => {{ {_DEEP}
  return deep(document.querySelector(within), 'a[href], button, input, summary, pre[tabindex], .data, [data-open]')
    .filter(seen).filter(e => !e.disabled && !e.closest('[aria-hidden=true]'))
    .filter(e => !e.matches('[role=option] *, .stMultiSelect button, .stSelectbox button')) // parts of one field
    .map(e => [e.tagName, said(e), e.dataset.open ?? ''])
}}"""


def barriers(page: Page) -> list[str]:
    """Return what breaks WCAG 2.2 AA, or what axe-core holds to be good practice: the rule, the element and why.

    Nothing is excepted: Streamlit's own elements pass, too. Shadow roots are looked into. What a run is about to write
    anew is faint until then, so that is waited for.
    """
    page.evaluate(_QUIET)
    found = Axe().run(page, options={"runOnly": list(TAGS), "resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {node['html'][:200]} {_why(node)}" for one in found for node in one["nodes"]]


def _why(node: dict[str, Any]) -> str:
    return "; ".join(check["message"] for check in (*node["any"], *node["all"], *node["none"]))[:300]


@dataclass(frozen=True)
class Stop:
    """Where the Tab key stops: what it is, its name, what it opens, its box on the page, whether it is seen there."""

    tag: str
    name: str
    opens: str
    left: float
    top: float
    right: float
    bottom: float
    seen: bool

    @property
    def control(self) -> tuple[str, str, str]:
        """What it is known by."""
        return self.tag, self.name, self.opens

    def goes_back(self, before: Stop) -> bool:
        """Whether it stands before the stop before it, as one reads: to its left in its line, or above it."""
        if self.bottom <= before.top + 2:
            return self.left < before.left
        return self.top < before.bottom - 2 and self.right <= before.left


def stops(page: Page, at_most: int = 300) -> list[Stop]:
    """Press Tab until the page is left, or a dialog begins anew, and return where it stopped."""
    found: list[Stop] = []
    for _ in range(at_most):
        page.keyboard.press("Tab")
        stop = Stop(*page.evaluate(_STOP))
        if stop.tag == "BODY" or (found and stop == found[0]):
            break
        if stop.name or stop.opens or stop.tag == "INPUT":
            found.append(stop)
    return found


def controls(page: Page, within: str = "body") -> set[tuple[str, str, str]]:
    """Return all that can be clicked, opened or chosen in an element, shadow roots included, as stops are known."""
    return {(tag, name, opens) for tag, name, opens in page.evaluate(_CONTROLS, within)}
