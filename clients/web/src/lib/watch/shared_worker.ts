// The SharedWorker of all tabs of this origin: browsers give a host six connections on HTTP/1.1, and
// a stream holds one for good, so there must be one stream a browser and not one a tab.
import { Hub } from "./hub";

const hub = new Hub();
(globalThis as unknown as { onconnect: (event: MessageEvent) => void }).onconnect = (event) => {
  const port = event.ports[0];
  if (port) hub.serve(port);
};
