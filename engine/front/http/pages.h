// Files that browsers load: from the binary, or from a folder while they are being written.
//
// Thread-safe once made.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/front/http/exchange.h"

namespace mutua::front::http {

// A file as the build embedded it.
struct EmbeddedFile {
  std::string_view path;  // "assets/main-3f2a.js"
  std::string_view bytes;
};
// Defined by the library that clients/web makes of its built pages; empty when there are none.
std::span<const EmbeddedFile> EmbeddedFiles();

struct Page {
  std::string content_type;
  std::string etag;  // strong, quoted: a hash of the bytes
  Bytes body;
  Bytes gzip;              // null: it would not be smaller
  bool immutable = false;  // its name has the hash of its content: it may be kept for ever
};

class Pages {
 public:
  virtual ~Pages() = default;
  // `file`: a path without the leading '/'. Nullopt: there is no such file.
  virtual std::optional<Page> Find(const std::string& file) const = 0;
};

// Compresses and hashes each of them once, here. Borrows the bytes.
std::unique_ptr<Pages> MakeEmbeddedPages(std::span<const EmbeddedFile> files);
// Reads the file anew each time, uncompressed.
std::unique_ptr<Pages> MakeFolderPages(std::string folder);

// What answers GET or HEAD of a path: the file of that name; without an extension also NAME.html
// and NAME/index.html; and for /, /kiosk, /manager and what lies below them the page that draws
// them. 304 where the browser has it; 404 and 405 in a sentence.
Reply ServePage(const Pages& pages, const Request& request);

}  // namespace mutua::front::http
