export function CollectionView({ id }: { readonly id: string }) {
  return <p>{id}</p>;
}
