#include "engine/front/page.h"

#include <sodium.h>

#include <memory>

namespace mutua::front {
namespace {

constexpr size_t kHashBytes = 8;

// Of everything that says what is asked for.
std::string FilterHash(const google::protobuf::Message& request) {
  const std::unique_ptr<google::protobuf::Message> filters(request.New());
  filters->CopyFrom(request);
  for (const char* name : {"page_size", "page_token", "min_position"}) {
    const auto* field = filters->GetDescriptor()->FindFieldByName(name);
    if (field != nullptr) filters->GetReflection()->ClearField(filters.get(), field);
  }
  const std::string bytes =
      filters->GetDescriptor()->full_name() + '\0' + filters->SerializePartialAsString();
  unsigned char hash[crypto_generichash_BYTES_MIN];
  crypto_generichash(hash, sizeof(hash), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size(), nullptr, 0);
  return {reinterpret_cast<const char*>(hash), kHashBytes};
}

}  // namespace

std::string MakePageToken(const google::protobuf::Message& request, std::string_view after) {
  std::string plain = FilterHash(request);
  plain += after;
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(plain.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(plain.data()),
                    plain.size(), kVariant);
  text.pop_back();  // the terminating zero
  return text;
}

std::string ReadPageToken(const google::protobuf::Message& request, const std::string& token,
                          Reading* in) {
  if (token.empty()) return {};
  constexpr size_t kTokenBytesMax = 512;
  std::string plain(token.size(), '\0');
  size_t size = 0;
  const bool read = token.size() <= kTokenBytesMax &&
                    sodium_base642bin(reinterpret_cast<unsigned char*>(plain.data()), plain.size(),
                                      token.data(), token.size(), nullptr, &size, nullptr,
                                      sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0;
  plain.resize(size);
  if (!read || size < kHashBytes || plain.substr(0, kHashBytes) != FilterHash(request)) {
    in->Malformed(Path("page_token"), Flaw::kBadForm);
    return {};
  }
  return plain.substr(kHashBytes);
}

size_t PageSize(uint32_t asked, size_t usual, size_t most, Reading* in) {
  if (asked > most) {
    in->Malformed(Path("page_size"), Flaw::kOutOfRange, static_cast<int64_t>(most));
  }
  return asked == 0 ? usual : asked;
}

}  // namespace mutua::front
