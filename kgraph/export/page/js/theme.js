// Light, dark, or as the system has it.

import { byId } from "./dom.js";
import { readColours } from "./palette.js";

const CHOICES = ["system", "light", "dark"];
const WORDS = { system: "Colours: as the system", light: "Colours: light", dark: "Colours: dark" };
const SIGNS = { system: "◐", light: "○", dark: "●" };
const dark = matchMedia("(prefers-color-scheme: dark)");
let chosen = "system";

/** Set the theme that was chosen before, and call `changed` whenever the colours change. */
export function openTheme(changed) {
  try {
    const kept = localStorage.getItem("kgraph-theme");
    if (CHOICES.includes(kept)) chosen = kept;
  } catch {
    // a page from disk may not be allowed to keep anything
  }
  dress();
  const again = () => {
    dress();
    changed();
  };
  dark.addEventListener("change", again);
  byId("theme").addEventListener("click", () => {
    chosen = CHOICES[(CHOICES.indexOf(chosen) + 1) % CHOICES.length];
    try {
      localStorage.setItem("kgraph-theme", chosen);
    } catch {
      // then the choice holds until the page is closed
    }
    again();
  });
}

function dress() {
  document.documentElement.dataset.theme = chosen === "system" ? (dark.matches ? "dark" : "light") : chosen;
  byId("theme").setAttribute("aria-label", WORDS[chosen]);
  byId("theme").firstElementChild.textContent = SIGNS[chosen];
  readColours();
}
