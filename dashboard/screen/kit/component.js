// Puts the blocks that the server wrote into their place, and tells it what was opened.
const look = (globalThis.northstarLook ??= {
  sheet: new CSSStyleSheet(),
  ready: fetch("ADDRESS").then((answer) => answer.text()),
})
look.dressed ??= look.ready.then((text) => look.sheet.replace(text))

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const place = parentElement.querySelector("#blocks")
  const root = place.getRootNode()
  if (!root.adoptedStyleSheets.includes(look.sheet)) root.adoptedStyleSheets.push(look.sheet)
  const show = () => (place.style.visibility = "")
  if (!look.sheet.cssRules.length) {
    place.style.visibility = "hidden"
    look.dressed.then(show, show) // without its look rather than not at all
  }
  // What the browser makes of markup never reads as it was written, so what was written last is kept.
  if (place.written !== data.markup) place.innerHTML = place.written = data.markup
  places.add(place)
  if (data.anchor && place.asked !== data.asked) scroll(data.anchor)
  place.asked = data.asked
  place.onpointerover = (event) => tell(event.target)
  place.onclick = (event) => {
    const clicked = event.target.closest("[data-open]")
    if (!clicked) return
    event.preventDefault()
    setTriggerValue("opened", clicked.dataset.open)
  }
}

// Tells the whole of what is cut off where it stands.
function tell(element) {
  const less = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1
  const whole = element.textContent.trim()
  if (!less || getComputedStyle(element).overflow === "visible" || element.title.includes(whole)) return
  element.title = [whole, element.title].filter(Boolean).join("\n")
}

// Scrolls to a block: a part of some component, or an element of the page that has its name as key. Once more a moment
// later, since what stands above it may have grown; not where the reader has gone on meanwhile.
const places = new Set()
let later = 0
for (const moved of ["pointerdown", "wheel", "keydown", "touchstart"])
  addEventListener(moved, () => clearTimeout(later), { capture: true, passive: true })

function scroll(anchor) {
  const part = `[data-part="${CSS.escape(anchor)}"], [data-part^="${CSS.escape(anchor)}."]`
  const key = `st-key-${anchor.replace(/[^A-Za-z0-9_-]/g, "-")}`
  const there = () => {
    for (const place of places) if (!place.isConnected) places.delete(place)
    const within = [...places].map((place) => place.querySelector(part)).find(Boolean)
    const found = within ?? document.querySelector(`.${CSS.escape(key)}, [class*="${key}-"]`)
    found?.scrollIntoView({ behavior: "smooth" })
  }
  requestAnimationFrame(there)
  clearTimeout(later)
  later = setTimeout(there, 700)
}
