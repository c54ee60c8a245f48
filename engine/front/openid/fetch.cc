#include "engine/front/openid/fetch.h"

#include <curl/curl.h>

#include <memory>
#include <string_view>

#include "engine/base/check.h"

namespace mutua::front::openid {
namespace {

struct UrlDeleter {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct HandleDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};

void StartLibrary() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  MUTUA_CHECK(started == CURLE_OK);
}

// One part of the URL; empty: it has none.
std::string PartOf(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

size_t Take(char* data, size_t size, size_t count, void* body) {
  auto& text = *static_cast<std::string*>(body);
  if (text.size() + size * count > kAnswerBytesMost) return 0;  // libcurl gives up
  text.append(data, size * count);
  return size * count;
}

int MayGoOn(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(stop)->load() ? 1 : 0;
}

void Bound(CURL* handle, const std::atomic<bool>& stop) {
  const long timeout = static_cast<long>(kFetchTimeout.count());
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, timeout);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, timeout);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  // What is on this machine is never asked through somebody else.
  curl_easy_setopt(handle, CURLOPT_NOPROXY, "127.0.0.1,localhost,::1");
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, MayGoOn);
  curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &stop);
}

}  // namespace

bool MayAsk(const std::string& text) {
  StartLibrary();
  const std::unique_ptr<CURLU, UrlDeleter> url(curl_url());
  MUTUA_CHECK(url != nullptr);
  if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return false;
  if (!PartOf(url.get(), CURLUPART_USER).empty()) return false;
  if (text.find('#') != std::string::npos) return false;
  const std::string scheme = PartOf(url.get(), CURLUPART_SCHEME);
  const std::string host = PartOf(url.get(), CURLUPART_HOST);
  const bool here = host == "127.0.0.1" || host == "localhost" || host == "[::1]";
  return !host.empty() && (scheme == "https" || (scheme == "http" && here));
}

std::string PercentEncoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
  }
  return encoded;
}

absl::StatusOr<Fetched> Fetch(const FetchOrder& order, const std::atomic<bool>& stop) {
  if (!MayAsk(order.url)) {
    return absl::InvalidArgumentError("only https is asked, or plain http on this machine: " +
                                      order.url);
  }
  if (stop) return absl::UnavailableError(order.url + ": not asked any more");
  const std::unique_ptr<CURL, HandleDeleter> handle(curl_easy_init());
  MUTUA_CHECK(handle != nullptr);
  Fetched fetched;
  Bound(handle.get(), stop);
  curl_easy_setopt(handle.get(), CURLOPT_URL, order.url.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, Take);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &fetched.body);
  if (!order.ca_file.empty()) {
    curl_easy_setopt(handle.get(), CURLOPT_CAINFO, order.ca_file.c_str());
    curl_easy_setopt(handle.get(), CURLOPT_CAPATH, nullptr);
  }
  if (order.user) {
    curl_easy_setopt(handle.get(), CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    curl_easy_setopt(handle.get(), CURLOPT_USERPWD, order.user->Reveal().c_str());
  }
  if (order.form) {
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(order.form->size()));
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, order.form->Reveal().c_str());
  }
  const CURLcode done = curl_easy_perform(handle.get());
  if (done != CURLE_OK) {
    const char* const why =
        done == CURLE_WRITE_ERROR ? "its answer is too long" : curl_easy_strerror(done);
    return absl::UnavailableError(order.url + ": " + why);
  }
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  fetched.status = static_cast<int>(status);
  return fetched;
}

}  // namespace mutua::front::openid
