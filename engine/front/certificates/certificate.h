// Certificates as an operator handles them: PEM files, checked before they are used, so that what
// is wrong with one is said by its name at start and not by each client.
//
// Thread-safe: no state.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace mutua::front {

// The files of a port that speaks TLS; empty names: it does not.
struct TlsFiles {
  std::string certificate;  // with what leads from it to a known authority
  std::string key;
  std::string client_ca;  // who signs the callers' certificates; empty: callers need none
};

struct Certificate {
  std::string subject;  // "CN = lab.example.org"
  int64_t valid_from_unix = 0;
  int64_t valid_until_unix = 0;
};

// The first of the file. UNAVAILABLE: it cannot be read; INVALID_ARGUMENT: it is no certificate.
absl::StatusOr<Certificate> ReadCertificate(const std::string& path);

// Whether TLS can be spoken with these: each can be read, and the key is the certificate's. Says
// nothing of dates: clients judge them.
absl::Status CheckTlsFiles(const TlsFiles& files);

}  // namespace mutua::front
