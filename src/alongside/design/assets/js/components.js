// The few NHS.UK components our pages use, one by one, so that the rest stays out of the bundle.

export { Button } from "nhsuk-frontend/dist/nhsuk/components/button/button.mjs";
export { Checkboxes } from "nhsuk-frontend/dist/nhsuk/components/checkboxes/checkboxes.mjs";
export { ErrorSummary } from "nhsuk-frontend/dist/nhsuk/components/error-summary/error-summary.mjs";
export { Radios } from "nhsuk-frontend/dist/nhsuk/components/radios/radios.mjs";
export { SkipLink } from "nhsuk-frontend/dist/nhsuk/components/skip-link/skip-link.mjs";
