#include "engine/front/certificates/certificate.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <memory>

namespace mutua::front {
namespace {

struct Free {
  void operator()(FILE* file) const { (void)fclose(file); }
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
template <class Type>
using Owned = std::unique_ptr<Type, Free>;

absl::Status Unreadable(const std::string& path) {
  return absl::UnavailableError("cannot read " + path + ": " + std::strerror(errno));
}
absl::Status IsNo(const char* thing, const std::string& path) {
  ERR_clear_error();
  return absl::InvalidArgumentError(path + " is no " + thing + " in PEM form");
}

absl::StatusOr<Owned<X509>> LoadCertificate(const std::string& path) {
  const Owned<FILE> file(std::fopen(path.c_str(), "re"));
  if (file == nullptr) return Unreadable(path);
  Owned<X509> certificate(PEM_read_X509(file.get(), nullptr, nullptr, nullptr));
  if (certificate == nullptr) return IsNo("certificate", path);
  return certificate;
}

// An encrypted key would be asked for on a terminal that nobody sits at.
int NoPassword(char*, int, int, void*) { return -1; }

absl::StatusOr<Owned<EVP_PKEY>> LoadKey(const std::string& path) {
  const Owned<FILE> file(std::fopen(path.c_str(), "re"));
  if (file == nullptr) return Unreadable(path);
  Owned<EVP_PKEY> key(PEM_read_PrivateKey(file.get(), nullptr, NoPassword, nullptr));
  if (key == nullptr) return IsNo("private key without a password", path);
  return key;
}

int64_t UnixOf(const ASN1_TIME* time) {
  std::tm civil{};
  return ASN1_TIME_to_tm(time, &civil) == 1 ? static_cast<int64_t>(timegm(&civil)) : 0;
}

std::string SubjectOf(const X509* certificate) {
  const Owned<BIO> out(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(out.get(), X509_get_subject_name(certificate), 0, XN_FLAG_ONELINE);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(out.get(), &bytes);
  return {bytes, static_cast<size_t>(size)};
}

}  // namespace

absl::StatusOr<Certificate> ReadCertificate(const std::string& path) {
  const auto certificate = LoadCertificate(path);
  if (!certificate.ok()) return certificate.status();
  return Certificate{.subject = SubjectOf(certificate->get()),
                     .valid_from_unix = UnixOf(X509_get0_notBefore(certificate->get())),
                     .valid_until_unix = UnixOf(X509_get0_notAfter(certificate->get()))};
}

absl::Status CheckTlsFiles(const TlsFiles& files) {
  const auto certificate = LoadCertificate(files.certificate);
  if (!certificate.ok()) return certificate.status();
  const auto key = LoadKey(files.key);
  if (!key.ok()) return key.status();
  if (X509_check_private_key(certificate->get(), key->get()) != 1) {
    ERR_clear_error();
    return absl::InvalidArgumentError("the key in " + files.key +
                                      " is not that of the certificate in " + files.certificate);
  }
  if (files.client_ca.empty()) return absl::OkStatus();
  return LoadCertificate(files.client_ca).status();
}

}  // namespace mutua::front
