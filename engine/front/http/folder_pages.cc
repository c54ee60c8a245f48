#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "engine/front/http/page_file.h"

namespace mutua::front::http {
namespace {

// For whoever writes pages: what is on disk now is what the browser gets.
class FolderPages : public Pages {
 public:
  explicit FolderPages(std::string folder) : folder_(std::move(folder)) {}

  // Precondition: IsFileName(file).
  std::optional<Page> Find(const std::string& file) const override {
    const std::string path = folder_ + "/" + file;
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
    std::ifstream stream(path, std::ios::binary);
    if (!stream.is_open()) return std::nullopt;
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    Page page = MakePage(file, bytes.str(), /*compressed=*/false);
    page.immutable = false;
    return page;
  }

 private:
  const std::string folder_;
};

}  // namespace

std::unique_ptr<Pages> MakeFolderPages(std::string folder) {
  return std::make_unique<FolderPages>(std::move(folder));
}

}  // namespace mutua::front::http
