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
  const dialog = root.host?.closest("[role=dialog]")
  if (dialog && !dialog.led) lead(dialog)
  if (data.anchor && place.asked !== data.asked) scroll(data.anchor)
  place.asked = data.asked
  place.onpointerover = (event) => tell(event.target)
  place.onclick = (event) => {
    const copied = event.target.closest("[data-copy]")
    if (copied) return copy(copied)
    const pictured = event.target.closest("[data-copy-picture]")
    if (pictured) return copyPicture(pictured, place.querySelector("img"))
    const clicked = event.target.closest("[data-open]")
    if (!clicked) return unfold(event.target)
    event.preventDefault()
    opener = clicked
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

// Shows the whole of words that end after some lines: a finger finds no title.
function unfold(element) {
  if (element.scrollHeight > element.clientHeight + 1) element.classList.add("whole")
}

// Leads the keyboard through a dialog, blocks included: who holds it there otherwise does not know what stands in them.
// Once it is closed, the keyboard is where it was opened from.
const TABBED = "a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex]"
let opener

function lead(dialog) {
  dialog.led = true
  const from = opener
  opener = undefined
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return
    const stops = stopsIn(dialog)
    const [end, begin] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]]
    event.stopPropagation()
    if (begin && focused() !== end && !(event.shiftKey && focused() === dialog)) return
    event.preventDefault()
    begin?.focus()
  })
  const watch = new MutationObserver(() => {
    if (dialog.isConnected) return
    watch.disconnect()
    if (from) setTimeout(back, 0, from)
  })
  watch.observe(document.body, { childList: true, subtree: true })
}

// Returns the stops of the keyboard in an element in their order, those in the shadow roots of blocks included.
function stopsIn(element) {
  const stops = []
  for (const one of element.querySelectorAll("*")) {
    if (one.matches(TABBED) && one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true })) stops.push(one)
    if (one.shadowRoot) stops.push(...stopsIn(one.shadowRoot))
  }
  return stops
}

function focused() {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element
}

// Puts the keyboard back on what opened a dialog, or on what stands in its place since.
function back(from) {
  const same = `[data-open="${CSS.escape(from.dataset.open)}"]`
  const found = from.isConnected ? from : [...places].map((place) => place.querySelector(same)).find(Boolean)
  found?.focus({ preventScroll: true })
}

// Copies an address, and says that it has; where a browser does not let it, the address beside it is marked instead.
function copy(button) {
  const said = () => (button.textContent = "Copied")
  const mark = () => getSelection().selectAllChildren(button.nextElementSibling)
  navigator.clipboard ? navigator.clipboard.writeText(button.dataset.copy).then(said, mark) : mark()
}

// Copies a picture, and says that it has; where a browser does not let it, says what to do instead.
function copyPicture(button, picture) {
  const said = () => (button.textContent = "Copied")
  const instead = () => (button.textContent = "This browser does not let a page copy pictures: right-click the picture.")
  if (!navigator.clipboard?.write || !globalThis.ClipboardItem) return instead()
  const blob = fetch(picture.src).then((answer) => answer.blob())
  navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]).then(said, instead)
}

// Scrolls to a block: a part of some component, or an element of the page that has its name as key. What stands above
// it grows while charts come, so for half a minute it is brought back when that has moved it; in the first moments also
// when it was left by who shows the page from its top. Not where the reader has gone on meanwhile.
const places = new Set()
const EVERY = 250
const LOOKS = 120
const FIRST = 8
const BAR = 72 // the navigation lies over what scrolls
let looking = 0
for (const moved of ["pointerdown", "wheel", "keydown", "touchstart"])
  addEventListener(moved, () => clearInterval(looking), { capture: true, passive: true })

function scroll(anchor) {
  const part = `[data-part="${CSS.escape(anchor)}"], [data-part^="${CSS.escape(anchor)}."]`
  const key = `st-key-${anchor.replace(/[^A-Za-z0-9_-]/g, "-")}`
  const top = (element) => Math.round(element.getBoundingClientRect().top)
  const scrolled = () => (document.querySelector("[data-testid=stMain]") ?? document.scrollingElement).scrollTop
  const find = () => {
    for (const place of places) if (!place.isConnected) places.delete(place)
    const found = [...places].map((place) => place.querySelector(part))
    found.push(document.querySelector(`.${CSS.escape(key)}, [class*="${key}-"]`))
    return found.filter(Boolean).sort((one, other) => top(one) - top(other))[0]
  }
  let before, went = 0, looks = 0
  const look = () => {
    const found = find()
    const moved = found && Math.abs(top(found) + scrolled() - before) > 1
    if (found && (before === undefined || moved || (looks < FIRST && went && !scrolled()))) {
      found.style.scrollMarginTop = `${BAR}px`
      found.scrollIntoView()
      before = top(found) + scrolled()
      went = scrolled()
    }
    if (++looks >= LOOKS) clearInterval(looking)
  }
  clearInterval(looking)
  looking = setInterval(look, EVERY)
  requestAnimationFrame(look)
}
