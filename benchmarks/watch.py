"""What is put into a page to see when it last changed, as text that the browser runs."""

from __future__ import annotations

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]

CHARTS = '[data-testid="stVegaLiteChart"] canvas, [data-testid="stVegaLiteChart"] svg'

WATCH = """
() => {
  const below = (node) => {
    if (node instanceof ShadowRoot) return below(node.host)
    const element = node instanceof Element ? node : node.parentElement
    if (!element) return false
    if (element.closest('[data-testid=stMain]')) return true
    const root = element.getRootNode()
    return root instanceof ShadowRoot && below(root.host)
  }
  const seen = () => { window.lastChange = performance.now() }
  const options = {subtree: true, childList: true, attributes: true, characterData: true}
  const watch = (root) => {
    if (root.watched) return
    root.watched = true
    new MutationObserver((list) => {
      if (list.some((change) => below(change.target))) requestAnimationFrame(seen)
      list.forEach((change) => change.addedNodes.forEach((node) => node.querySelectorAll && within(node)))
    }).observe(root, options)
    within(root)
  }
  const within = (root) => {
    if (root.shadowRoot) watch(root.shadowRoot)
    root.querySelectorAll('*').forEach((element) => element.shadowRoot && watch(element.shadowRoot))
  }
  if (window.lastChange === undefined) {
    window.clicked = window.lastChange = 0
    watch(document)
    const clear = CanvasRenderingContext2D.prototype.clearRect
    CanvasRenderingContext2D.prototype.clearRect = function (...area) {
      if (this.canvas.isConnected && below(this.canvas)) requestAnimationFrame(seen)
      return clear.apply(this, area)
    }
  }
  document.querySelectorAll('CHARTS').forEach((chart) => { chart.kept = true })
  const clicked = () => { window.clicked = window.lastChange = performance.now() }
  document.addEventListener('click', clicked, {capture: true, once: true})
}
""".replace("CHARTS", CHARTS)
"""Watch what stands below the navigation, from now or, as an initial script, from the page's call; mark its charts.

The next click begins the clock. Long tables are drawn on a canvas, which no observer of elements sees.
"""

LAST = """
() => new Promise((done, failed) => {
  const look = () => {
    const last = Math.max(window.clicked, window.lastChange)
    if (performance.now() - last > 700) return done(last - window.clicked)
    if (performance.now() - window.clicked > 60000) return failed(new Error("the page never came to rest"))
    setTimeout(look, 60)
  }
  look()
})
"""
"""Wait until nothing has changed for 700 ms; milliseconds from the click, or the page's call, to the last change."""

KEPT = """() => {
  const all = [...document.querySelectorAll('CHARTS')]
  return [all.filter((chart) => chart.kept).length, all.length]
}""".replace("CHARTS", CHARTS)
"""Charts that stood when the watch was set, and how many there are."""
