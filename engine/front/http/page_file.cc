#include "engine/front/http/page_file.h"

#include <sodium.h>
#include <zlib.h>

#include <algorithm>
#include <array>

#include "engine/base/check.h"

namespace mutua::front::http {
namespace {

struct Type {
  std::string_view ending;
  const char* type;
  bool compresses;
};
constexpr std::array<Type, 14> kTypes = {{
    {".html", "text/html; charset=utf-8", true},
    {".js", "text/javascript; charset=utf-8", true},
    {".mjs", "text/javascript; charset=utf-8", true},
    {".css", "text/css; charset=utf-8", true},
    {".json", "application/json", true},
    {".map", "application/json", true},
    {".webmanifest", "application/manifest+json", true},
    {".svg", "image/svg+xml", true},
    {".txt", "text/plain; charset=utf-8", true},
    {".wasm", "application/wasm", true},
    {".png", "image/png", false},
    {".ico", "image/x-icon", false},
    {".webp", "image/webp", false},
    {".woff2", "font/woff2", false},
}};

const Type& TypeOf(const std::string& file) {
  static constexpr Type kOther = {"", "application/octet-stream", false};
  const auto* const found = std::find_if(
      kTypes.begin(), kTypes.end(), [&](const Type& type) { return file.ends_with(type.ending); });
  return found == kTypes.end() ? kOther : *found;
}

std::string HashOf(const std::string& bytes) {
  std::array<unsigned char, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size(), nullptr, 0);
  std::array<char, 2 * hash.size() + 1> text{};
  sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
  return text.data();
}

std::string Gzip(const std::string& bytes) {
  constexpr int kGzip = 15 + 16;  // the largest window, gzip's head and foot
  constexpr int kMemory = 9;
  z_stream stream{};
  MUTUA_CHECK(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzip, kMemory,
                           Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  MUTUA_CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace

Page MakePage(const std::string& file, std::string bytes, bool compressed) {
  const Type& type = TypeOf(file);
  Page page;
  page.content_type = type.type;
  page.etag = '"' + HashOf(bytes) + '"';
  // The build gives every file of this folder a name with its hash, and no other.
  page.immutable = file.starts_with("assets/");
  if (compressed && type.compresses) {
    std::string packed = Gzip(bytes);
    if (packed.size() < bytes.size()) page.gzip = MakeBytes(std::move(packed));
  }
  page.body = MakeBytes(std::move(bytes));
  return page;
}

bool IsFileName(const std::string& file) {
  char before = '/';
  for (const char c : file) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!letter && std::string_view("._-~/").find(c) == std::string_view::npos) return false;
    if (before == '/' && (c == '/' || c == '.')) return false;
    before = c;
  }
  return before != '/';
}

}  // namespace mutua::front::http
