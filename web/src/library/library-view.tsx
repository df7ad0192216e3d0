export function LibraryView() {
  return <p>LibraryView</p>;
}
