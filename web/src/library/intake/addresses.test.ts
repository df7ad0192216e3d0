import { expect, test } from "vitest";

import { readAddresses } from "./addresses";

test("each line is an address, and each counts once", () => {
  const { urls, wrong } = readAddresses(" https://a.example/x?y=1 \n\nhttp://b.example\nhttps://a.example/x?y=1\n");
  expect(urls).toEqual(["https://a.example/x?y=1", "http://b.example"]);
  expect(wrong).toEqual([]);
});

test("a scheme that was left out is https", () => {
  expect(readAddresses("en.wikipedia.org/wiki/Ferry").urls).toEqual(["https://en.wikipedia.org/wiki/Ferry"]);
});

test.each(["ferry", "ftp://a.example", "javascript:alert(1)", "file:///etc/passwd", "https://", "http://me:secret@a.example"])(
  "%s is no website",
  (line) => {
    expect(readAddresses(line)).toEqual({ urls: [], wrong: [line] });
  },
);

test("a host of one's own network is one where its scheme is given", () => {
  expect(readAddresses("http://wiki/page").urls).toEqual(["http://wiki/page"]);
});
