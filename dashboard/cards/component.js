// Puts the cards that the server wrote into their place, and tells it which number was opened.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const place = parentElement.querySelector("#cards")
  if (place.innerHTML !== data.markup) place.innerHTML = data.markup
  place.onclick = (event) => {
    const number = event.target.closest("[data-open]")
    if (!number) return
    setTriggerValue("opened", number.dataset.open)
    // A theme's own view stands further down its page; elsewhere there is no such place, and the page changes.
    if (number.dataset.open.startsWith("theme:")) document.getElementById("theme")?.scrollIntoView({ behavior: "smooth" })
  }
}
