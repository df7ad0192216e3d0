import { expect, test } from "vitest";

import type { ServiceInfo } from "../../api/types";
import { Candidates } from "./candidates";

const SERVICE = {
  file_bytes: 1000,
  pages: 100,
  formats: [
    { name: "pdf", extensions: [".pdf"], layout: "paged" },
    { name: "txt", extensions: [".txt"], layout: "flowing" },
  ],
} as unknown as ServiceInfo;

function file(name: string, content = "x") {
  return { file: new File([content], name), path: name };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve));
}

test("files are measured one after the other, and told apart", async () => {
  let [open, most] = [0, 0];
  const candidates = new Candidates(SERVICE, async (one) => {
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => setTimeout(resolve));
    open -= 1;
    if (one.name === "locked.pdf") throw new Error("It has a password.");
    return one.name === "long.pdf" ? 101 : 7;
  });
  candidates.add([file("a.pdf"), file("locked.pdf"), file("long.pdf"), file("b.txt", "渡轮"), file("c.mp3"), file("d.pdf", "")]);
  await settled();
  expect(most).toBe(1);
  expect(candidates.taken.value.map(({ path, measure }) => [path, measure])).toEqual([
    ["a.pdf", { kind: "pages", pages: 7 }],
    ["locked.pdf", { kind: "unopened", why: "It has a password." }],
    ["b.txt", { kind: "tokens", tokens: 3 }],
  ]);
  expect(candidates.refused.value.map(({ candidate, refusal }) => [candidate.path, refusal.reason])).toEqual([
    ["long.pdf", "tooManyPages"],
    ["c.mp3", "unknownKind"],
    ["d.pdf", "empty"],
  ]);
});

test("the same file twice counts once, and one can be left out", async () => {
  const candidates = new Candidates(SERVICE, () => Promise.resolve(1));
  candidates.add([file("a.pdf"), file("b.pdf")]);
  candidates.add([file("a.pdf"), file("a.pdf", "other content")]);
  await settled();
  expect(candidates.taken.value).toHaveLength(3);
  candidates.remove(candidates.taken.value[0]?.id ?? 0);
  expect(candidates.taken.value.map(({ path }) => path)).toEqual(["b.pdf", "a.pdf"]);
});
