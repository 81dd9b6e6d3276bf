"""What can be seen of a page's words, measured in the browser: over one another, cut off, broken, out of the window."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

MEASURED = r"""() => {
  const roots = [...document.querySelectorAll('*')].map(e => e.shadowRoot).filter(Boolean)
  const places = [...roots.map(root => root.querySelector('#blocks')).filter(Boolean),
                  ...document.querySelectorAll('.st-key-bar, .northstar-paper')]
  const parent = (e) => e.parentElement ?? (e.getRootNode().host ?? null)
  const clipped = (e) => { // to nothing: said to who hears the page alone
    for (let at = e; at; at = parent(at)) if (getComputedStyle(at).clipPath === 'inset(50%)') return true
    return false }
  const unseen = (e) => e.closest('pre, .unseen') || clipped(e) ||
    !e.checkVisibility({visibilityProperty: true, opacityProperty: true})
  const told = (e) => { let said = ''
    for (let at = e; at && at.id !== 'blocks'; at = at.parentElement)
      said += ' ' + (at.getAttribute('title') ?? '') + ' ' + (at.getAttribute('aria-label') ?? '')
    return said }
  const within = (box, e) => {
    for (let at = e; at; at = parent(at)) {
      const style = getComputedStyle(at)
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue
      const frame = at.getBoundingClientRect()
      box = {left: Math.max(box.left, frame.left), right: Math.min(box.right, frame.right),
             top: Math.max(box.top, frame.top), bottom: Math.min(box.bottom, frame.bottom)}
      if (at.dataset?.testid === 'stMain') break
    }
    return box
  }
  const lines = [], broken = []
  for (const place of places) {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT)
    for (let node; (node = walker.nextNode());) {
      const e = node.parentElement
      if (!node.textContent.trim() || e.closest('style, title') || unseen(e)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const rect of range.getClientRects()) {
        const high = (rect.bottom - rect.top) * 0.22
        const box = within({left: rect.left, right: rect.right, top: rect.top + high, bottom: rect.bottom - high}, e)
        if (box.right - box.left > 1 && box.bottom - box.top > 1) lines.push({node, box, text: node.textContent})
      }
      for (const found of node.textContent.matchAll(/[+−]?\d[\d.,]*\s?(?:%|points?\b|to\s[+−]?\d[\d.,]*|of\s\d+)/g)) {
        range.setStart(node, found.index)
        range.setEnd(node, found.index + found[0].length)
        if (new Set([...range.getClientRects()].map(rect => Math.round(rect.top))).size > 1) broken.push(found[0])
      }
    }
  }
  const over = []
  for (let one = 0; one < lines.length; one++)
    for (let other = 0; other < one; other++) {
      const [a, b] = [lines[one], lines[other]]
      if (a.node !== b.node && Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left) > 2 &&
          Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top) > 2)
        over.push([a.text.slice(0, 60), b.text.slice(0, 60)])
    }
  const cut = [], slivers = []
  for (const e of places.flatMap(place => [...place.querySelectorAll('*')])) {
    const style = getComputedStyle(e)
    if (unseen(e) || e.closest('svg') || !e.textContent.trim() || style.overflowX === 'visible') continue
    const clamped = style.webkitLineClamp !== 'none'
    const less = e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1
    e.dispatchEvent(new PointerEvent('pointerover', {bubbles: true}))
    const shortened = clamped || style.textOverflow === 'ellipsis'
    if (less && !(shortened && told(e).includes(e.textContent.trim().slice(0, 40))))
      cut.push(e.outerHTML.slice(0, 160))
    const shown = (e.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom))
    const rows = shown / parseFloat(style.lineHeight)
    if (clamped && less && Math.abs(rows - Math.round(rows)) > 0.15)
      slivers.push(rows + ' ' + e.outerHTML.slice(0, 120))
  }
  const outside = lines.filter(line => line.box.right > innerWidth + 1 || line.box.left < -1).map(line => line.text)
  // Vega ends words that do not fit with an ellipsis.
  for (const e of document.querySelectorAll('[data-testid=stVegaLiteChart] svg text'))
    if (!unseen(e) && e.textContent.endsWith('…'))
      cut.push(e.textContent)
  return {over, broken, cut, slivers, outside}
}"""


def faults(page: Page) -> dict[str, list[Any]]:
    """Return what is wrong with the words that are seen, by its kind; empty where nothing is."""
    found: dict[str, list[Any]] = page.evaluate(MEASURED)
    return {kind: held for kind, held in found.items() if held}
