// Puts the blocks that the server wrote into their place, and tells it what was opened.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const place = parentElement.querySelector("#blocks")
  // What the browser makes of markup never reads as it was written, so what was written last is kept.
  if (place.written !== data.markup) place.innerHTML = place.written = data.markup
  place.onclick = (event) => {
    const clicked = event.target.closest("[data-open]")
    if (clicked) setTriggerValue("opened", clicked.dataset.open)
  }
}
