// Pages: what is found, how it is cached, and what is never looked for.
#include <doctest/doctest.h>

#include <fstream>

#include "engine/front/http/page_file.h"
#include "engine/front/http/pages.h"
#include "tests/support/temporary_folder.h"

namespace mutua::front::http {
namespace {

const std::string kScript(5000, 'x');
const EmbeddedFile kFiles[] = {
    {"index.html", "<p>member"},
    {"kiosk/index.html", "<p>kiosk"},
    {"manager.html", "<p>manager"},
    {"assets/main-1a2b.js", kScript},
    {"icon.png", "png"},
    {"help/index.html", "<p>help"},
};

Request Ask(const std::string& path, Fields fields = {}, const char* verb = "GET") {
  return {.verb = verb, .path = path, .query = {}, .fields = std::move(fields), .body = {}};
}

std::string FieldIn(const Reply& reply, const std::string& name) {
  for (const Field& field : reply.fields) {
    if (field.name == name) return field.value;
  }
  return {};
}

TEST_CASE("Each path has its page") {
  const auto pages = MakeEmbeddedPages(kFiles);
  struct Row {
    const char* path;
    const char* wanted;  // empty: 404
  };
  const Row rows[] = {
      {"/", "<p>member"},
      {"/index.html", "<p>member"},
      {"/kiosk", "<p>kiosk"},
      {"/kiosk/", "<p>kiosk"},
      {"/kiosk/badge", "<p>kiosk"},
      {"/manager", "<p>manager"},
      {"/manager/a/b", "<p>manager"},
      {"/help", "<p>help"},
      {"/icon.png", "png"},
      {"/kiosk/nix.js", ""},
      {"/nix", ""},
      {"/nix.html", ""},
      {"/kioskx", ""},
      {"/../index.html", ""},
      {"/%2e%2e/index.html", ""},
      {"//index.html", ""},
      {"/.index.html", ""},
      {"", "<p>member"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    const Reply reply = ServePage(*pages, Ask(row.path));
    const bool none = row.wanted[0] == '\0';
    CHECK(reply.status == (none ? 404 : 200));
    if (!none) CHECK(*reply.body == row.wanted);
  }
  CHECK(ServePage(*pages, Ask("/", {}, "POST")).status == 405);
}

TEST_CASE("A page is sent once: compressed where that is taken, and not again to who has it") {
  const auto pages = MakeEmbeddedPages(kFiles);
  const std::string path = "/assets/main-1a2b.js";
  const Reply plain = ServePage(*pages, Ask(path));
  CHECK(plain.content_type == "text/javascript; charset=utf-8");
  CHECK(*plain.body == kScript);
  CHECK(FieldIn(plain, "cache-control") == "public, max-age=31536000, immutable");
  CHECK(FieldIn(plain, "vary") == "accept-encoding");
  const Reply packed = ServePage(*pages, Ask(path, {{"accept-encoding", "br, gzip"}}));
  CHECK(FieldIn(packed, "content-encoding") == "gzip");
  CHECK(packed.body->size() < 100);
  const std::string tag = FieldIn(packed, "etag");
  CHECK(tag != FieldIn(plain, "etag"));
  const Fields has = {{"accept-encoding", "gzip"}, {"if-none-match", "\"old\", " + tag}};
  CHECK(ServePage(*pages, Ask(path, has)).status == 304);
  CHECK(ServePage(*pages, Ask(path, {{"if-none-match", tag}})).status == 200);
  CHECK(FieldIn(ServePage(*pages, Ask(path, {{"accept-encoding", "gzip;q=0"}})), "content-encoding")
            .empty());
  const Reply html = ServePage(*pages, Ask("/"));
  CHECK(FieldIn(html, "cache-control") == "no-cache");
  CHECK(html.content_type == "text/html; charset=utf-8");
}

TEST_CASE("From a folder the file is read as it is now, and nothing outside of it") {
  const TemporaryFolder folder;
  std::ofstream(folder.Below("index.html")) << "first";
  const auto pages = MakeFolderPages(folder.path());
  CHECK(*ServePage(*pages, Ask("/")).body == "first");
  std::ofstream(folder.Below("index.html")) << "second";
  CHECK(*ServePage(*pages, Ask("/")).body == "second");
  std::filesystem::create_directory(folder.Below("assets"));
  CHECK(ServePage(*pages, Ask("/assets")).status == 404);
  CHECK(ServePage(*pages, Ask("/../" + folder.path().substr(5) + "/index.html")).status == 404);
}

TEST_CASE("Only names as the build makes them are looked for") {
  for (const char* good : {"a", "a.js", "a/b-c_d.e~f.js"}) CHECK(IsFileName(good));
  for (const char* bad : {"", "/a", "a/", "a//b", ".a", "a/.b", "a/../b", "a b", "a%2e", "a\\b"}) {
    CAPTURE(bad);
    CHECK(!IsFileName(bad));
  }
}

}  // namespace
}  // namespace mutua::front::http
