#include "engine/front/http/pages.h"

#include <array>
#include <utility>
#include <vector>

#include "engine/front/http/page_file.h"

namespace mutua::front::http {
namespace {

class EmbeddedPages : public Pages {
 public:
  explicit EmbeddedPages(std::span<const EmbeddedFile> files) {
    for (const EmbeddedFile& file : files) {
      const std::string path(file.path);
      pages_.emplace(path, MakePage(path, std::string(file.bytes), /*compressed=*/true));
    }
  }
  std::optional<Page> Find(const std::string& file) const override {
    const auto found = pages_.find(file);
    return found == pages_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::map<std::string, Page> pages_;
};

// Where a path may be found, the likeliest first.
std::vector<std::string> CandidatesFor(const std::string& path) {
  std::string file = path.substr(path.starts_with('/') ? 1 : 0);
  while (file.ends_with('/')) file.pop_back();
  if (file.empty()) return {"index.html"};
  std::vector<std::string> candidates = {file};
  if (file.find('.', file.rfind('/') + 1) != std::string::npos) return candidates;
  candidates.push_back(file + ".html");
  candidates.push_back(file + "/index.html");
  // These draw themselves what lies below them.
  for (const std::string page : {"kiosk", "manager"}) {
    if (file != page && !file.starts_with(page + "/")) continue;
    candidates.push_back(page + ".html");
    candidates.push_back(page + "/index.html");
    candidates.emplace_back("index.html");
  }
  return candidates;
}

bool Accepts(const Request& request, std::string_view encoding) {
  const std::string* field = request.Find("accept-encoding");
  if (field == nullptr) return false;
  const size_t at = field->find(encoding);
  if (at == std::string::npos) return false;
  // "gzip;q=0" says no.
  const std::string_view rest = std::string_view(*field).substr(at + encoding.size());
  return !(rest.starts_with(";q=0") && !rest.starts_with(";q=0."));
}

bool Has(const Request& request, const std::string& etag) {
  const std::string* field = request.Find("if-none-match");
  return field != nullptr && (*field == "*" || field->find(etag) != std::string::npos);
}

Reply ReplyOf(const Page& page, const Request& request) {
  const bool gzip = page.gzip != nullptr && Accepts(request, "gzip");
  std::string etag = page.etag;
  // Two forms of a thing are two things to a strong tag.
  if (gzip) etag.insert(etag.size() - 1, "-gzip");
  Reply reply{.content_type = page.content_type, .fields = {}, .body = nullptr};
  reply.fields.push_back({"etag", etag});
  reply.fields.push_back(
      {"cache-control", page.immutable ? "public, max-age=31536000, immutable" : "no-cache"});
  if (page.gzip != nullptr) reply.fields.push_back({"vary", "accept-encoding"});
  if (Has(request, etag)) {
    reply.status = 304;
    return reply;
  }
  if (gzip) reply.fields.push_back({"content-encoding", "gzip"});
  reply.body = gzip ? page.gzip : page.body;
  return reply;
}

}  // namespace

std::unique_ptr<Pages> MakeEmbeddedPages(std::span<const EmbeddedFile> files) {
  return std::make_unique<EmbeddedPages>(files);
}

Reply ServePage(const Pages& pages, const Request& request) {
  if (request.verb != "GET" && request.verb != "HEAD") {
    return {.status = 405, .fields = {{"allow", "GET, HEAD"}}, .body = MakeBytes("only GET\n")};
  }
  for (const std::string& file : CandidatesFor(request.path)) {
    if (!IsFileName(file)) continue;
    if (const std::optional<Page> page = pages.Find(file)) return ReplyOf(*page, request);
  }
  return {.status = 404, .fields = {}, .body = MakeBytes("nothing is here\n")};
}

}  // namespace mutua::front::http
