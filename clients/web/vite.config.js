// One build, three entries: / (member), /kiosk/ and /manager/. The output depends on the sources and
// the lock file alone, so that it can be committed and compared. Nothing is inlined: mutuad serves the
// pages with `default-src 'self'`.
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

// The worker is one more entry of the same build, so that it imports the chunks that the pages have loaded
// already; Vite would bundle it by itself, with all of protobuf once more.
const kWorker = "./shared_worker.ts";
const workerOfTheBuild = {
  name: "worker-of-the-build",
  apply: "build",
  enforce: "pre",
  transform(code, id) {
    const call = `new URL("${kWorker}", import.meta.url)`;
    if (!code.includes(call)) return null;
    const chunk = this.emitFile({ type: "chunk", id: fileURLToPath(new URL(kWorker, `file://${id}`)) });
    return code.replace(call, `import.meta.ROLLUP_FILE_URL_${chunk}`);
  },
};

export default defineConfig({
  plugins: [workerOfTheBuild, svelte()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { member: "index.html", kiosk: "kiosk/index.html", manager: "manager/index.html" },
      output: {
        codeSplitting: {
          groups: [
            // What pages and worker both need, in few files; only managers call admin, imports, lab and rehearsals, few
            // look at shares and statements or make feeds.
            { name: "wire", test: /node_modules\/@(?:bufbuild|connectrpc)\/|src\/gen\/(?!mutua\/v1\/(?:admin|audit|feeds|imports|kiosks|lab|rehearsals|rounds|shares|statements)_pb)/ },
            // The styles of a page come at once, though its parts come later: a part whose styles did not arrive
            // would stand there bare, and they are small. Those of parts that are opened now and then come with them.
            { name: "styles", test: /src\/lib\/(?!statement\/|imports\/).*(?:type=style|\.css)/ },
            ...["member", "manager"].map((page) => ({
              name: `${page}_styles`,
              test: new RegExp(`src/${page}/(?!file/|use/|statements/|audit/|credits/).*type=style`),
            })),
            // A file each would cost a first visit more than what it holds.
            { name: "shared", test: /src\/lib\/(?:ui\/problem\.svelte|signin\/tries|timeline\/segments|api\/(?:pages|send))/ },
          ],
        },
      },
    },
  },
});
