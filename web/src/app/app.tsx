/** The app: signing in, or the view that the address names. */

import { AccountView } from "../account/account-view";
import { DevelopersView } from "../account/developers-view";
import { SignIn } from "../account/sign-in";
import { CollectionView } from "../library/collection-view";
import { UploadTray } from "../library/intake/upload-tray";
import { LibraryView } from "../library/library-view";
import { route } from "../state/route";
import { client, offeredKey } from "../state/session";
import { Notices } from "../ui/notices";
import { DocumentsView } from "./documents-view";
import { Shell } from "./shell";

export function App() {
  return (
    <>
      {client.value === null || offeredKey.value !== null ? (
        <SignIn />
      ) : (
        <Shell>
          <View />
        </Shell>
      )}
      <UploadTray />
      <Notices />
    </>
  );
}

function View() {
  const current = route.value;
  switch (current.view) {
    case "library":
      return <LibraryView />;
    case "collection":
      return <CollectionView key={current.id} id={current.id} />;
    case "documents":
      return <DocumentsView key={current.ids.join()} ids={current.ids} page={current.page ?? 0} />;
    case "account":
      return <AccountView />;
    case "developers":
      return <DevelopersView />;
  }
}
