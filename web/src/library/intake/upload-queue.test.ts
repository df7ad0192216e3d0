import { expect, test } from "vitest";

import type { DocumentShort } from "../../api/types";
import { UploadQueue, type Parcel } from "./upload-queue";

const DOCUMENT: DocumentShort = { id: "1", status: 1, name: "a", created_at: 0, type: "single_doc" };

function parcel(name: string): Parcel {
  return { kind: "file", name, file: new File(["12345"], name), packageType: "elite", ocr: "disable", collectionId: null };
}

/** A service that takes things in when it is told to. */
function controlled() {
  const open = new Map<string, { done: () => void; fail: (why: string) => void; tell: (sent: number) => void }>();
  const queue = new UploadQueue(
    (given, tell, abort) =>
      new Promise((resolve, reject) => {
        const leave = () => open.delete(given.name);
        const fail = (why: string) => {
          leave();
          reject(new Error(why));
        };
        open.set(given.name, {
          tell,
          done: () => {
            leave();
            resolve(DOCUMENT);
          },
          fail,
        });
        abort.addEventListener("abort", () => fail("aborted"));
      }),
    (error) => (error as Error).message,
  );
  const states = () => queue.jobs.value.map((job) => `${job.parcel.name}:${job.state}`).join(" ");
  return { queue, open, states };
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
}

test("three go at a time, the next when one is through", async () => {
  const { queue, open, states } = controlled();
  queue.add(["a", "b", "c", "d", "e"].map(parcel));
  expect(states()).toBe("a:sending b:sending c:sending d:waiting e:waiting");
  open.get("b")?.done();
  await settled();
  expect(states()).toBe("a:sending b:done c:sending d:sending e:waiting");
  expect(queue.accepted.value).toBe(1);
});

test("bytes are counted over all of them", () => {
  const { queue, open } = controlled();
  queue.add(["a", "b"].map(parcel));
  open.get("a")?.tell(3);
  expect(queue.bytes.value).toEqual({ sent: 3, size: 10 });
  open.get("a")?.tell(700);
  expect(queue.bytes.value.sent).toBe(5);
});

test("a failure is kept with its reason and can be tried again", async () => {
  const { queue, open, states } = controlled();
  queue.add([parcel("a")]);
  open.get("a")?.fail("no room");
  await settled();
  expect(queue.jobs.value[0]).toMatchObject({ state: "failed", error: "no room", sent: 0 });
  expect(queue.isBusy.value).toBe(false);
  queue.retry();
  expect(states()).toBe("a:sending");
  open.get("a")?.done();
  await settled();
  expect(queue.jobs.value[0]).toMatchObject({ state: "done", error: "" });
});

test("what is cancelled stays so, and the next one goes", async () => {
  const { queue, states } = controlled();
  queue.add(["a", "b", "c", "d"].map(parcel));
  queue.cancel(1);
  await settled();
  expect(states()).toBe("a:cancelled b:sending c:sending d:sending");
  queue.cancelAll();
  await settled();
  expect(states()).toBe("a:cancelled b:cancelled c:cancelled d:cancelled");
});

test("signing out fails what is under way, not what is through", async () => {
  const { queue, open, states } = controlled();
  queue.add(["a", "b", "c", "d"].map(parcel));
  open.get("a")?.done();
  await settled();
  queue.failAll("signed out");
  await settled();
  expect(states()).toBe("a:done b:failed c:failed d:failed");
});

test("a new batch clears what is through, and keeps what failed", async () => {
  const { queue, open, states } = controlled();
  queue.add(["a", "b"].map(parcel));
  open.get("a")?.done();
  open.get("b")?.fail("no");
  await settled();
  queue.add([parcel("c")]);
  expect(states()).toBe("b:failed c:sending");
  queue.clear();
  expect(states()).toBe("c:sending");
});
