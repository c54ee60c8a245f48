// What `mutua doctor` finds: a list of findings in plain words, each with what to do.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace mutua::cli {

enum class Health { kGood = 0, kLook = 1, kBroken = 2 };

struct Finding {
  Health health = Health::kGood;
  std::string what;      // "disk"
  std::string sentence;  // what was found
  std::string advice;    // what to do; empty where nothing is
};

// The daemon's settings by name, as `mutuad --print-config` says them.
using Settings = std::map<std::string, std::string>;

class Checkup {
 public:
  // `now`: seconds since 1970.
  Checkup(Settings settings, int64_t now) : settings_(std::move(settings)), now_(now) {}

  void LookAtStore();
  void LookAtDisk();
  void LookAtBackups();
  void LookAtCertificates();
  // Through which people sign in; nothing, where there is none.
  void LookAtProvider();
  // The daemon's own ports; what it says of itself, where it serves.
  void LookAtDaemon();

  const std::vector<Finding>& findings() const { return findings_; }

 private:
  void Add(Health health, std::string what, std::string sentence, std::string advice = {});
  const std::string& Of(const std::string& setting) const;
  void LookAtMetrics(const std::string& text);
  // "monday.pem" ends in 3 days.
  void LookAtCertificate(const std::string& setting);

  const Settings settings_;
  const int64_t now_;
  bool daemon_has_store_ = false;
  std::vector<Finding> findings_;
};

// "3 days", "2 hours", "5 minutes": rounded down; "no time" below a minute.
std::string AgeText(int64_t seconds);

}  // namespace mutua::cli
