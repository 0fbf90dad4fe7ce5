// What scripts add to pages that already work without them.

import "./steps.js";
import { Button, Checkboxes, ErrorSummary, Radios, SkipLink } from "./components.js";
import { watchDrafts, settleCopies } from "./drafts.js";
import { watchLeaving } from "./leave.js";
import { watchFields } from "./fields.js";
import { watchIdle } from "./idle.js";
import { watchPasskeys } from "./passkeys.js";

function enhance(scope) {
  for (const component of [Button, Checkboxes, ErrorSummary, Radios, SkipLink]) {
    for (const place of scope.querySelectorAll(`[data-module="${component.moduleName}"]`)) {
      try {
        new component(place);
      } catch {
        // An old browser, or a place that has it already: the page works without.
      }
    }
  }
  watchFields(scope);
  watchDrafts(scope);
  watchPasskeys(scope);
}

watchLeaving();
watchIdle();
settleCopies();
enhance(document);

document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-print]")) {
    window.print();
  }
});

// A piece that htmx brings in is given the same help as the page it comes into.
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) {
    enhance(event.detail.elt);
  }
});
