/** An answer's tree as elements. */

import { Fragment, type ComponentChildren } from "preact";
import { useContext } from "preact/hooks";

import { CopyButton } from "../../ui/copy-button";
import { Answered } from "../answer-context";
import { SourceChip } from "../source-chip";
import { t } from "../texts";
import "./blocks.css";
import { csvOf } from "./csv";
import { lastWord, type Block, type Cell, type Inline } from "./tree";

/** Headings in answers stand below the question, which is one itself. */
const HEADINGS = ["h4", "h5", "h6"] as const;

export function Blocks({ blocks }: { readonly blocks: readonly Block[] }) {
  return blocks.map((block, place) => <BlockView key={place} block={block} />);
}

function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case "paragraph":
      if (block.tight) return <Run run={block.children} />;
      return (
        <p dir="auto">
          <Run run={block.children} />
        </p>
      );
    case "heading": {
      const Heading = HEADINGS[Math.min(block.level, HEADINGS.length) - 1] ?? "h4";
      return (
        <Heading dir="auto">
          <Run run={block.children} />
        </Heading>
      );
    }
    case "list":
      return <List start={block.start} items={block.items} />;
    case "quote":
      return (
        <blockquote dir="auto">
          <Blocks blocks={block.children} />
        </blockquote>
      );
    case "code":
      return <Code block={block} />;
    case "table":
      return <Table head={block.head} rows={block.rows} />;
    case "rule":
      return <hr />;
  }
}

function List({ start, items }: { readonly start: number | null; readonly items: readonly (readonly Block[])[] }) {
  const children = items.map((item, place) => (
    <li key={place} dir="auto">
      <Blocks blocks={item} />
    </li>
  ));
  return start === null ? <ul dir="auto">{children}</ul> : <ol start={start}>{children}</ol>;
}

function Code({ block }: { readonly block: Block & { kind: "code" } }) {
  return (
    <div class="blocks-framed">
      <div class="blocks-bar">
        <span>{block.info || t("code")}</span>
        <CopyButton text={block.text} iconOnly />
      </div>
      <pre class="blocks-scroll" tabIndex={0} role="region" aria-label={t("code")}>
        <code dir="ltr">{block.text}</code>
      </pre>
      {block.citations.length > 0 && (
        <p>
          {block.citations.map((source, place) => (
            <Citation key={place} source={source} />
          ))}
        </p>
      )}
    </div>
  );
}

function Table({ head, rows }: { readonly head: readonly Cell[]; readonly rows: readonly (readonly Cell[])[] }) {
  return (
    <div class="blocks-framed">
      <div class="blocks-bar">
        <span>{t("table")}</span>
        <CopyButton text={() => csvOf([head, ...rows])} label={t("copyCsv")} />
      </div>
      <div class="blocks-scroll" tabIndex={0} role="region" aria-label={t("table")}>
        <table>
          <thead>
            <Row cells={head} isHead />
          </thead>
          <tbody>
            {rows.map((row, place) => (
              <Row key={place} cells={row} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Row({ cells, isHead = false }: { readonly cells: readonly Cell[]; readonly isHead?: boolean }) {
  return (
    <tr>
      {cells.map((cell, place) => {
        const given = { dir: "auto" as const, class: `blocks-${cell.align}` };
        const said = <Run run={cell.children} />;
        // The corner of a table names nothing.
        if (!isHead || !cell.children.length) return <td key={place} {...given}>{said}</td>;
        return <th key={place} {...given} scope="col">{said}</th>;
      })}
    </tr>
  );
}

function Run({ run }: { readonly run: readonly Inline[] }): ComponentChildren {
  return run.map((one, place) => {
    const next = run[place + 1];
    const before = run[place - 1];
    if (isPlain(one) && next?.kind === "citation") {
      const [said, last] = lastWord(one.text);
      return (
        <Fragment key={place}>
          {said}
          <span class="blocks-together">
            {last}
            <Citation source={next.source} />
          </span>
        </Fragment>
      );
    }
    // It stands with the word before it.
    if (one.kind === "citation" && before && isPlain(before)) return null;
    return <InlineView key={place} inline={one} />;
  });
}

function isPlain(inline: Inline): inline is Inline & { kind: "text" } {
  return inline.kind === "text" && !inline.unsupported;
}

function InlineView({ inline }: { readonly inline: Inline }) {
  switch (inline.kind) {
    case "text":
      return inline.unsupported ? <Unsupported text={inline.text} isEnd={inline.unsupported === "end"} /> : <>{inline.text}</>;
    case "strong":
      return <strong><Run run={inline.children} /></strong>;
    case "emphasis":
      return <em><Run run={inline.children} /></em>;
    case "strike":
      return <s><Run run={inline.children} /></s>;
    case "code":
      return <code>{inline.text}</code>;
    case "link":
      return (
        <a href={inline.href} title={inline.href} target="_blank" rel="noopener noreferrer nofollow">
          <Run run={inline.children} />
        </a>
      );
    case "break":
      return <br />;
    case "citation":
      return <Citation source={inline.source} />;
  }
}

function Unsupported({ text, isEnd }: { readonly text: string; readonly isEnd: boolean }) {
  return (
    <>
      <span class="blocks-unsupported">{text}</span>
      {isEnd && <small class="blocks-unsupported-note"> {t("notFound")}</small>}
    </>
  );
}

/** A source's number: to be clicked once the source is known, and words when there is none of this number. */
function Citation({ source }: { readonly source: number }) {
  const { sources } = useContext(Answered);
  if (sources === null) return <span class="source-chip source-chip-waiting">{source + 1}</span>;
  const found = sources[source];
  return found ? <SourceChip source={found} /> : <>[{source + 1}]</>;
}
