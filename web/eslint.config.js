import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import globals from "globals";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

// Each room may import only those that stand before it here, and itself.
const ROOMS = ["api", "i18n", "ui", "state", "reader", "conversation", "library", "structure", "account", "viewer", "app"];
// Rooms side by side, which know nothing of each other.
const VIEWS = ["conversation", "library", "structure", "account", "viewer"];

const layers = ROOMS.map((room, place) => {
  const later = ROOMS.slice(place + 1);
  const beside = VIEWS.includes(room) ? VIEWS.filter((view) => view !== room && !later.includes(view)) : [];
  const forbidden = [...later, ...beside];
  return {
    files: [`src/${room}/**/*.{ts,tsx}`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: forbidden.map((other) => ({
            group: [`**/${other}/*`, `**/${other}`],
            message: `${room}/ stands before ${other}/ and knows nothing of it.`,
          })),
        },
      ],
    },
  };
});

export default defineConfig(
  globalIgnores(["node_modules", "src/api/schema.d.ts"]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  reactHooks.configs.flat["recommended"],
  {
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: { allowDefaultProject: ["eslint.config.js"] }, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "no-console": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // Documents and answers reach the page as nodes, never as markup.
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Build nodes instead." },
        { property: "outerHTML", message: "Build nodes instead." },
        { property: "insertAdjacentHTML", message: "Build nodes instead." },
      ],
      "max-lines": ["error", { max: 500, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 80, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ["**/*.test.{ts,tsx}"], rules: { "max-lines-per-function": "off" } },
  { files: ["eslint.config.js"], extends: [tseslint.configs.disableTypeChecked] },
  ...layers,
);
