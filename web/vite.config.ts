import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import { gzipSync } from "node:zlib";

import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const service = process.env.CHATDOC_SERVICE ?? "http://127.0.0.1:8000";

/** Files that pdf.js loads by name while it reads: character maps, fonts, colour profiles, decoders, icons of notes. */
function pdfjsFiles(): Plugin {
  const folders = ["cmaps", "standard_fonts", "iccs", "wasm"];
  return {
    name: "pdfjs-files",
    generateBundle() {
      for (const folder of folders) {
        const from = resolve(import.meta.dirname, "node_modules/pdfjs-dist", folder);
        for (const name of readdirSync(from)) {
          this.emitFile({
            type: "asset",
            fileName: `pdfjs/${folder}/${name}`,
            source: readFileSync(resolve(from, name)),
          });
        }
      }
      const images = resolve(import.meta.dirname, "node_modules/pdfjs-dist/web/images");
      for (const name of readdirSync(images).filter((one) => one.startsWith("annotation-"))) {
        this.emitFile({
          type: "asset",
          fileName: `pdfjs/images/${name}`,
          source: readFileSync(resolve(images, name)),
        });
      }
    },
  };
}

/** Of each larger file, a compressed one beside it: compressing at every request took longer than all else. */
function compressedFiles(): Plugin {
  const left = [".html", ".svg"];
  const leastBytes = 1024;
  return {
    name: "compressed-files",
    writeBundle({ dir = "" }, files) {
      for (const name of Object.keys(files).filter((one) => !left.includes(extname(one)))) {
        const bytes = readFileSync(resolve(dir, name));
        if (bytes.length >= leastBytes) writeFileSync(resolve(dir, `${name}.gz`), gzipSync(bytes, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  plugins: [pdfjsFiles(), compressedFiles()],
  build: {
    // Part of the service's package, so that its wheel carries the page.
    outDir: "../packages/chatdoc-server/src/chatdoc_server/web",
    emptyOutDir: true,
    target: "es2023",
    // Browsers with light-dark() of their own: what stands in for it can't keep pages of documents light in a dark theme.
    cssTarget: ["chrome123", "edge123", "firefox120", "safari17.5"],
    // Nothing is inlined: the pages' content policy allows no data in place of scripts and styles.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        app: resolve(import.meta.dirname, "index.html"),
        viewer: resolve(import.meta.dirname, "pdf-viewer/index.html"),
      },
    },
  },
  server: {
    proxy: { "/api": service, "/local-key": service },
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: { environment: "happy-dom", include: ["src/**/*.test.{ts,tsx}"] },
});
