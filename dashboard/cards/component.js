// Puts the cards that the server wrote into their place, and tells it which number was opened.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const place = parentElement.querySelector("#cards")
  // What the browser makes of markup never reads as it was written, so what was written last is kept.
  if (place.written !== data.markup) place.innerHTML = place.written = data.markup
  place.onclick = (event) => {
    const number = event.target.closest("[data-open]")
    if (!number) return
    setTriggerValue("opened", number.dataset.open)
    // A theme's own view stands further down its page; elsewhere there is no such place, and the page changes.
    if (number.dataset.open.startsWith("theme:")) document.getElementById("theme")?.scrollIntoView({ behavior: "smooth" })
  }
}
