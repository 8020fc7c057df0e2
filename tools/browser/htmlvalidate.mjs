// How html-validate reads our pages: by all it recommends, but for what says nothing about them.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // templ writes it so.
    "doctype-style": ["error", { style: "lowercase" }],
    // A list may have a name.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // A table that scrolls by itself is a region, so that the keyboard reaches it; a section would have a heading.
    "prefer-native-element": ["error", { exclude: ["region"] }],
  },
};
