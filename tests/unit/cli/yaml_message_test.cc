#include "clients/cli/yaml_message.h"

#include <doctest/doctest.h>
#include <google/protobuf/util/message_differencer.h>

#include "mutua/v1/lab.pb.h"

namespace mutua::cli {
namespace {

constexpr const char* kLab = R"(sites:
  - site: montpellier
    zone: Europe/Paris
    hours:
      week:
        - days: [monday, tuesday]
          ranges: [{opens: "09:00", closes: "20:00"}]
pools:
  - pool: fdm
    display_name: Imprimantes à filament
    stand_in: true
    rules: {granularity: 30min, longest: 1d, check_in_after: 15min, needs_approval: false}
resources:
  - {resource: fdm-1, kind: machine, pool: fdm, site: montpellier}
members:
  - member: lea
    company: acme
    certifications:
      - {certification: laser, valid_until: 2027-01-01T00:00:00Z}
)";

TEST_CASE("a lab file is read, written and read again as the same lab") {
  v1::Lab lab;
  REQUIRE(ReadYaml(kLab, "lab.yaml", &lab).message() == "");
  CHECK(lab.pools(0).rules().longest().seconds() == 86400);
  CHECK(lab.pools(0).rules().has_needs_approval());
  CHECK(lab.resources(0).kind() == v1::RESOURCE_KIND_MACHINE);
  v1::Lab again;
  REQUIRE(ReadYaml(WriteYaml(lab), "again.yaml", &again).ok());
  CHECK(google::protobuf::util::MessageDifferencer::Equals(lab, again));
}

TEST_CASE("what is wrong in a lab file is named with its line and column") {
  struct Row {
    const char* text;
    const char* says;
  };
  for (const Row& row : {
           Row{"sites:\n  - site: a\n    zoone: x\n", "lab.yaml:3:5: unknown key \"zoone\""},
           Row{"resources:\n  - kind: laser\n",
               "lab.yaml:2:11: \"laser\" is no kind; one of: machine"},
           Row{"pools:\n  - rules: {longest: soon}\n",
               "lab.yaml:2:22: cannot read \"soon\" as a length"},
           Row{"pools:\n  - stand_in: maybe\n",
               "lab.yaml:2:15: \"maybe\" is no value for \"stand_in\""},
           Row{"pools:\n  - display_name: \"mac\x98hine\"\n",
               "lab.yaml:2:19: \"display_name\" is not UTF-8"},
           Row{"pools: fdm\n", "lab.yaml:1:8: \"pools\" is a list"},
           Row{"pools:\n\t- x", "lab.yaml:2:"},
           Row{"[", "lab.yaml:"},
       }) {
    CAPTURE(row.text);
    v1::Lab lab;
    const std::string said(ReadYaml(row.text, "lab.yaml", &lab).message());
    CAPTURE(said);
    CHECK(said.rfind(row.says, 0) == 0);
  }
}

}  // namespace
}  // namespace mutua::cli
