// Cuts Basecoat's style sheet to the rules that the pages can use, and prints it. Arguments: its
// folder of packages, and the root of the repository.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [packages, root] = process.argv.slice(2);
const { resolve } = createRequire(`${packages}/package.json`);
const { PurgeCSS } = await import(pathToFileURL(resolve("purgecss")));

const [{ css }] = await new PurgeCSS().purge({
  content: ["views/*.templ", "views/*.go", "orderdesk/*.templ", "static/*.js", "static/app/*.js", "static/app.css"].map((files) => `${root}/${files}`),
  css: [`${packages}/node_modules/basecoat-css/dist/basecoat.cdn.min.css`],
  defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
  dynamicAttributes: ["data-variant", "data-size", "aria-invalid", "aria-current", "aria-selected", "open", "type", "disabled", "hidden", "multiple"],
  variables: true,
  keyframes: true,
  fontFace: true,
});
process.stdout.write(css);
