// A lab file from anywhere: it is refused with its line and column, or it is a lab that is written
// and read again as the same one.
#include <google/protobuf/util/message_differencer.h>

#include "clients/cli/yaml_message.h"
#include "engine/base/check.h"
#include "mutua/v1/lab.pb.h"
#include "tests/fuzz/came_to.h"
#include "tests/fuzz/ceiling.h"
#include "tests/fuzz/fuzz.h"

namespace mutua::fuzz {

std::vector<std::string> Seeds() {
  return {
      R"(sites:
  - site: montpellier
    zone: Europe/Paris
    hours:
      week:
        - days: [monday, tuesday]
          ranges: [{opens: "09:00", closes: "20:00"}]
pools:
  - pool: fdm
    display_name: "Imprimantes à filament"
    stand_in: true
    rules: {granularity: 30min, longest: 1d, check_in_after: 15min, needs_approval: false}
resources:
  - {resource: fdm-1, kind: machine, pool: fdm, site: montpellier}
)",
      R"(companies:
  - {company: acme, kind: employer}
members:
  - member: lea
    company: acme
    certifications:
      - {certification: laser, valid_until: 2027-01-01T00:00:00Z}
)",
      "a: &a [1, 2]\nb: *a\n<<: {x: 1}\n",
      "sites: !!binary aGVsbG8=\n--- \n...\n# nothing\n",
      "\"quoted\\u00e9\": 'single'\nlong: |\n  text\n  more\nfolded: >\n  text\n",
  };
}

}  // namespace mutua::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const mutua::fuzz::Ceiling ceiling("a lab file");
  mutua::v1::Lab lab;
  const absl::Status read = mutua::cli::ReadYaml(text, "lab.yaml", &lab);
  mutua::fuzz::CameTo(read);
  if (!read.ok()) {
    MUTUA_CHECK(absl::IsInvalidArgument(read));
    return 0;
  }
  mutua::v1::Lab again;
  MUTUA_CHECK(mutua::cli::ReadYaml(mutua::cli::WriteYaml(lab), "again.yaml", &again).ok());
  MUTUA_CHECK(google::protobuf::util::MessageDifferencer::Equals(lab, again));
  return 0;
}
