// The way back closes the sheet that lies over the page, and leaves the page as it is: it is what people press on a phone.
// An entry of the browser's history stands for whatever lies there. It stays when that is closed otherwise, serves the
// next one, and is passed by when somebody goes back over it: so nothing that closes a sheet has to wait for the browser.
const open: (() => void)[] = []; // the innermost last

const isEntry = () => (history.state as { over?: boolean } | null)?.over === true;

let stood = isEntry();
let address = location.href;

function moved(): boolean {
  // A link to another part of the page leaves the entry, too, but not by going back.
  const back = stood && !isEntry() && location.href === address;
  stood = isEntry();
  address = location.href;
  return back;
}

function enter(): void {
  if (!isEntry()) history.pushState({ over: true }, "");
  moved();
}

addEventListener("hashchange", moved);
addEventListener("popstate", () => {
  if (!moved()) return;
  const close = open.pop();
  if (!close) return history.back();
  close();
  if (open.length > 0) enter();
});

/** Something lies over the page that `close` closes; to be called when it is gone: what is answered. */
export function lieOver(close: () => void): () => void {
  open.push(close);
  enter();
  return () => {
    const at = open.indexOf(close);
    if (at >= 0) open.splice(at, 1);
  };
}
