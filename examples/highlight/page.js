// Pointing at a mark, a note or a source, or reaching it by keyboard, shows all that belongs to it.
//
// A mark's keys are a letter for the list that it stands in and its place there: a for attribution, q quotation, d date,
// n amount, e entity, m mention, s source.
const kinds = [..."aqdnems"].map((kind) => `on-${kind}`);
const told = document.getElementById("told");

function link(element) {
  for (const on of document.querySelectorAll(".on")) on.classList.remove("on", ...kinds);
  document.body.classList.toggle("linking", Boolean(element));
  told.replaceChildren();
  told.hidden = true;
  if (!element) return;
  const keys = element.dataset.keys.split(" ");
  const also = element.dataset.also?.split(" ") ?? [];
  for (const key of [...keys, ...also]) {
    for (const other of document.querySelectorAll(`[data-keys~="${key}"]`)) other.classList.add("on", `on-${key[0]}`);
  }
  for (const key of new Set(keys)) {
    const source = document.getElementById(key);
    if (!source) continue;
    const line = document.createElement("p");
    line.innerHTML = source.matches("tr")
      ? [...source.cells].map((cell) => cell.innerHTML).filter(Boolean).join(" · ")
      : source.innerHTML;
    told.append(line);
    told.hidden = false;
  }
}

const marked = (event) => event.target.closest?.("[data-keys]") ?? null;
document.addEventListener("pointerover", (event) => link(marked(event)));
document.addEventListener("focusin", (event) => link(marked(event)));
document.addEventListener("keydown", (event) => event.key === "Escape" && link(null));
