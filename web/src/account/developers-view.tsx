export function DevelopersView() {
  return <p>DevelopersView</p>;
}
