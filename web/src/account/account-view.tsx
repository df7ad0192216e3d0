export function AccountView() {
  return <p>AccountView</p>;
}
