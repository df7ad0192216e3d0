/**
 * Commands for programs: true as they stand, with this server's address, and with the user's key where that is asked for.
 *
 * The end-to-end tests run those for a shell, for Python and for JavaScript as the page shows them.
 */

import type { TextName } from "./texts";

export interface Command {
  /** Stays the same in all languages. */
  readonly id: string;
  readonly title: TextName;
  readonly hint?: TextName;
  readonly code: string;
}

export interface Surroundings {
  /** Where this server is, without a slash at the end. */
  readonly origin: string;
  /** The key to write into the commands; null leaves it to the environment. */
  readonly key: string | null;
}

const QUESTION = "What was the revenue in 2025?";
const FILE = "report.pdf";

/** Commands for a shell with curl. One sets `UPLOAD_ID`, the others use it. */
export function shellCommands({ origin, key }: Surroundings): Command[] {
  const api = `${origin}/api/v2`;
  const auth = `-H "Authorization: Bearer ${key ?? "$CHATDOC_API_KEY"}"`;
  const json = `-H "Content-Type: application/json"`;
  const setup: Command = { id: "key", title: "setKey", hint: "setKeyHint", code: "export CHATDOC_API_KEY=ak-…" };
  return [
    ...(key === null ? [setup] : []),
    {
      id: "upload",
      title: "upload",
      hint: "uploadHint",
      code: lines(
        `UPLOAD_ID=$(curl -s ${api}/documents/upload \\`,
        `  ${auth} \\`,
        `  -F file=@${FILE} -F package_type=elite -F ocr=auto |`,
        `  grep -o '"id":"[^"]*"' | cut -d '"' -f 4)`,
        `echo "$UPLOAD_ID"`,
      ),
    },
    {
      id: "wait",
      title: "wait",
      hint: "waitHint",
      code: lines(`curl -sN "${api}/documents/$UPLOAD_ID/events" \\`, `  ${auth}`),
    },
    {
      id: "ask",
      title: "ask",
      hint: "askHint",
      code: lines(
        `curl -sN "${api}/questions?upload_id=$UPLOAD_ID" \\`,
        `  ${auth} ${json} \\`,
        `  -d '{"question": "${QUESTION}", "detailed_citation": true}'`,
      ),
    },
    {
      id: "sources",
      title: "sources",
      hint: "sourcesHint",
      code: lines(`curl -s "${api}/questions?upload_id=$UPLOAD_ID&limit=1" \\`, `  ${auth}`),
    },
    {
      id: "search",
      title: "search",
      hint: "searchHint",
      code: lines(
        `curl -s ${api}/search \\`,
        `  ${auth} ${json} \\`,
        `  -d '{"upload_id": "'"$UPLOAD_ID"'", "query": "total revenue", "limit": 3}'`,
      ),
    },
    { id: "quota", title: "quota", code: lines(`curl -s ${api}/users/quota \\`, `  ${auth}`) },
  ];
}

/** Programs for Python. */
export function pythonCommands({ origin, key }: Surroundings): Command[] {
  const api = `${origin}/api/v2`;
  const secret = key === null ? `os.environ["CHATDOC_API_KEY"]` : `"${key}"`;
  const needsOs = key === null ? ["import os", ""] : [];
  return [
    { id: "install", title: "install", code: "pip install chatdoc" },
    {
      id: "client",
      title: "clientAsk",
      hint: "clientAskHint",
      code: lines(
        ...needsOs,
        "from chatdoc import ChatDOC",
        "",
        `with ChatDOC(${secret}, "${api}") as client:`,
        `    document = client.documents.upload("${FILE}").wait()`,
        `    answer = client.ask(document, "${QUESTION}")`,
        "    for chunk in answer:",
        `        print(chunk, end="", flush=True)`,
        "    print()",
        "    for citation in answer.citations:",
        "        print(citation.page, citation.rectangles or citation.blocks)",
      ),
    },
    {
      id: "hosted",
      title: "hosted",
      hint: "hostedHint",
      code: lines(
        ...needsOs,
        "import chatdoc",
        "",
        "configuration = chatdoc.Configuration(",
        `    host="${api}",`,
        `    access_token=${secret},`,
        ")",
        "with chatdoc.ApiClient(configuration) as api_client:",
        "    print(chatdoc.UsersApi(api_client).get_quota_users_quota_get())",
      ),
    },
    {
      id: "token",
      title: "token",
      hint: "tokenHint",
      code: lines(
        ...needsOs,
        "import sys",
        "",
        "import jwt  # pip install pyjwt",
        "",
        "upload_id = sys.argv[1]",
        `token = jwt.encode({"upload_id": upload_id}, ${secret}, algorithm="HS256")`,
        `print(f"${api}/documents/{upload_id}/download?token={token}")`,
      ),
    },
  ];
}

/** A program for Node, Deno or Bun. */
export function scriptCommands({ origin, key }: Surroundings): Command[] {
  const secret = key === null ? "process.env.CHATDOC_API_KEY" : JSON.stringify(key);
  return [
    {
      id: "fetch",
      title: "fetch",
      hint: "fetchHint",
      code: lines(
        `const api = "${origin}/api/v2";`,
        `const headers = { Authorization: \`Bearer \${${secret}}\`, "Content-Type": "application/json" };`,
        "const [uploadId] = process.argv.slice(2);",
        "",
        "const reply = await fetch(`${api}/questions`, {",
        `  method: "POST",`,
        "  headers,",
        `  body: JSON.stringify({ upload_id: uploadId, question: "${QUESTION}" }),`,
        "});",
        "if (!reply.ok) throw new Error(await reply.text());",
        "",
        `let rest = "";`,
        "for await (const piece of reply.body.pipeThrough(new TextDecoderStream())) {",
        `  const events = (rest + piece).split("\\n\\n");`,
        "  rest = events.pop();",
        "  for (const event of events) {",
        `    const { answer, source_info } = JSON.parse(event.slice("data: ".length));`,
        "    process.stdout.write(answer);",
        `    if (source_info) console.log("\\n", JSON.stringify(source_info));`,
        "  }",
        "}",
      ),
    },
  ];
}

/** What a page of one's own does to show a document and its proof in the framed viewer. */
export function viewerCommands({ origin }: Surroundings): Command[] {
  return [
    { id: "viewer-install", title: "install", code: "npm install @chatdocai/chatdoc-sdk" },
    {
      id: "viewer",
      title: "viewer",
      hint: "viewerHint",
      code: lines(
        `import { EVENT_TYPES, initSDK } from "@chatdocai/chatdoc-sdk";`,
        "",
        `const viewer = initSDK({`,
        `  el: "#viewer", // an element with a width and a height`,
        `  url: "${origin}/pdf-viewer/",`,
        `  fileUrl: \`${origin}/api/v2/documents/\${uploadId}/download\`,`,
        "  // Your own server makes it, as shown under Python; the key stays there.",
        "  getToken: async () => (await fetch(`/document-token?upload_id=${uploadId}`)).text(),",
        "});",
        "",
        "viewer.on(EVENT_TYPES.CHAT_ICON_CLICKED, (material) => {",
        "  // Send it along with a question, as selected_meta: { ...material, upload_id: uploadId }",
        "});",
        "",
        "// Shows a source of an answer. Pages count from 0 in source_info, from 1 here.",
        "function showSource({ upload_id, ...pages }) {",
        "  const sources = Object.entries(pages).map(([page, rects]) => ({ pageNumber: Number(page) + 1, rects }));",
        "  return viewer.drawSources(sources);",
        "}",
      ),
    },
  ];
}

function lines(...all: readonly string[]): string {
  return all.join("\n");
}
