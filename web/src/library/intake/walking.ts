/** Files out of what is dropped or chosen, folders walked to their ends. */

/** A file and where it lay: its name, or its path in the folder that was given, parted by "/". */
export interface FoundFile {
  readonly file: File;
  readonly path: string;
}

export interface Found {
  readonly files: readonly FoundFile[];
  /** Files that no person means: those of the system, of editors, and hidden ones. */
  readonly leftOut: number;
  /** Paths that could not be read. */
  readonly unreadable: readonly string[];
  /** Whether there were more files than are taken at a time. */
  readonly isCut: boolean;
}

/** Most files that are taken at a time; a folder of more is likely not the one that was meant. */
export const MOST_FILES = 2000;

/** The files of a drop. What is in `transfer` is read at once: it is gone when the event has been handled. */
export function dropped(transfer: DataTransfer): Promise<Found> {
  const items = [...transfer.items].filter((item) => item.kind === "file");
  const entries = items.map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  // Files that a program made have no entry.
  return entries.length ? walked(entries) : Promise.resolve(chosen([...transfer.files]));
}

/** The files of an input; those of a folder carry their path in it. */
export function chosen(files: readonly File[]): Found {
  const found = files.map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  return told(found, []);
}

/** All files under entries of a drop. */
export async function walked(entries: readonly FileSystemEntry[]): Promise<Found> {
  const found: FoundFile[] = [];
  const unreadable: string[] = [];
  const waiting = entries.map((entry) => ({ entry, path: entry.name }));
  // Folders come after the files beside them, so that a huge folder does not push these out.
  for (let next = waiting.shift(); next && found.length <= MOST_FILES; next = waiting.shift()) {
    const { entry, path } = next;
    try {
      if (isFile(entry)) found.push({ file: await fileOf(entry), path });
      else if (isFolder(entry) && !isUnwanted(path)) {
        for (const child of await childrenOf(entry)) waiting.push({ entry: child, path: `${path}/${child.name}` });
      }
    } catch {
      unreadable.push(path);
    }
  }
  return told(found, unreadable);
}

/** Whether no person means this file: hidden, of the system, or a lock that an editor left. */
export function isUnwanted(path: string): boolean {
  return path
    .split("/")
    .some((part) => /^(\.|~\$|__MACOSX$)/.test(part) || /^(thumbs\.db|desktop\.ini|icon\r)$/i.test(part));
}

function told(found: readonly FoundFile[], unreadable: readonly string[]): Found {
  const wanted = found.filter(({ path }) => !isUnwanted(path));
  return {
    files: wanted.slice(0, MOST_FILES).sort((one, other) => one.path.localeCompare(other.path, undefined, { numeric: true })),
    leftOut: found.length - wanted.length,
    unreadable,
    isCut: wanted.length > MOST_FILES,
  };
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

async function childrenOf(entry: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = entry.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    // Browsers hand out a folder in pieces, and end with an empty one.
    const piece = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (!piece.length) return children;
    children.push(...piece);
  }
}
